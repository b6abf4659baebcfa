/** A label that wants to be centred at a place on a line. Pixels. */
export interface WantedLabel {
  readonly x: number;
  readonly width: number;
}

export interface PlacedLabel {
  /** Of its middle; moved inwards where it would leave the line. */
  readonly x: number;
  /** 0 is the first row. */
  readonly row: number;
}

const GAP = 6;

/** Gives each label, in the order given, the first row in which it touches no other. */
export function labelRows(labels: readonly WantedLabel[], low: number, high: number): readonly PlacedLabel[] {
  const rows: { readonly from: number; readonly to: number }[][] = [];
  return labels.map(({ x: wanted, width }) => {
    const x = Math.max(low + width / 2, Math.min(high - width / 2, wanted));
    const [from, to] = [x - width / 2 - GAP / 2, x + width / 2 + GAP / 2];
    let row = rows.findIndex((taken) => taken.every((other) => to <= other.from || from >= other.to));
    if (row === -1) row = rows.push([]) - 1;
    rows[row]?.push({ from, to });
    return { x, row };
  });
}
