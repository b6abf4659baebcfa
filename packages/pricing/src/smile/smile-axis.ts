/** Deviations from the money up to which the axis is nearly that of the log price itself. */
const REACH = 4;
/** Cells between two knots; the log density is drawn straight within each. */
export const CELLS = 5;
/** Cubic basis splines that overlap in one place. */
export const OVERLAP = 4;
/** What a knot stands for near the money, in deviations. */
const KNOT_DISTANCE = 0.6;
const FEWEST_INTERVALS = 8;
const MOST_INTERVALS = 26;
/** Deviations of axis beyond the outermost quote, before the straight tail begins, and that are always covered. */
const MARGIN = 0.75;
const COVERED = 3.5;

/**
 * Where the log density of a smile is drawn: uniform knots on u, where z = REACH sinh(u / REACH) and z is
 * ln(price / centre) in deviations of the money; so knots are evenly apart near the money and ever wider beyond.
 */
export interface SmileAxis {
  /** Cubic basis splines: knot intervals and three. */
  readonly splines: number;
  /** Distance of the knots on u. */
  readonly knotDistance: number;
  /** Ends of the cells in z, ascending: {@link CELLS} to an interval, and one. */
  readonly places: Float64Array;
  /** Where on u the first knot lies. */
  readonly start: number;
}

/** @param low - z of the lowest quote. @param high - of the highest. */
export function smileAxis(low: number, high: number): SmileAxis {
  const start = drawnTogether(Math.min(low - MARGIN, -COVERED));
  const end = drawnTogether(Math.max(high + MARGIN, COVERED));
  const wanted = Math.ceil((end - start) / KNOT_DISTANCE);
  const intervals = Math.min(Math.max(wanted, FEWEST_INTERVALS), MOST_INTERVALS);
  const knotDistance = (end - start) / intervals;
  const places = new Float64Array(CELLS * intervals + 1);
  for (let index = 0; index < places.length; index += 1) {
    places[index] = spreadOut(start + (index * knotDistance) / CELLS);
  }
  return { splines: intervals + 3, knotDistance, places, start };
}

/** Place on u of a z. */
export const drawnTogether = (z: number): number => REACH * Math.asinh(z / REACH);

/** The z of a place on u. */
export const spreadOut = (u: number): number => REACH * Math.sinh(u / REACH);

/** The cell that a z lies in: -1 below the first, the number of cells from the last end on. */
export function cellOf({ places, knotDistance, start }: SmileAxis, z: number): number {
  const last = places.length - 1;
  if (z < (places[0] ?? Number.NaN)) return -1;
  if (z >= (places[last] ?? Number.NaN)) return last;
  let cell = Math.min(Math.max(Math.floor(((drawnTogether(z) - start) * CELLS) / knotDistance), 0), last - 1);
  // the way there and back rounds
  if (z < (places[cell] ?? Number.NaN)) cell -= 1;
  else if (z >= (places[cell + 1] ?? Number.NaN)) cell += 1;
  return cell;
}

/** Weights of the four overlapping splines at each of an interval's cell ends, the last one included. */
export const SPLINE_WEIGHTS = Float64Array.from({ length: OVERLAP * (CELLS + 1) }, (_, index) => {
  const t = Math.floor(index / OVERLAP) / CELLS;
  const r = 1 - t;
  switch (index % OVERLAP) {
    case 0:
      return (r * r * r) / 6;
    case 1:
      return (3 * t * t * t - 6 * t * t + 4) / 6;
    case 2:
      return (3 * r * r * r - 6 * r * r + 4) / 6;
    default:
      return (t * t * t) / 6;
  }
});
