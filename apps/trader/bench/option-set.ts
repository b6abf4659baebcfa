import { greeksAnswers, greeksOfEach, optionColumns } from "@smart0dte/pricing";
import { MACHINE_LOOP_ROUNDS, QUIET_LOOP_NS } from "./machine-loop.ts";

/** What every option of a chain shares: noon of an expiry day, with a rate and a yield. */
export const CHAIN = { spot: 600, years: 4 / 8_760, rate: 0.0425, dividendYield: 0.0125 } as const;

/**
 * Options as the last hours have them, from a fixed seed: 30 seconds to a day, volatilities from 8 % to 60 %, whole
 * strikes out to four deviations, half of them calls; priced, so that their volatilities can be asked for.
 */
export function optionSet(count: number) {
  const columns = {
    ...optionColumns(count),
    volatility: new Float64Array(count),
    price: new Float64Array(count),
  };
  let chance = 42;
  const between = (low: number, high: number): number => {
    chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
    return low + (high - low) * (chance / 2 ** 32);
  };
  for (let n = 0; n < count; n += 1) {
    const spot = between(400, 700);
    const years = Math.exp(between(Math.log(30), Math.log(86_400))) / 31_536_000;
    const volatility = between(0.08, 0.6);
    columns.spot[n] = spot;
    columns.years[n] = years;
    columns.volatility[n] = volatility;
    columns.strike[n] = Math.round(spot * Math.exp(between(-4, 4) * volatility * Math.sqrt(years)));
    columns.rate[n] = between(0, 0.06);
    columns.dividendYield[n] = between(0, 0.02);
    columns.calls[n] = between(0, 1) < 0.5 ? 1 : 0;
  }
  price(columns);
  return columns;
}

/** The same, all of {@link CHAIN}. */
export function chainSet(count: number) {
  const columns = optionSet(count);
  const { volatility, strike, spot } = columns;
  for (let n = 0; n < count; n += 1) {
    const deviations =
      Math.log((strike[n] ?? 1) / (spot[n] ?? 1)) / ((volatility[n] ?? 1) * Math.sqrt(columns.years[n] ?? 1));
    strike[n] = Math.round(CHAIN.spot * Math.exp(deviations * (volatility[n] ?? 0) * Math.sqrt(CHAIN.years)));
  }
  columns.spot.fill(CHAIN.spot);
  columns.years.fill(CHAIN.years);
  columns.rate.fill(CHAIN.rate);
  columns.dividendYield.fill(CHAIN.dividendYield);
  price(columns);
  return columns;
}

function price(columns: ReturnType<typeof optionSet>): void {
  const answers = greeksAnswers(columns.strike.length);
  greeksOfEach(columns, answers);
  columns.price.set(answers.price);
}

/** Prints one measurement: millions a second, beside the aim scaled by the loop's time in the same minutes. */
export function printRate(
  name: string,
  times: { readonly ms: readonly number[]; readonly loopMs: readonly number[] },
  { perTurn, aim, ...conditions }: { readonly perTurn: number; readonly aim: number; readonly count: number },
): void {
  const rate = (ms: number): number => perTurn / 1_000 / ms;
  const loopNs = (median(times.loopMs) / MACHINE_LOOP_ROUNDS) * 1e6;
  const value = rate(median(times.ms));
  const scaledAim = (aim * QUIET_LOOP_NS) / loopNs;
  console.log(
    JSON.stringify({
      name,
      unit: "million/s",
      value: rounded(value),
      p50: rounded(value),
      p99: rounded(rate(Math.max(...times.ms))),
      conditions: {
        ...conditions,
        runs: times.ms.length,
        interleaved: true,
        loopNs: rounded(loopNs),
        aim,
        scaledAim: rounded(scaledAim),
        ofScaledAim: rounded(value / scaledAim),
      },
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
