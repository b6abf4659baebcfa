/** From the first pair of numbers to the second, in a straight line; a domain without width lands in the middle. */
export function scaleOf(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  const span = to - from;
  if (span === 0) return () => (start + end) / 2;
  return (value) => start + ((value - from) / span) * (end - start);
}

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** Round numbers inside the range, about so many: steps of 1, 2, 2.5 or 5 times a power of ten. */
export function ticksOf(low: number, high: number, about: number): readonly number[] {
  const span = high - low;
  if (!(span > 0) || about < 1) return [];
  const rough = span / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((size) => size * power >= rough) ?? 10);
  // an end that is a tick itself counts, whatever its last bit says
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // multiples, not sums: a sum of tenths drifts
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => (first + place) * step);
}

/** Smallest and largest with a share of room on both sides; null where nothing is known. */
export function extentOf(values: readonly number[], room = 0): readonly [number, number] | null {
  if (values.length === 0) return null;
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const extra = (high - low || Math.abs(high) * 0.1 || 1) * room;
  return [low - extra, high + extra];
}
