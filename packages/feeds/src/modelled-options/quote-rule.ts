import { ZERO_USD, usdE4, type UsdE4 } from "@smart0dte/domain";

/** One side of a market; price 0 and size 0: there is none. */
export interface Side {
  readonly price: UsdE4;
  readonly size: number;
}

export interface TwoSides {
  readonly bid: Side;
  readonly ask: Side;
}

/** Sizes are assumptions: what one may count on being there, not what is shown on a busy day. */
const OPTION_SIZE = 20;
const UNDERLYING_SIZE = 500;

const TICK = 100;
/** Keeps a value that lies on a tick but for a float's last digit on that tick. */
const NEAR_TICK = 1e-9;
const HALF_CENTS = 0.5;
const HALF_PER_TIME_VALUE = 0.01;
const HALF_PER_INTRINSIC = 0.03;
const WIDEST_INTRINSIC_HALF_CENTS = 8;

/**
 * The modelled market of an option worth `timeValue` + `intrinsic` dollars, on cent ticks.
 *
 * Half a spread is 0.5 cent + 1 % of the time value + 3 % of the intrinsic value (this last part at most 8 cents),
 * rounded outward to the tick: two or three cents near the money, some 17 deep in it. Three real expiry-day chains
 * of 2026-08 show 1 to 3 and 15 to 20, so the rule costs rather more than the market. No bid under one cent.
 */
export function quoteOption(timeValue: number, intrinsic: number): TwoSides {
  const cents = (timeValue + intrinsic) * 100;
  const inside = Math.min(HALF_PER_INTRINSIC * intrinsic * 100, WIDEST_INTRINSIC_HALF_CENTS);
  const half = HALF_CENTS + HALF_PER_TIME_VALUE * timeValue * 100 + inside;
  const bid = Math.floor(cents - half + NEAR_TICK);
  const ask = Math.ceil(cents + half - NEAR_TICK);
  return {
    bid: bid < 1 ? { price: ZERO_USD, size: 0 } : { price: usdE4(bid * TICK), size: OPTION_SIZE },
    ask: { price: usdE4(Math.max(ask, 1) * TICK), size: OPTION_SIZE },
  };
}

/** The modelled market of a fund around its last price: half a cent to each side, rounded outward to the tick. */
export function quoteUnderlying(last: UsdE4): TwoSides {
  const half = TICK / 2;
  return {
    bid: { price: usdE4(Math.floor((last - half) / TICK) * TICK), size: UNDERLYING_SIZE },
    ask: { price: usdE4(Math.ceil((last + half) / TICK) * TICK), size: UNDERLYING_SIZE },
  };
}
