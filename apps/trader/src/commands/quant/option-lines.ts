import {
  allGreeksOf,
  americanOverDividend,
  americanPriceOf,
  criticalSpot,
  europeanOverDividend,
  impliedVolatility,
  priceOf,
  timeValueOf,
} from "@smart0dte/pricing";
import { LineRefusal, numberOf, rightOf, type Line } from "./line-fields.ts";

/** Price and Greeks under the names and in the units of the reference vectors: per 1.00 and per YEAR. */
export function greeksLine(line: Line): object {
  const terms = { ...termsOf(line), volatility: numberOf(line, "vol", { from: 0 }) };
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

/** `status` and `iv`; null where no volatility gives the price. */
export function ivLine(line: Line): object {
  const found = impliedVolatility({ ...termsOf(line), price: numberOf(line, "price") });
  return found.ok ? { status: "ok", iv: found.value } : { status: found.error, iv: null };
}

/** With `q` a continuous yield; with `div` and `tDiv` one cash dividend. */
export function americanLine(line: Line): object {
  const volatility = numberOf(line, "vol", { above: 0 });
  if (line["div"] === undefined) {
    const terms = { ...termsOf(line), volatility };
    const american = americanPriceOf(terms);
    if (american === null)
      throw new LineRefusal(
        "negativeRate",
        "An American value with a negative rate or yield is not offered.",
      );
    const european = priceOf(terms);
    return { american, european, premium: american - european };
  }
  const { right, spot, strike, years, rate, dividendYield } = termsOf(line);
  if (dividendYield !== 0)
    throw new LineRefusal("yieldAndDividend", "A cash dividend goes with q = 0, not with a yield beside it.");
  const dividend = numberOf(line, "div", { above: 0 });
  const exYears = numberOf(line, "tDiv", { above: 0 });
  const terms = { right, spot, strike, years, volatility, rate, dividend, exYears };
  const american = americanOverDividend(terms);
  if (american === null)
    throw new LineRefusal("dividendOutside", "tDiv must lie before T and r must not be negative.");
  const european = europeanOverDividend(terms);
  const critical = right === "C" ? { criticalSpotAtEx: criticalSpot(terms) } : {};
  return { american, european, premium: american - european, ...critical };
}

function termsOf(line: Line) {
  return {
    right: rightOf(line),
    spot: numberOf(line, "S", { above: 0 }),
    strike: numberOf(line, "K", { above: 0 }),
    years: numberOf(line, "T", { from: 0 }),
    rate: numberOf(line, "r"),
    dividendYield: line["q"] === undefined ? 0 : numberOf(line, "q"),
  };
}
