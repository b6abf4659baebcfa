/** Bid and ask of both rights at one strike, dollars; 0 is no bid. */
export interface StripQuote {
  readonly strike: number;
  readonly callBid: number;
  readonly callAsk: number;
  readonly putBid: number;
  readonly putAsk: number;
}

/** All strikes of one expiry at one moment. */
export interface StripTerm {
  /** Calendar minutes to settlement, more than zero. */
  readonly minutes: number;
  /** Continuously compounded, per year. */
  readonly rate: number;
  /** Strikes ascending and distinct. */
  readonly quotes: readonly StripQuote[];
}

export interface StripVariance {
  readonly forward: number;
  /** Highest strike not above the forward. */
  readonly centre: number;
  /** Of the log price, per year. Can be negative where few coarse strikes are left. */
  readonly variance: number;
  /** The variance less what a strip of so wide strikes overstates: strike distance² / (6 forward² years). */
  readonly varianceSpacingCorrected: number;
  /** Options that took part: the out-of-the-money mids, both at the centre. */
  readonly selected: readonly {
    readonly strike: number;
    readonly side: "P" | "C" | "both";
    readonly value: number;
  }[];
}

/** Why a term gives no variance. */
export type NoStrip = "badTerm" | "crossedQuote" | "noForward" | "noCentre" | "tooFewStrikes";

const MINUTES_PER_YEAR = 525_600;
/** Two zero bids in a row end the strip, whatever is bid beyond. */
const ENDING_ZERO_BIDS = 2;

/**
 * Model-free variance of one expiry by Cboe's published method.
 *
 * Forward at the strike where call and put mid are nearest, out-of-the-money mids from the centre outwards, zero bids
 * skipped, two in a row end a side. A crossed quote, or a bid without an ask, is refused by name: it has no mid.
 *
 * Quotes in dollars, time in calendar minutes, the rate continuously compounded per year; the variance is of the log
 * price, per year of 525,600 minutes. The published examples come out to the last digit printed; against the true
 * variance it overstates by the spacing term, and lacks what lies beyond the strikes with a bid.
 *
 * @see Cboe, Volatility Index Methodology: Cboe Volatility Index (2022).
 */
export function stripVariance(term: StripTerm): StripVariance | NoStrip {
  const { minutes, rate, quotes } = term;
  if (!(minutes > 0 && Number.isFinite(rate)) || !quotes.every(isQuote)) return "badTerm";
  if (quotes.some(isCrossed)) return "crossedQuote";
  const years = minutes / MINUTES_PER_YEAR;
  const growth = Math.exp(rate * years);
  const forward = forwardOf(quotes, growth);
  if (forward === null) return "noForward";
  const middle = quotes.findLastIndex(({ strike }) => strike <= forward);
  const centre = quotes[middle];
  if (centre === undefined) return "noCentre";
  const selected = [
    ...wing(quotes.slice(0, middle).reverse(), "P").reverse(),
    { strike: centre.strike, side: "both" as const, value: (midOf(centre, "C") + midOf(centre, "P")) / 2 },
    ...wing(quotes.slice(middle + 1), "C"),
  ];
  if (selected.length < 3) return "tooFewStrikes";
  const drop = forward / centre.strike - 1;
  const sum = summed(selected, growth);
  const variance = (2 * sum - drop * drop) / years;
  const spacing = spacingAround(quotes, middle);
  return {
    forward,
    centre: centre.strike,
    variance,
    varianceSpacingCorrected: variance - (spacing * spacing) / (6 * forward * forward * years),
    selected,
  };
}

/**
 * Two terms around a target of so many minutes, by variance in time. 100 times the annual volatility.
 *
 * Straight between the terms' total variances, and beyond them where the target lies outside, as published. Null where
 * the next term is not later, the target is not positive or the variance drawn is negative. Exact arithmetic.
 *
 * @see Cboe, Volatility Index Methodology: Cboe Volatility Index (2022).
 */
export function volatilityIndex(
  near: { readonly minutes: number; readonly variance: number },
  next: { readonly minutes: number; readonly variance: number },
  targetMinutes: number,
): number | null {
  if (!(next.minutes > near.minutes)) return null;
  const weight = (next.minutes - targetMinutes) / (next.minutes - near.minutes);
  const total = near.minutes * near.variance * weight + next.minutes * next.variance * (1 - weight);
  return total >= 0 && targetMinutes > 0 ? 100 * Math.sqrt(total / targetMinutes) : null;
}

function isQuote(
  { strike, callBid, callAsk, putBid, putAsk }: StripQuote,
  i: number,
  all: readonly StripQuote[],
) {
  const sides = [callBid, callAsk, putBid, putAsk];
  const before = all[i - 1]?.strike ?? 0;
  return (
    strike > before && Number.isFinite(strike) && sides.every((price) => price >= 0 && Number.isFinite(price))
  );
}

/** A bid above its ask, or without one: the method takes mids, and between those two there is no market to take. */
export const isCrossed = ({ callBid, callAsk, putBid, putAsk }: StripQuote): boolean =>
  callBid > callAsk || putBid > putAsk;

const midOf = (quote: StripQuote, side: "P" | "C"): number =>
  side === "C" ? (quote.callBid + quote.callAsk) / 2 : (quote.putBid + quote.putAsk) / 2;

function forwardOf(quotes: readonly StripQuote[], growth: number): number | null {
  let nearest = Number.POSITIVE_INFINITY;
  let forward: number | null = null;
  for (const quote of quotes) {
    // a worthless side has no bid and yet an offer; without one there is no mid
    if (!(quote.callAsk > 0 && quote.putAsk > 0)) continue;
    const difference = midOf(quote, "C") - midOf(quote, "P");
    if (Math.abs(difference) >= nearest) continue;
    nearest = Math.abs(difference);
    forward = quote.strike + growth * difference;
  }
  return forward;
}

/** Out-of-the-money mids from the centre outwards. */
function wing(
  outwards: readonly StripQuote[],
  side: "P" | "C",
): { strike: number; side: "P" | "C"; value: number }[] {
  const taken: { strike: number; side: "P" | "C"; value: number }[] = [];
  let zeros = 0;
  for (const quote of outwards) {
    if ((side === "C" ? quote.callBid : quote.putBid) === 0) {
      zeros += 1;
      if (zeros === ENDING_ZERO_BIDS) break;
      continue;
    }
    zeros = 0;
    taken.push({ strike: quote.strike, side, value: midOf(quote, side) });
  }
  return taken;
}

function summed(selected: StripVariance["selected"], growth: number): number {
  let sum = 0;
  selected.forEach(({ strike, value }, i) => {
    const below = selected[i - 1]?.strike;
    const above = selected[i + 1]?.strike;
    const width =
      below === undefined || above === undefined
        ? Math.abs((above ?? strike) - strike) + Math.abs(strike - (below ?? strike))
        : (above - below) / 2;
    sum += (width / (strike * strike)) * growth * value;
  });
  return sum;
}

/** Distance of the listed strikes at the centre. */
function spacingAround(quotes: readonly StripQuote[], middle: number): number {
  const below = quotes[middle - 1]?.strike;
  const centre = quotes[middle]?.strike ?? Number.NaN;
  const above = quotes[middle + 1]?.strike;
  if (below !== undefined && above !== undefined) return (above - below) / 2;
  return above === undefined ? centre - (below ?? centre) : above - centre;
}
