import {
  err,
  isTwoSided,
  MULTIPLIER,
  USD_E4,
  type ChainView,
  type Leg,
  type Result,
} from "@smart0dte/domain";
import {
  outOfTheMoneyRight,
  smileThrough,
  structureOdds,
  yearsOf,
  type NoSmile,
  type PriceDensity,
  type Smile,
} from "@smart0dte/pricing";
import { payoffLegs, type PackagePrice } from "./economics.ts";

/** What the option market itself thinks of a package. */
export interface MarketOdds {
  /** That the package, held to the close, ends above all its costs. */
  readonly probabilityOfProfit: number;
  /** Dollars a package after costs. */
  readonly expectedValue: number;
}

/** The smile in the board's admissible out-of-the-money quotes; no rate and no yield on expiry day. */
export function marketSmile({ forward, secondsToExpiry, rows }: ChainView): Result<Smile, NoSmile> {
  if (forward === null) return err("badForward");
  const quoted = rows.flatMap(({ strike, call, put }) => {
    const at = strike / USD_E4;
    const { quote } = outOfTheMoneyRight(at, forward) === "C" ? call : put;
    return isTwoSided(quote) ? [{ at, bid: (quote.bid ?? 0) / USD_E4, ask: (quote.ask ?? 0) / USD_E4 }] : [];
  });
  return smileThrough(
    { forward, years: yearsOf(secondsToExpiry) },
    {
      strike: quoted.map(({ at }) => at),
      bid: quoted.map(({ bid }) => bid),
      ask: quoted.map(({ ask }) => ask),
    },
  );
}

/** Nothing is forecast: under the market's own density the expectation is about what spread and fees take. */
export function marketOdds(
  legs: readonly Leg[],
  { natural, costs }: Pick<PackagePrice, "natural" | "costs">,
  density: PriceDensity,
): MarketOdds {
  const options = payoffLegs(legs).map((leg) => ({ ...leg, strike: leg.strike / USD_E4 }));
  const paid = (natural + costs / MULTIPLIER) / USD_E4;
  const { probabilityOfProfit, expectedValue } = structureOdds(options, paid, density);
  return { probabilityOfProfit, expectedValue: expectedValue * MULTIPLIER };
}
