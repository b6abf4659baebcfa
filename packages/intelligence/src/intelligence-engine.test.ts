import { MICROS_PER_MINUTE, usdE4, type Signal, type SignalOutcome, type Ticker } from "@smart0dte/domain";
import { aChain, aSession, aSessionStart, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import {
  IntelligenceEngine,
  type IntelligenceInput,
  type IntelligenceOutput,
} from "./intelligence-engine.ts";
import { dayOf, inLumps, inputOf, saidOf } from "./testing/day-of.ts";
import { aMinute, aVix, minutesOf, zigzag } from "./testing/minutes-of.ts";

const DAY = dayOf({ seed: 3 });

const signalsIn = (said: readonly (readonly IntelligenceOutput[])[]): readonly Signal[] =>
  said.flat().flatMap((each) => (each.kind === "signal" ? [each.signal] : []));
const outcomesIn = (said: readonly (readonly IntelligenceOutput[])[]): readonly SignalOutcome[] =>
  said.flat().flatMap((each) => (each.kind === "outcome" ? [each.outcome] : []));
const correlationIn = (said: readonly IntelligenceOutput[]) =>
  said.flatMap((each) => (each.kind === "correlation" ? [each.view] : []))[0] ?? expect.unreachable("one");

/** Both tickers zigzag with noise of their own; then SPY runs away from QQQ by `run` dollars a minute. */
function runaway(run: number, minutes = 50): readonly IntelligenceInput[] {
  return Array.from({ length: minutes }, (_, i) => {
    const wave = i % 2 === 0 ? 0.3 : -0.3;
    const own = i % 3 === 0 ? 0.06 : -0.03;
    const spy = 600 + wave + own + run * Math.max(0, i - 35);
    const marks = [aMinute(i + 1, spy, { ticker: "SPY" }), aMinute(i + 1, 500 + wave, { ticker: "QQQ" })];
    return inputOf(i + 1, minute(i + 1), { minutes: marks });
  });
}

describe("the intelligence engine", () => {
  it("says the regime first, then correlations, outcomes and signals", () => {
    const ORDER = ["regime", "correlation", "outcome", "signal"];
    for (const said of saidOf(DAY)) {
      const places = said.map(({ kind }) => ORDER.indexOf(kind));
      expect(places.slice(0, 2)).toEqual([0, 1]);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it("keeps the last regime and correlation for whoever asks", () => {
    const engine = new IntelligenceEngine(aSessionStart());
    expect(engine.views()).toEqual({ regime: null, correlation: null });

    const said = engine.step(inputOf(1, minute(1), { minutes: [aMinute(1, 600)], vix: aVix(25) }));

    expect(engine.views().regime).toMatchObject({ regime: "high", at: minute(1) });
    expect(engine.views().correlation).toBe(correlationIn(said));
  });

  it("says nothing of a ticker before thirty returns are known, and judges at the close of a candle", () => {
    const signals = signalsIn(saidOf(DAY));

    expect(signals.length).toBeGreaterThan(20);
    for (const { at } of signals) {
      expect(at).toBeGreaterThanOrEqual(minute(32));
      expect((at - minute(0)) % (2 * MICROS_PER_MINUTE)).toBe(0);
    }
  });

  it.each<[string, number, Signal["direction"]]>([
    ["rich", 0.15, "down"],
    ["cheap", -0.15, "up"],
  ])("expects a ticker that has become %s to come back", (_, run, direction) => {
    const found = signalsIn(saidOf(runaway(run))).filter((each) => each.ticker === "SPY");

    const last = found.at(-1) ?? expect.unreachable("a signal");
    expect(last.direction).toBe(direction);
    expect(last.confidence).toMatchObject({ basis: "uncalibratedScore" });
    expect(last.confidence.value).toBeGreaterThan(0.58);
    expect(last.factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(last.score);
    expect(last.score * (direction === "up" ? 1 : -1)).toBeGreaterThan(0);
  });

  it("does not tell the same view again within ten minutes, of a neutral one within thirty", () => {
    const told = new Map<string, Signal>();
    for (const signal of signalsIn(saidOf(DAY))) {
      const key = `${signal.ticker}/${signal.direction}`;
      const before = told.get(key);
      told.set(key, signal);
      if (before === undefined) continue;
      const minutes = (signal.at - before.at) / MICROS_PER_MINUTE;
      const grown = Math.abs(signal.score) - Math.abs(before.score);
      if (signal.direction === "neutral") expect(minutes).toBeGreaterThanOrEqual(30);
      else expect(minutes >= 10 || grown >= 0.25).toBe(true);
    }
  });

  it("makes no signal that could not play out before the close, and none after it", () => {
    const late = inputOf(391, minute(391), { minutes: [aMinute(391, 600), aMinute(400, 600)] });
    const said = saidOf([...DAY, late]);

    for (const { at, horizonMinutes } of signalsIn(said)) {
      expect(at + horizonMinutes * MICROS_PER_MINUTE).toBeLessThanOrEqual(aSession().close);
    }
    expect(said.at(-1)?.map(({ kind }) => kind)).toEqual(["regime"]);
  });

  it("measures every signal, once, by the close", () => {
    const said = saidOf(DAY);

    const ids = signalsIn(said).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      outcomesIn(said)
        .map(({ signalId }) => signalId)
        .toSorted(),
    ).toEqual(ids.toSorted());
  });

  it("tells with each signal what became of the ones before it", () => {
    const kinds = new Map<string, { outcomes: number; won: number }>();
    const kindOf = new Map<string, string>();
    for (const said of saidOf(DAY)) {
      for (const each of said) {
        if (each.kind === "outcome") {
          const kind = kinds.get(kindOf.get(each.outcome.signalId) ?? "") ?? expect.unreachable("known");
          kind.outcomes += 1;
          kind.won += each.outcome.result === "won" ? 1 : 0;
        }
        if (each.kind !== "signal") continue;
        const { id, ticker, direction, confidence } = each.signal;
        const key = `${ticker}/${direction === "neutral"}`;
        const kind = kinds.get(key) ?? { outcomes: 0, won: 0 };
        kinds.set(key, kind);
        kindOf.set(id, key);
        expect(confidence).toMatchObject(kind);
      }
    }
  });

  it("decides what is overdue also when no minute comes any more", () => {
    const engine = new IntelligenceEngine(aSessionStart());
    const before = DAY.slice(0, 100).map((input) => engine.step(input));
    const open = signalsIn(before).length - outcomesIn(before).length;
    expect(open).toBeGreaterThan(0);

    const said = engine.step(inputOf(500, minute(390)));

    expect(said).toHaveLength(open);
    expect(outcomesIn([said]).every(({ result }) => result === "untouched")).toBe(true);
  });

  it("starts from the underlying's middle, or from the minute's close where there is none", () => {
    const day = runaway(0.15);
    const spot = usdE4(6_012_345);
    const withSpot = day.map((input) => ({
      ...input,
      spotOf: (ticker: Ticker) => (ticker === "SPY" ? spot : null),
    }));

    const [one] = signalsIn(saidOf(day)).filter(({ ticker }) => ticker === "SPY");
    const [two] = signalsIn(saidOf(withSpot)).filter(({ ticker }) => ticker === "SPY");

    const close = day.find(({ at }) => at === one?.at)?.minutes[0]?.close;
    expect(one?.reference).toBe(close);
    expect(two?.reference).toBe(spot);
  });

  it("reads options where they are quoted and says that it does not where they are modelled", () => {
    const day = runaway(0.15).map((input) => ({ ...input, chainOf: () => aChain({ over: { atmIv: 0.9 } }) }));
    const volatilityOf = (signal: Signal | undefined) =>
      signal?.factors.find(({ family }) => family === "volatility");

    const [quoted] = signalsIn(saidOf(day));
    const [modelled] = signalsIn(saidOf(day, { provenance: { src: "recorded", options: "modelled" } }));

    expect(quoted?.volatility).toBe("rich");
    expect(volatilityOf(quoted)).toMatchObject({ raw: expect.any(Number), how: "derived" });
    expect(modelled?.volatility).toBeNull();
    expect(volatilityOf(modelled)).toMatchObject({ raw: null, weight: 0, contribution: 0, how: "modelled" });
  });

  it.each<{ readonly tickers: readonly Ticker[] }>([{ tickers: ["SPY", "QQQ"] }, { tickers: ["IWM"] }])(
    "survives a day of $tickers alone",
    ({ tickers }) => {
      const said = saidOf(dayOf({ seed: 4, tickers }));

      const signals = signalsIn(said);
      expect(new Set(signals.map(({ ticker }) => ticker))).toEqual(new Set(tickers));
      const { cells } = correlationIn(said.at(-1) ?? []);
      for (const { pair, rho, n } of cells) {
        if (pair.every((each) => tickers.includes(each))) expect(rho).not.toBeNull();
        else expect([rho, n]).toEqual([null, 0]);
      }
    },
  );

  it("pairs only minutes that both have, with the one before", () => {
    const spy = minutesOf("SPY", zigzag(20));
    const qqq = minutesOf("QQQ", zigzag(20, { level: 500 })).filter(({ end }) => end !== minute(10));
    const day = Array.from({ length: 20 }, (_, i) =>
      inputOf(i + 1, minute(i + 1), { minutes: [...spy, ...qqq].filter(({ end }) => end === minute(i + 1)) }),
    );

    const { cells } = correlationIn(saidOf(day).at(-1) ?? []);

    // 19 returns less those of minutes 10 and 11
    expect(cells.find(({ pair, windowMinutes }) => pair[1] === "QQQ" && windowMinutes === 60)?.n).toBe(17);
  });

  it("takes several minutes at once as it would one by one, in whatever order they come", () => {
    const last = (day: readonly IntelligenceInput[]) => correlationIn(saidOf(day).at(-1) ?? []);
    const lumps = inLumps(DAY, 3, 0);
    const shuffled = lumps.map((input) => ({ ...input, minutes: input.minutes.toReversed() }));

    expect(last(lumps)).toEqual(last(DAY));
    expect(saidOf(shuffled)).toEqual(saidOf(lumps));
  });
});
