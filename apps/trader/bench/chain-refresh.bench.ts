import {
  ChainRefresh,
  outOfTheMoneyValue,
  yearsOf,
  type ChainQuoteColumns,
  type RefreshTerms,
} from "@smart0dte/pricing";
import { interleaved } from "./interleaved-runs.ts";
import { machineLoopMs } from "./machine-loop.ts";
import { printTime } from "./time-line.ts";

/**
 * Three same-day chains of 400 contracts, as SPY, QQQ and IWM would have four hours before the close: quotes in,
 * admissibility, forward, volatilities, Greeks, exposures and smile out. Every refresh sees other quotes than the one
 * before. The refreshes and the machine's fixed loop take turns.
 */
const STRIKES = 200;
const RUNS = 25;
/** Refreshes of all three chains that a run is the mean of, each with quotes of its own. */
const TICKS = 40;
/** Milliseconds at which the aim is met on a quiet machine. */
const AIM_MS = 2;
const YEARS = yearsOf(14_400);

const MARKETS = [
  { forward: 600.3, volatility: 0.15, step: 1 },
  { forward: 520.2, volatility: 0.19, step: 1 },
  { forward: 230.4, volatility: 0.22, step: 0.5 },
] as const;

const chains = MARKETS.map((market) => ({
  refresh: new ChainRefresh(STRIKES),
  terms: { years: YEARS, near: market.forward, sign: "callsLong" } satisfies RefreshTerms,
  quotes: Array.from({ length: TICKS }, (_, tick) => quotesOf(market, tick)),
}));
/** That a smile is drawn each time and lies in its quotes: a fit that gives up would be quick for nothing. */
let drawn = 0;
let inside = 0;
let refreshes = 0;

const times = await interleaved(RUNS, { refresh: refreshAll, loop: machineLoopMs });
printTime(
  "chain-refresh",
  { ms: times.refresh, loopMs: times.loop },
  {
    unit: "ms for three chains",
    aimMs: AIM_MS,
    contracts: 3 * 2 * STRIKES,
    quotedOutOfTheMoney: quotedCount(),
    refreshesARun: TICKS,
    drawnShare: rounded(drawn / refreshes),
    insideQuotes: rounded(inside / refreshes),
  },
);

/** Milliseconds of one refresh of all three chains, the mean of a run. */
function refreshAll(): number {
  const began = performance.now();
  for (let tick = 0; tick < TICKS; tick += 1) {
    for (const { refresh, terms, quotes } of chains) {
      const columns = quotes[tick];
      if (columns === undefined) throw new Error("A tick without quotes");
      const found = refresh.refresh(columns, terms);
      if (!found.ok) throw new Error(`No refresh: ${found.error}`);
      const { smile } = found.value;
      refreshes += 1;
      if (!smile.ok || smile.value.fit.form !== "density") continue;
      drawn += 1;
      inside += smile.value.fit.inside;
    }
  }
  return (performance.now() - began) / TICKS;
}

/** Cent quotes about a put-heavy smile with the wings of a real expiry day, the market a little elsewhere each tick. */
function quotesOf({ forward, volatility, step }: (typeof MARKETS)[number], tick: number): ChainQuoteColumns {
  const spot = forward + step * 0.3 * Math.sin(tick);
  const deviation = volatility * Math.sqrt(YEARS);
  const first = Math.round(forward / step) * step - 100 * step;
  const strike = Float64Array.from({ length: STRIKES }, (_, n) => first + n * step);
  const value = strike.map((k) => {
    const z = 8 * Math.asinh(Math.log(k / spot) / deviation / 8);
    const wing = 1 + (z < 0 ? 0.33 : 0.24) * (Math.hypot(z, 1.2) - 1.2) - 0.04 * z;
    return outOfTheMoneyValue(spot, k, deviation * wing * (1 + 0.01 * Math.cos(3 * tick)));
  });
  const bid = (intrinsic: (k: number) => number): Float64Array =>
    value.map((one, n) => Math.floor(100 * (0.985 * one + intrinsic(strike[n] ?? 0))) / 100);
  const ask = (intrinsic: (k: number) => number): Float64Array =>
    value.map((one, n) => Math.ceil(100 * (1.015 * one + intrinsic(strike[n] ?? 0)) + 1e-9) / 100);
  const [ofCall, ofPut] = [(k: number) => Math.max(spot - k, 0), (k: number) => Math.max(k - spot, 0)];
  return {
    strike,
    callBid: bid(ofCall),
    callAsk: ask(ofCall),
    putBid: bid(ofPut),
    putAsk: ask(ofPut),
    callContracts: strike.map((k) => Math.round(5_000 * Math.exp(-0.5 * ((k - spot) / (12 * step)) ** 2))),
    putContracts: strike.map((k) => Math.round(7_000 * Math.exp(-0.5 * ((k - spot) / (15 * step)) ** 2))),
  };
}

function quotedCount(): number {
  let count = 0;
  for (const { quotes, terms } of chains) {
    const [first] = quotes;
    first?.strike.forEach((k, n) => {
      if (((k < terms.near ? first.putBid[n] : first.callBid[n]) ?? 0) > 0) count += 1;
    });
  }
  return count;
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
