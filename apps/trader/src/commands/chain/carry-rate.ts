import type { IsoDate } from "@smart0dte/domain";
import { americanPriceOf, priceOf, yearsOf } from "@smart0dte/pricing";
import type { DividendQuestion } from "./dividend-terms.ts";
import { seriesIn } from "./chain-expiry.ts";
import { forwardOf } from "./chain-forward.ts";
import { isRate, secondsTo, strikesIn } from "./chain-rate.ts";
import { outerVolatility } from "./european-view.ts";

/** Days: over fewer a rate is a small difference of large numbers. */
const FEWEST_SECONDS = 10 * 86_400;

/**
 * What the spot grows at until the last expiry before a dividend, per year: its parity forward and what early exercise
 * is worth to the put at the money, by which that forward comes out too low. The rate that was asked with where no
 * expiry lies ten days or more away before the dividend.
 */
export function carryRate(before: IsoDate | null, question: DividendQuestion, spot: number): number {
  const { snapshot, at, expiry, rate } = question;
  const series = seriesIn(snapshot).find(({ root, date }) => root === expiry.root && date === before);
  if (series === undefined || secondsTo(series, at) < FEWEST_SECONDS) return rate;
  const years = yearsOf(secondsTo(series, at));
  const growth = Math.exp(rate * years);
  const strikes = strikesIn(snapshot, series, at);
  const { forward } = forwardOf(strikes, null, growth);
  if (forward === null) return rate;
  const [nearest] = strikes.toSorted(
    (one, other) => Math.abs(one.strike - forward) - Math.abs(other.strike - forward),
  );
  const volatility =
    nearest === undefined ? null : outerVolatility(nearest, { forward, years, rate, spot: forward });
  if (volatility === null) return rate;
  const put = {
    right: "P",
    spot: forward / growth,
    strike: forward,
    years,
    rate: Math.max(rate, 0),
    dividendYield: 0,
    volatility,
  } as const;
  const exercise = (americanPriceOf(put) ?? priceOf(put)) - priceOf(put);
  const found = Math.log((forward + exercise * growth) / spot) / years;
  return isRate(found) ? found : rate;
}
