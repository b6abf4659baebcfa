import {
  allGreeksOf,
  americanOverDividend,
  americanPriceOf,
  americanRefusal,
  criticalSpot,
  dividendRefusal,
  europeanOverDividend,
  impliedVolatility,
  priceOf,
  termsRefusal,
  timeValueOf,
  type NoAmerican,
  type NoDividendValue,
  type NoVolatility,
} from "@smart0dte/pricing";
import { LineRefusal, numberOf, rightOf, type Line } from "./line-fields.ts";

/** A price that has no volatility; what is no option or no price at all is refused instead. */
const STATUSES = ["belowIntrinsic", "aboveMax", "zeroPrice"] as const satisfies readonly NoVolatility[];
type Status = (typeof STATUSES)[number];

const WHY: Readonly<Record<NoAmerican | NoDividendValue | Exclude<NoVolatility, Status>, string>> = {
  spotOutOfRange: "S must be between 1e-100 and 1e100, with div between 1e-60 and 1e60.",
  strikeOutOfRange: "K must be between 1e-100 and 1e100, with div between 1e-60 and 1e60.",
  yearsOutOfRange: "T must be between 0 and 1,000 years.",
  rateOutOfRange: "r must be within 1,000,000 either way, and r times T within 50.",
  yieldOutOfRange: "q must be within 1,000,000 either way, and q times T within 50.",
  volatilityOutOfRange: "vol must be between 0 and 1,000,000.",
  negativeRate: "An American value with a negative rate is not offered.",
  negativeYield: "An American value with a negative yield is not offered.",
  deviationOutOfRange: "An American value is not offered where vol times the root of T is above 3.",
  dividendOutOfRange: "div must be above 0.",
  exDateOutOfRange: "tDiv must lie before T.",
  notAPrice: "price must be a finite number.",
  expired:
    "T must be above 0: at and after its expiry an option is its payoff, and has no Greeks or volatility.",
};

/** Price and Greeks under the names and in the units of the reference vectors: per 1.00 and per YEAR. */
export function greeksLine(line: Line): object {
  const terms = { ...termsOf(line), volatility: numberOf(line, "vol", { from: 0 }) };
  requireNone(termsRefusal(terms));
  const { probabilityInTheMoney, ...greeks } = allGreeksOf(terms);
  const { spot, strike, years, volatility, rate, dividendYield } = terms;
  // how much a relative error of each input moves the price, relatively
  const moved =
    Math.abs(spot * greeks.delta) +
    Math.abs(strike * greeks.dualDelta) +
    Math.abs(years * greeks.theta) +
    Math.abs(volatility * greeks.vega) +
    Math.abs(rate * greeks.rho) +
    Math.abs(dividendYield * greeks.phi);
  const cond = greeks.price > 0 ? moved / greeks.price : null;
  return { ...greeks, timeValue: timeValueOf(terms), probITM: probabilityInTheMoney, cond };
}

/**
 * `status` and `iv`, null where no volatility gives the price: `belowIntrinsic`, `aboveMax`, or `zeroPrice` where there
 * is no time value in it, so that only the limit 0 fits.
 */
export function ivLine(line: Line): object {
  const found = impliedVolatility({ ...termsOf(line), price: numberOf(line, "price") });
  if (found.ok) return { status: "ok", iv: found.value };
  const { error } = found;
  if (!isStatus(error)) throw refusalOf(error);
  return { status: error, iv: null };
}

const isStatus = (reason: NoVolatility): reason is Status => STATUSES.some((status) => status === reason);

/** With `q` a continuous yield; with `div` and `tDiv` one cash dividend. */
export function americanLine(line: Line): object {
  const volatility = numberOf(line, "vol", { above: 0 });
  if (line["div"] === undefined) {
    const terms = { ...termsOf(line), volatility };
    requireNone(americanRefusal(terms));
    const american = americanPriceOf(terms);
    if (american === null) throw new LineRefusal("noValue", "There is no American value of these terms.");
    const european = priceOf(terms);
    return { american, european, premium: american - european };
  }
  const { right, spot, strike, years, rate, dividendYield } = termsOf(line);
  if (dividendYield !== 0)
    throw new LineRefusal("yieldAndDividend", "A cash dividend goes with q = 0, not with a yield beside it.");
  const dividend = numberOf(line, "div", { above: 0 });
  const exYears = numberOf(line, "tDiv", { above: 0 });
  const terms = { right, spot, strike, years, volatility, rate, dividend, exYears };
  requireNone(dividendRefusal(terms));
  const american = americanOverDividend(terms);
  if (american === null) throw new LineRefusal("noValue", "There is no American value of these terms.");
  const european = europeanOverDividend(terms);
  const critical = right === "C" ? { criticalSpotAtEx: criticalSpot(terms) } : {};
  return { american, european, premium: american - european, ...critical };
}

function requireNone(refusal: NoAmerican | NoDividendValue | null): void {
  if (refusal !== null) throw refusalOf(refusal);
}

const refusalOf = (reason: keyof typeof WHY): LineRefusal => new LineRefusal(reason, WHY[reason]);

/** Years that are left; none left is a reason of its own. */
function yearsOf(line: Line): number {
  const years = numberOf(line, "T");
  if (years <= 0) throw refusalOf("expired");
  return years;
}

function termsOf(line: Line) {
  return {
    right: rightOf(line),
    spot: numberOf(line, "S", { above: 0 }),
    strike: numberOf(line, "K", { above: 0 }),
    years: yearsOf(line),
    rate: numberOf(line, "r"),
    dividendYield: line["q"] === undefined ? 0 : numberOf(line, "q"),
  };
}
