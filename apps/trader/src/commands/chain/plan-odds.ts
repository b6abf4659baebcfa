import { dollars, MULTIPLIER, USD_E4, type Leg } from "@smart0dte/domain";
import { expectedPayoff, probabilityBelow, type Smile } from "@smart0dte/pricing";
import { breakEvensOf, payoffAt, type Economics } from "@smart0dte/strategy";

/** What the option market itself thinks of a package. */
export interface ShapeOdds {
  /** That the package, held to the close, ends above all its costs. */
  readonly probabilityOfProfit: number;
  /** Dollars a package, after costs. */
  readonly expectedValue: number;
}

interface Density {
  readonly smile: Smile;
  /** What dollars of today grow by until expiry. */
  readonly growth: number;
}

/** Odds under the smile's own density: nothing is forecast, so the expectation is what spread and fees take. */
export function shapeOdds(legs: readonly Leg[], { natural, costs }: Economics, density: Density): ShapeOdds {
  const { smile, growth } = density;
  const options = legs.map(({ contract: { right, strike }, ratio }) => {
    return { right, strike: dollars(strike), quantity: ratio };
  });
  const worth = expectedPayoff(smile, options) / growth;
  return {
    probabilityOfProfit: probabilityOfProfit(legs, (natural + costs / MULTIPLIER) * growth, smile),
    expectedValue: (worth - natural / USD_E4) * MULTIPLIER - costs / USD_E4,
  };
}

/** The payoff crosses what was paid (UsdE4 a share, at expiry) at each edge, so profit alternates with loss. */
function probabilityOfProfit(legs: readonly Leg[], paid: number, smile: Smile): number {
  const edges = [...breakEvensOf(legs, paid).map((edge) => probabilityBelow(smile, edge)), 1];
  let isProfit = payoffAt(legs, 0) > paid;
  let from = 0;
  let probability = 0;
  for (const to of edges) {
    if (isProfit) probability += to - from;
    isProfit = !isProfit;
    from = to;
  }
  return Math.min(1, Math.max(0, probability));
}
