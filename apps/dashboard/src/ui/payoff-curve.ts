/** One leg as the payoff sees it: dollars and contracts in one package. */
export interface PayoffLeg {
  readonly right: "C" | "P";
  readonly strike: number;
  readonly ratio: number;
}

export interface PayoffPoint {
  readonly price: number;
  /** Dollars of the whole position at the close, before costs. */
  readonly profit: number;
}

/** Profit at the close for one price of the underlying; the entry is debit positive, dollars a share. */
export function payoffAt(
  legs: readonly PayoffLeg[],
  entry: number,
  { price, packages }: { price: number; packages: number },
): number {
  const worth = legs.reduce(
    (sum, { right, strike, ratio }) =>
      sum + ratio * Math.max(0, right === "C" ? price - strike : strike - price),
    0,
  );
  return (worth - entry) * 100 * packages;
}

/** The corners of the piecewise line: both ends of the range and every strike inside it. */
export function payoffCurve(
  legs: readonly PayoffLeg[],
  entry: number,
  range: { low: number; high: number; packages: number },
): readonly PayoffPoint[] {
  const { low, high, packages } = range;
  const inside = [...new Set(legs.map(({ strike }) => strike))].filter(
    (strike) => strike > low && strike < high,
  );
  return [low, ...inside.toSorted((a, b) => a - b), high].map((price) => ({
    price,
    profit: payoffAt(legs, entry, { price, packages }),
  }));
}

/** A range around all that matters: strikes, spot and the expected move, with room at both sides. */
export function payoffRange(
  legs: readonly PayoffLeg[],
  spot: number | null,
  move: number | null,
): { low: number; high: number } {
  const marks = legs.map(({ strike }) => strike);
  if (spot !== null) marks.push(spot - (move ?? 0), spot + (move ?? 0));
  const low = Math.min(...marks);
  const high = Math.max(...marks);
  const room = Math.max((high - low) * 0.18, 1);
  return { low: low - room, high: high + room };
}
