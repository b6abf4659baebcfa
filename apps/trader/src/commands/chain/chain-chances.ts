import type { Right } from "@smart0dte/domain";
import { probabilityBelow, touchProbability, touchRefusal, type Smile } from "@smart0dte/pricing";

/** How likely one contract's strike matters. Risk-neutral: not a forecast. */
export interface ContractChances {
  /** Of ending in the money, under the fitted smile's density; not its delta. */
  readonly inTheMoney: number | null;
  /** Of the strike being met before expiry: lognormal at the strike's own volatility, watched without a break. */
  readonly touch: number | null;
}

export const NO_CHANCES: ContractChances = { inTheMoney: null, touch: null };

export interface ChanceMoment {
  readonly forward: number;
  readonly years: number;
  readonly smile: Smile | null;
}

export function chancesOf(
  { right, strike }: { readonly right: Right; readonly strike: number },
  volatility: number | null,
  { forward, years, smile }: ChanceMoment,
): ContractChances {
  const below = smile === null ? null : probabilityBelow(smile, strike);
  return {
    inTheMoney: below === null ? null : right === "C" ? 1 - below : below,
    touch: volatility === null ? null : touchOf(strike, volatility, { forward, years }),
  };
}

function touchOf(
  level: number,
  volatility: number,
  { forward, years }: Omit<ChanceMoment, "smile">,
): number | null {
  const terms = { spot: forward, level, years, volatility, rate: 0, dividendYield: 0 };
  return touchRefusal(terms) === null ? touchProbability(terms) : null;
}
