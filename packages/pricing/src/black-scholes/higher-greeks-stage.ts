import { block, type BlockSpan } from "./option-block.ts";
import type { AllGreeksAnswers, OptionColumns, VolatilityColumn } from "./option-columns.ts";

// constants of this module, whose place in memory V8 then knows
const { owing, drift, moneyness, deviation, centre, weight, received, given, timeValue } = block;

/** The rest of the thirteen and the chance of exercise, from what the Greeks' stage has written. */
export function writeHigherGreeks(
  { from, count }: BlockSpan,
  options: OptionColumns & VolatilityColumn,
  answers: AllGreeksAnswers,
): void {
  const { calls, strike, spot, years, dividendYield, volatility } = options;
  const { delta, gamma, vega } = answers;
  const step = spot.length === strike.length ? 1 : 0;
  for (let i = 0; i < count; i += 1) {
    const n = from + i;
    const at = step * n;
    const own = spot[at] ?? 0;
    const span = years[at] ?? 0;
    const sigma = volatility[n] ?? 0;
    const s = deviation[i] ?? 0;
    const chance = exerciseChance(i, calls[n] === 1);
    answers.timeValue[n] = timeValue[i] ?? 0;
    answers.phi[n] = -span * own * (delta[n] ?? 0);
    answers.dualDelta[n] = ((calls[n] === 1 ? -1 : 1) * chance * (owing[i] ?? 0)) / (strike[n] ?? 0);
    answers.probabilityInTheMoney[n] = chance;
    const dense = (weight[i] ?? 0) > 0;
    const d1 = (centre[i] ?? 0) + 0.5 * s;
    const d2 = (centre[i] ?? 0) - 0.5 * s;
    const bend = gamma[n] ?? 0;
    const turn = (2 * (drift[i] ?? 0)) / s - d2;
    answers.vomma[n] = dense ? ((vega[n] ?? 0) * d1 * d2) / sigma : 0;
    answers.speed[n] = dense ? (-bend / own) * (d1 / s + 1) : 0;
    answers.zomma[n] = dense ? (bend * (d1 * d2 - 1)) / sigma : 0;
    answers.color[n] = dense
      ? (bend / (2 * span)) * (2 * (dividendYield[at] ?? 0) * span + 1 + d1 * turn)
      : 0;
  }
}

/** N(d2) of a call, N(-d2) of a put, each with its own relative accuracy. */
function exerciseChance(i: number, call: boolean): number {
  const above = (moneyness[i] ?? 0) > 0;
  const tail = ((above ? received[i] : given[i]) ?? 0) / (owing[i] ?? 0);
  return above === call ? 1 - tail : tail;
}
