import { MULTIPLIER, USD_E4, type ChainView, type Leg } from "@smart0dte/domain";
import { meanPayoffOf, profitRegions } from "@smart0dte/pricing";
import { payoffLegs, type Economics } from "./economics.ts";

/** What the option market itself thinks of a package. */
export interface MarketOdds {
  /** That the package, held to the close, ends above all its costs; null where the board does not reach far enough. */
  readonly probabilityOfProfit: number | null;
  /** Dollars a package after costs. */
  readonly expectedValue: number | null;
}

/** Prices of the board as prices of one density: a call's value at each strike, dollars a share. */
export interface Board {
  /** Strikes with an admissible out-of-the-money mid, ascending. */
  readonly knots: readonly { readonly strike: number; readonly call: number }[];
  readonly forward: number;
}

/**
 * Reads the board's out-of-the-money mids without a model; in-the-money values follow by parity (no rates today).
 *
 * The mean of P(above x) between two strikes is the difference of their call values over the distance.
 */
export function boardOf(chain: ChainView): Board | null {
  const { forward } = chain;
  if (forward === null) return null;
  const knots = chain.rows.flatMap(({ strike, call, put }) => {
    const at = strike / USD_E4;
    if (at >= forward) return call.mid === null ? [] : [{ strike: at, call: call.mid / USD_E4 }];
    return put.mid === null ? [] : [{ strike: at, call: put.mid / USD_E4 + forward - at }];
  });
  return { knots, forward };
}

export function marketOdds(legs: readonly Leg[], priced: Economics, board: Board): MarketOdds {
  return {
    probabilityOfProfit: probabilityOfProfit(legs, priced, board),
    expectedValue: expectedValue(legs, priced, board),
  };
}

/** The density's mean of the payoff is the package at fair prices; entry and fees are what is paid above it. */
function expectedValue(
  legs: readonly Leg[],
  { natural, costs }: Economics,
  { knots, forward }: Board,
): number | null {
  const options = payoffLegs(legs).map(({ strike, ...leg }) => ({ ...leg, strike: strike / USD_E4 }));
  const calls = new Map(knots.map(({ strike, call }) => [strike, call]));
  if (options.some(({ strike }) => !calls.has(strike))) return null;
  const worth = meanPayoffOf(options, {
    meanPayoff: (right, strike) => {
      const call = calls.get(strike) ?? Number.NaN;
      return right === "C" ? call : call - forward + strike;
    },
  });
  return (worth - natural / USD_E4) * MULTIPLIER - costs / USD_E4;
}

function probabilityOfProfit(
  legs: readonly Leg[],
  { natural, costs }: Economics,
  board: Board,
): number | null {
  let probability = 0;
  for (const { from, to } of profitRegions(payoffLegs(legs), natural + costs / MULTIPLIER)) {
    const over = from === 0 ? 1 : probabilityAbove(from / USD_E4, board);
    const beyond = to === null ? 0 : probabilityAbove(to / USD_E4, board);
    if (over === null || beyond === null) return null;
    probability += over;
    probability -= beyond;
  }
  return Math.min(1, Math.max(0, probability));
}

/** P(the underlying ends above a price), drawn straight between the middles of neighbouring strikes; null outside them. */
export function probabilityAbove(price: number, { knots }: Board): number | null {
  let before: { readonly at: number; readonly above: number } | null = null;
  for (const [index, left] of knots.entries()) {
    const right = knots[index + 1];
    if (right === undefined) return null;
    const here = {
      at: (left.strike + right.strike) / 2,
      above: Math.min(1, Math.max(0, (left.call - right.call) / (right.strike - left.strike))),
    };
    if (here.at >= price) {
      if (before === null) return here.at === price ? here.above : null;
      return before.above + ((here.above - before.above) * (price - before.at)) / (here.at - before.at);
    }
    before = here;
  }
  return null;
}
