/** Options that pass through each stage together: few enough that their columns stay in the nearest cache. */
export const BLOCK = 128;

/**
 * What the stages hand on, one option an index.
 *
 * Options go through in blocks because a function of doubles that is too long to be inlined boxes each of them; each
 * stage here is a loop over columns, and none allocates.
 */
export interface OptionBlock {
  /** Root of the years; 0 when less is left than counts. */
  readonly root: Float64Array;
  /** Spot less the yield until expiry, today's dollars. */
  readonly forward: Float64Array;
  /** Strike less the interest until expiry, today's dollars. */
  readonly owing: Float64Array;
  /** (rate - yield) times years. */
  readonly drift: Float64Array;
  /** ln(forward / owing); positive when the call is in the money. */
  readonly moneyness: Float64Array;
  /** What the yield adds to the spot until expiry, dollars: negative where it is positive. */
  readonly dividends: Float64Array;
  /** What the rate adds to the strike, likewise. */
  readonly discount: Float64Array;

  /** Volatility times the root of the years; 0 when less than counts. */
  readonly deviation: Float64Array;
  /** Moneyness in deviations: the middle of d1 and d2. */
  readonly centre: Float64Array;
  /** Forward times the density at d1, which is owing times the density at d2. */
  readonly weight: Float64Array;
  /** Worth of what the out-of-the-money side receives when exercised, and of what it gives for it. */
  readonly received: Float64Array;
  readonly given: Float64Array;
  /** Received less given, taken without cancellation. */
  readonly timeValue: Float64Array;

  /** Time value to be hit, over the root of forward times owing. */
  readonly target: Float64Array;
  /** What is missing to the most that it can be, likewise. */
  readonly missing: Float64Array;
  /** Logarithm of what the target was scaled up by, where it would underflow. */
  readonly boost: Float64Array;
}

/** The one block: a pass through the stages is never interrupted, and V8 knows the place of what never moves. */
export const block: OptionBlock = {
  root: new Float64Array(BLOCK),
  forward: new Float64Array(BLOCK),
  owing: new Float64Array(BLOCK),
  drift: new Float64Array(BLOCK),
  moneyness: new Float64Array(BLOCK),
  dividends: new Float64Array(BLOCK),
  discount: new Float64Array(BLOCK),
  deviation: new Float64Array(BLOCK),
  centre: new Float64Array(BLOCK),
  weight: new Float64Array(BLOCK),
  received: new Float64Array(BLOCK),
  given: new Float64Array(BLOCK),
  timeValue: new Float64Array(BLOCK),
  target: new Float64Array(BLOCK),
  missing: new Float64Array(BLOCK),
  boost: new Float64Array(BLOCK),
};

/** The part of the columns that a stage works on. */
export interface BlockSpan {
  readonly from: number;
  /** At most {@link BLOCK}. */
  readonly count: number;
  /** Of the whole columns: why an index is refused, 0 where it is not. */
  readonly refusal: Uint8Array;
}
