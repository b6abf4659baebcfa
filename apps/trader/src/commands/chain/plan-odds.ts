import { dollars, MULTIPLIER, USD_E4, type Leg } from "@smart0dte/domain";
import { smileDensity, structureOdds, type Smile } from "@smart0dte/pricing";
import type { PackagePrice } from "@smart0dte/strategy";

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
export function shapeOdds(
  legs: readonly Leg[],
  { natural, costs }: Pick<PackagePrice, "natural" | "costs">,
  density: Density,
): ShapeOdds {
  const { smile, growth } = density;
  const options = legs.map(({ contract: { right, strike }, ratio }) => {
    return { right, strike: dollars(strike), quantity: ratio };
  });
  const paid = (natural / USD_E4 + costs / USD_E4 / MULTIPLIER) * growth;
  const { probabilityOfProfit, expectedValue } = structureOdds(options, paid, smileDensity(smile));
  return { probabilityOfProfit, expectedValue: (expectedValue / growth) * MULTIPLIER };
}
