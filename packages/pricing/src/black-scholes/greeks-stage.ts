import { block, type BlockSpan } from "./option-block.ts";
import type { GreeksAnswers, OptionColumns, VolatilityColumn } from "./option-columns.ts";

// constants of this module, whose place in memory V8 then knows
const {
  root,
  forward,
  owing,
  moneyness,
  drift,
  dividends,
  discount,
  deviation,
  centre,
  weight,
  received,
  given,
  timeValue,
} = block;

/** Price and first derivatives, and those of delta. */
export function writeGreeks(
  { from, count }: BlockSpan,
  options: OptionColumns & VolatilityColumn,
  answers: GreeksAnswers,
): void {
  const { calls, strike, spot, years, rate, dividendYield } = options;
  const { price, delta, gamma, theta, vega, rho, vanna, charm } = answers;
  const step = spot.length === strike.length ? 1 : 0;
  for (let i = 0; i < count; i += 1) {
    const n = from + i;
    const at = step * n;
    const own = spot[at] ?? 0;
    const span = years[at] ?? 0;
    const q = dividendYield[at] ?? 0;
    const sign = calls[n] === 1 ? 1 : -1;
    const above = (moneyness[i] ?? 0) > 0;
    let held = (above ? given[i] : received[i]) ?? 0;
    let owed = (above ? received[i] : given[i]) ?? 0;
    if (above === sign > 0) {
      held = (forward[i] ?? 0) - held;
      owed = (owing[i] ?? 0) - owed;
    }
    held *= sign;
    owed *= sign;
    const perDollar = 1 / own;
    const shares = held * perDollar;
    const carry = q * held - (rate[at] ?? 0) * owed;
    // the difference of the prices is exact near the money; the small carry is added after it
    const intrinsic = sign * (own - (strike[n] ?? 0) + ((dividends[i] ?? 0) - (discount[i] ?? 0)));
    price[n] = Math.max(intrinsic, 0) + (timeValue[i] ?? 0);
    delta[n] = shares;
    rho[n] = span * owed;
    const mass = weight[i] ?? 0;
    if (mass > 0) {
      const rootYears = root[i] ?? 0;
      const s = deviation[i] ?? 0;
      const density = mass * perDollar;
      const perDeviation = 1 / s;
      const slowness = 0.5 / span;
      const d2 = (centre[i] ?? 0) - 0.5 * s;
      gamma[n] = density * perDollar * perDeviation;
      vega[n] = mass * rootYears;
      vanna[n] = -density * d2 * rootYears * perDeviation;
      theta[n] = carry - mass * s * slowness;
      charm[n] = q * shares - density * slowness * (2 * (drift[i] ?? 0) * perDeviation - d2);
    } else {
      gamma[n] = 0;
      vega[n] = 0;
      vanna[n] = 0;
      theta[n] = carry;
      charm[n] = q * shares;
    }
  }
}
