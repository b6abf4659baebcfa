/** Ranks from 1; equal values share the average of their places. */
export function averageRanks(values: ArrayLike<number>): number[] {
  const order = Array.from(values, (value, place) => ({ value, place })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(order.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && order[to]?.value === order[from]?.value) to += 1;
    // places from+1 .. to
    for (const { place } of order.slice(from, to)) ranks[place] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
