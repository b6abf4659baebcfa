import fc from "fast-check";

/** Numbers as a broken feed sends them: NaN, infinities, both zeros, the ends of double precision, and plain ones. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
  { weight: 2, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.5, 2, 1e308, -1e308, 5e-324, 1e-200, 1e200, 1e16) },
  { weight: 3, arbitrary: fc.double() },
  { weight: 3, arbitrary: fc.double({ min: -2, max: 2, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 12 }) },
);

/** Finite, but as far apart as doubles can be. */
export const finiteNumber = hostileNumber.filter(Number.isFinite);

export const hostileSeries: fc.Arbitrary<number[]> = fc.oneof(
  fc.array(hostileNumber, { maxLength: 12 }),
  fc.array(finiteNumber, { maxLength: 24 }),
  fc.array(fc.constantFrom(0, 1), { maxLength: 24 }),
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 24 }),
  fc
    .tuple(finiteNumber, fc.integer({ min: 0, max: 20 }))
    .map(([value, n]) => new Array<number>(n).fill(value)),
);

/** Two series that are more often than not of one length. */
export const hostilePair: fc.Arbitrary<[number[], number[]]> = fc.oneof(
  fc.tuple(hostileSeries, hostileSeries),
  fc
    .array(fc.tuple(finiteNumber, finiteNumber), { maxLength: 24 })
    .map((pairs): [number[], number[]] => [pairs.map(([x]) => x), pairs.map(([, y]) => y)]),
);

/** Where something within a value is NaN, or infinite where that is not allowed. */
export function unusable(value: unknown, mayBeInfinite: boolean, path = ""): readonly string[] {
  if (typeof value === "number")
    return Number.isNaN(value) || !(mayBeInfinite || Number.isFinite(value)) ? [`${path}: ${value}`] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => unusable(inner, mayBeInfinite, `${path}.${name}`));
}
