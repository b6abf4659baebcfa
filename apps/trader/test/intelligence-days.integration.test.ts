import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  epochMicros,
  type DeskInput,
  type InstrumentListing,
  type MarketBatch,
  type SessionStart,
  type Signal,
  type SignalOutcome,
} from "@smart0dte/domain";
import { aSessionStart, minute } from "@smart0dte/domain/testing";
import { minuteEvents, readMinuteDay } from "@smart0dte/feeds";
import { IntelligenceEngine } from "@smart0dte/intelligence";
import { MarketEngine } from "@smart0dte/market";
import { createSimulatedMarket } from "@smart0dte/simulator/market";
import { describe, expect, it } from "vitest";

const MINUTES = join(import.meta.dirname, "../../../../shared/data/minutes");
const THRESHOLD = 0.58;

interface Moment {
  readonly at: DeskInput["at"];
  readonly listings?: readonly InstrumentListing[];
  /** Null where only time passes. */
  readonly batch: MarketBatch | null;
}

/** What was said in the course of a day, and what became of it. */
interface Told {
  readonly signals: readonly Signal[];
  readonly results: ReadonlyMap<string, SignalOutcome["result"]>;
  readonly regimes: readonly string[];
}

/** Market and intelligence engine, joined as the pipeline joins them. */
function toldOf(start: SessionStart, moments: Iterable<Moment>): Told {
  const market = new MarketEngine(start);
  const engine = new IntelligenceEngine(start);
  const signals: Signal[] = [];
  const results = new Map<string, SignalOutcome["result"]>();
  const regimes: string[] = [];
  let seq = 0;
  for (const { at, listings, batch } of moments) {
    if (listings !== undefined) market.list(listings);
    const minutes = batch === null ? market.passTime(at) : market.take(batch, at);
    seq += 1;
    if (minutes.length === 0) continue;
    const asked = { seq, at, minutes, vix: market.vix(), spotOf: market.spot };
    for (const said of engine.step({ ...asked, chainOf: (ticker) => market.chain(ticker) })) {
      if (said.kind === "signal") signals.push(said.signal);
      if (said.kind === "outcome") results.set(said.outcome.signalId, said.outcome.result);
      if (said.kind === "regime") regimes.push(said.view.regime);
    }
  }
  return { signals, results, regimes };
}

function realDay(set: string, date: string): Told {
  const day = readMinuteDay({ dir: join(MINUTES, set) }, date);
  const { session, provenance, ageLimits, findings, previousCloses } = day;
  const facts = { session, provenance, ageLimits, findings, previousCloses };
  const start = aSessionStart({ mode: "replay", source: `minutes:${set}`, minuteSource: true, ...facts });
  const moments = [...minuteEvents(day)].map(({ at, what }): Moment => {
    if (what.kind === "instruments") return { at, listings: what.listings, batch: null };
    return { at, batch: what.kind === "market" ? what.batch : null };
  });
  return toldOf(start, moments);
}

/** A simulated day with few strikes, a batch a minute, each a moment after the full second. */
function simulatedDay(market: "planted" | "null", seed: number): Told {
  const start = aSessionStart();
  const source = createSimulatedMarket({ seed, session: start.session, market, strikesEachSide: 1 });
  const moments = Array.from({ length: 391 }, (_, i): Moment => {
    const at = epochMicros(minute(0) + i * 60_000_000 + 50_000);
    return { at, ...(i === 0 ? { listings: source.listings } : {}), batch: source.advance(at) };
  });
  return toldOf(start, moments);
}

/** So many that an edge of a tenth shows: four days were too few to tell it from luck. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 42] as const;
/** The days are made once, by the test that asks first. */
const PATIENT = { timeout: 120_000 } as const;

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | null = null;
  return () => (made ??= { value: make() }).value;
}

const isDirectional = ({ direction }: Signal): boolean => direction !== "neutral";
const isAbove =
  (threshold: number) =>
  ({ confidence }: Signal): boolean =>
    confidence.value >= threshold;

function wins(days: readonly Told[], which: (signal: Signal) => boolean): { won: number; cases: number } {
  const results = days.flatMap((day) => day.signals.filter(which).map(({ id }) => day.results.get(id)));
  return { won: results.filter((result) => result === "won").length, cases: results.length };
}

describe.skipIf(!existsSync(MINUTES))("on a real day", () => {
  it("2026-03-13: some dozens of signals on all three tickers, some above the threshold, all measured", () => {
    const { signals, results, regimes } = realDay("2026-03", "2026-03-13");

    expect(signals.length).toBeGreaterThan(24);
    expect(signals.length).toBeLessThan(100);
    expect(new Set(signals.map(({ ticker }) => ticker))).toEqual(new Set(["SPY", "QQQ", "IWM"]));
    expect(signals.filter(isDirectional).filter(isAbove(THRESHOLD)).length).toBeGreaterThan(2);
    expect(results.size).toBe(signals.length);
    expect(regimes).toHaveLength(390);
    expect(regimes).not.toContain("unknown");
    for (const { volatility, factors } of signals) {
      expect(volatility).toBeNull();
      expect(factors.find(({ family }) => family === "volatility")).toMatchObject({
        raw: null,
        contribution: 0,
      });
    }
  });

  it("2019-02-12: without IWM the other two are judged, by a real VIX", () => {
    const { signals, results, regimes } = realDay("2019-02", "2019-02-12");

    expect(new Set(signals.map(({ ticker }) => ticker))).toEqual(new Set(["SPY", "QQQ"]));
    expect(signals.some(isDirectional)).toBe(true);
    expect(results.size).toBe(signals.length);
    expect(new Set(regimes)).toContain("low");
  });

  it("the same day says the same", () => {
    expect(realDay("2026-03", "2026-03-16")).toEqual(realDay("2026-03", "2026-03-16"));
  });
});

describe("on simulated days", () => {
  const planted = once(() => SEEDS.map((seed) => simulatedDay("planted", seed)));
  const nothing = once(() => SEEDS.map((seed) => simulatedDay("null", seed)));

  it(
    "planted: the first signal above the threshold comes within forty minutes and others regularly after",
    PATIENT,
    () => {
      for (const { signals } of planted()) {
        const said = signals.filter(isAbove(THRESHOLD));
        const times = [...said.map(({ at }) => (at - minute(0)) / 60_000_000), 360];

        expect(times[0]).toBeLessThan(40);
        const pauses = times.map((time, i) => time - (times[i - 1] ?? 0)).slice(1);
        expect(Math.max(...pauses)).toBeLessThan(40);
        expect(said.filter(isDirectional).length).toBeGreaterThan(15);
      }
    },
  );

  it("planted: strong divergences come back more often than chance", PATIENT, () => {
    const { won, cases } = wins(planted(), (signal) => isDirectional(signal) && isAbove(0.62)(signal));

    expect(cases).toBeGreaterThan(150);
    expect(won / cases).toBeGreaterThan(0.5 + 2 * Math.sqrt(0.25 / cases));
  });

  it("null: a direction is right no more often than chance", PATIENT, () => {
    const { won, cases } = wins(nothing(), isDirectional);

    expect(cases).toBeGreaterThan(120);
    expect(Math.abs(won / cases - 0.48)).toBeLessThan(3 * Math.sqrt(0.25 / cases));
  });

  it("null: a neutral view holds about as often as its diffusion says", PATIENT, () => {
    const neutral = nothing().flatMap(({ signals }) => signals.filter((signal) => !isDirectional(signal)));
    const claimed = neutral.reduce((sum, { confidence }) => sum + confidence.value, 0) / neutral.length;

    const { won, cases } = wins(nothing(), (signal) => !isDirectional(signal));

    expect(cases).toBe(neutral.length);
    // minutes are not independent and the day has its own shape of volatility: about a tenth either way
    expect(Math.abs(won / cases - claimed)).toBeLessThan(0.12);
  });
});
