import { americanPriceOf, exercisePremium, priceOf, type Smile } from "@smart0dte/pricing";
import type { OverDividend } from "./chain-dividend.ts";
import type { AnalysedExpiry } from "./chain-expiry.ts";

/** Whether early exercise matters here, and what it is worth where it does. */
export interface ChainExercise {
  readonly style: AnalysedExpiry["style"];
  readonly europeanSuffices: boolean;
  readonly why: string;
  /** Dollars a share that an American put is worth more than the European value shown; null where nothing is. */
  readonly putPremium: { readonly atMoney: number; readonly oneMoveIn: number } | null;
  /** Dollars by which the forward lies below the spot grown at the rate: dividends until expiry, if the spot is of the same moment. */
  readonly impliedDividend: number | null;
}

export interface ExerciseMoment {
  /** Where a dividend before expiry is known, what its quotes are reckoned with. */
  readonly over: OverDividend | null;
  readonly expiry: AnalysedExpiry;
  readonly smile: Smile | null;
  readonly expectedMove: number | null;
  readonly years: number;
  readonly rate: number;
  readonly spot: number | null;
}

export function exerciseOf(moment: ExerciseMoment): ChainExercise {
  const { expiry, smile, expectedMove, years, rate, spot, over } = moment;
  const { style } = expiry;
  const suffices = (why: string): ChainExercise => {
    return { style, europeanSuffices: true, why, putPremium: null, impliedDividend: null };
  };
  if (style === "european") return suffices("these options are exercised at expiry only");
  if (expiry.isToday)
    return suffices("premium, exercise and stock of a same-day expiry settle together: American is European");
  const forward = smile?.forward ?? null;
  return {
    style,
    europeanSuffices: false,
    why:
      "values shown are European, read from out-of-the-money quotes; puts in the money are worth more by early exercise, " +
      "and calls where a dividend exceeds the put of the strike plus the interest on it until expiry, on the eve of the ex date",
    putPremium:
      smile === null || expectedMove === null
        ? null
        : {
            atMoney: premiumAt(smile.forward, { smile, years, rate, over }),
            oneMoveIn: premiumAt(smile.forward + expectedMove, { smile, years, rate, over }),
          },
    impliedDividend: forward === null || spot === null ? null : spot - forward * Math.exp(-rate * years),
  };
}

interface Valued {
  readonly smile: Smile;
  readonly years: number;
  readonly rate: number;
  readonly over: OverDividend | null;
}

/** The forward's present value stands for the spot: what is paid out before expiry is already off it. */
function premiumAt(strike: number, { smile, years, rate, over }: Valued): number {
  if (over !== null) {
    const put = { right: "P", strike, volatility: smile.ivAt(strike) } as const;
    return exercisePremium({ ...over.terms, ...put, rate: Math.max(rate, 0) }) ?? 0;
  }
  const terms = {
    right: "P",
    spot: smile.forward * Math.exp(-rate * years),
    strike,
    years,
    rate,
    dividendYield: 0,
    volatility: smile.ivAt(strike),
  } as const;
  const american = americanPriceOf(terms);
  return american === null ? 0 : Math.max(0, american - priceOf(terms));
}
