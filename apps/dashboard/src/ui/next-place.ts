/** Where a step in a list of `count` leads: the first for whoever comes from outside (-1), and never beyond an end. */
export function nextPlace(place: number, count: number, step: 1 | -1): number {
  if (place < 0) return 0;
  return Math.min(Math.max(place + step, 0), count - 1);
}
