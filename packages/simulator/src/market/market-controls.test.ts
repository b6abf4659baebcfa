import { FLAG_BAD, MICROS_PER_SECOND, epochMicros } from "@smart0dte/domain";
import { describe, expect, test } from "vitest";
import type { SimControl } from "./sim-control.ts";
import type { SimulatedMarket } from "./simulated-market.ts";
import { recordsOf, type BatchRecord } from "./testing/batch-reader.ts";
import { aMarket, numbersOf, optionOf, second, underlyingOf } from "./testing/market-builder.ts";

/** The step of the grid: what is asked acts at the latest so much later. */
const STEP = 250_000;

interface Asked {
  readonly market: SimulatedMarket;
  /** Records after the request acts. */
  readonly records: readonly BatchRecord[];
}

/** Ten seconds in, asks, and watches for so many seconds. */
function ask(control: SimControl, seconds = 10, market = aMarket()): Asked {
  market.fastForward(second(10));
  expect(market.control(control, second(10)).ok).toBe(true);
  return { market, records: recordsOf(market.advance(second(10 + seconds))) };
}

const at = (
  records: readonly BatchRecord[],
  instrument: number,
  kind: BatchRecord["kind"],
): readonly BatchRecord[] =>
  records.filter((record) => record.instrument === instrument && record.kind === kind);
const mid = ({ a, b }: BatchRecord): number => (a + b) / 2;

describe("freeze", () => {
  test("of options silences them, and the underlying and the other tickers go on as they would have", () => {
    const { market, records } = ask({ kind: "freeze", ticker: "SPY", what: "options" });
    const spy = underlyingOf(market, "SPY");
    const numbers = numbersOf(market, "SPY");
    const undisturbed = aMarket();
    undisturbed.fastForward(second(10));
    const others = (all: readonly BatchRecord[]): readonly object[] =>
      all
        .filter(({ instrument }) => !numbers.has(instrument))
        .map(({ instrument, a, b, c, d }) => ({ instrument, a, b, c, d }));

    expect(records.filter(({ instrument }) => numbers.has(instrument) && instrument !== spy)).toEqual([]);
    expect(at(records, spy, "quote").length).toBeGreaterThan(10);
    expect(others(records)).toEqual(others(recordsOf(undisturbed.advance(second(20)))));
  });

  test("of the underlying silences only it", () => {
    const { market, records } = ask({ kind: "freeze", ticker: "QQQ", what: "underlying" });
    const numbers = numbersOf(market, "QQQ");

    expect(records.filter(({ instrument }) => instrument === underlyingOf(market, "QQQ"))).toEqual([]);
    expect(records.filter(({ instrument }) => numbers.has(instrument)).length).toBeGreaterThan(100);
  });

  test("of all silences the ticker", () => {
    const { market, records } = ask({ kind: "freeze", ticker: "IWM", what: "all" });

    expect(records.filter(({ instrument }) => numbersOf(market, "IWM").has(instrument))).toEqual([]);
  });
});

describe("resume", () => {
  test.each<SimControl>([
    { kind: "freeze", ticker: "SPY", what: "all" },
    { kind: "gap", ticker: "SPY" },
    { kind: "halt", ticker: "SPY" },
  ])("after %j quotes everything of the ticker at once", (control) => {
    const { market } = ask(control);
    market.control({ kind: "resume", ticker: "SPY" }, second(20));
    const records = recordsOf(market.advance(epochMicros(second(20) + STEP)));

    const quoted = new Set(
      records.filter(({ kind }) => kind === "quote").map(({ instrument }) => instrument),
    );
    expect([...numbersOf(market, "SPY")].filter((number) => !quoted.has(number))).toEqual([]);
  });

  test("of one ticker leaves the others silent", () => {
    const { market } = ask({ kind: "freeze", ticker: "SPY", what: "all" });
    market.control({ kind: "resume", ticker: "QQQ" }, second(20));
    const records = recordsOf(market.advance(second(25)));

    expect(records.filter(({ instrument }) => numbersOf(market, "SPY").has(instrument))).toEqual([]);
  });
});

test("a gap announces itself for each instrument of the ticker, then there is silence", () => {
  const { market, records } = ask({ kind: "gap", ticker: "SPY" });
  const its = records.filter(({ instrument }) => numbersOf(market, "SPY").has(instrument));

  expect(new Set(its.map(({ instrument }) => instrument))).toEqual(numbersOf(market, "SPY"));
  expect(its.every(({ kind, a }) => kind === "gap" && a === 1)).toBe(true);
});

test("a halt says so for each instrument, is silent, and ends with the word that it has ended", () => {
  const { market, records } = ask({ kind: "halt", ticker: "QQQ" });
  const numbers = numbersOf(market, "QQQ");
  const its = records.filter(({ instrument }) => numbers.has(instrument));
  market.control({ kind: "resume", ticker: "QQQ" }, second(20));
  const after = recordsOf(market.advance(second(22))).filter(({ instrument }) => numbers.has(instrument));

  expect(its).toHaveLength(numbers.size);
  expect(its.every(({ kind, a }) => kind === "status" && a === 1)).toBe(true);
  expect(after.slice(0, numbers.size).every(({ kind, a }) => kind === "status" && a === 0)).toBe(true);
  expect(after.slice(numbers.size).some(({ kind }) => kind === "quote")).toBe(true);
});

describe("a spoiled quote comes at once, is kept fresh, and ends with resume", () => {
  test.each<{ fault: "cross" | "wide" | "noBid" | "noAsk" | "bad"; is: (quote: BatchRecord) => boolean }>([
    { fault: "cross", is: ({ a, b }) => a > b && b > 0 },
    { fault: "wide", is: ({ a, b }) => b - a > 500 && b - a > (a + b) / 4 },
    { fault: "noBid", is: ({ a, b, c }) => a === 0 && c === 0 && b > 0 },
    { fault: "noAsk", is: ({ a, b, d }) => b === 0 && d === 0 && a > 0 },
    { fault: "bad", is: ({ flags }) => flags === FLAG_BAD },
  ])("$fault", ({ fault, is }) => {
    const market = aMarket();
    const instrument = optionOf(market, "SPY", { right: "P", strikes: 0 });
    const spoiled = at(ask({ kind: fault, instrument }, 10, market).records, instrument, "quote");
    market.control({ kind: "resume", ticker: "SPY" }, second(20));
    const healed = at(recordsOf(market.advance(second(22))), instrument, "quote");

    expect(spoiled[0]?.at).toBeLessThanOrEqual(second(10) + STEP);
    expect(spoiled.at(-1)?.at).toBeGreaterThan(second(18.5));
    expect(spoiled.every(is)).toBe(true);
    expect(healed[0]?.at).toBeLessThanOrEqual(second(20) + STEP);
    expect(healed.some(is)).toBe(false);
  });
});

test("a move of two hourly deviations takes a minute, lasts, and leaves the other tickers alone", () => {
  const quiet = aMarket();
  const { market, records } = ask({ kind: "move", ticker: "SPY", sd: 2 }, 120);
  quiet.fastForward(second(10));
  const same = recordsOf(quiet.advance(second(130)));
  const last = (all: readonly BatchRecord[], instrument: number, until: number): number => {
    const quotes = at(all, instrument, "quote").filter((record) => record.at <= second(until));
    return mid(quotes.at(-1) ?? expect.unreachable("no quote"));
  };
  const spy = underlyingOf(market, "SPY");
  const gap = (until: number): number => Math.log(last(records, spy, until) / last(same, spy, until));

  expect(gap(40)).toBeGreaterThan(0.4 * gap(75));
  expect(gap(40)).toBeLessThan(0.6 * gap(75));
  // an hour at the open's activity has a deviation of 0.4 to 1 %
  expect(gap(75)).toBeGreaterThan(0.008);
  expect(gap(75)).toBeLessThan(0.025);
  expect(gap(129)).toBeCloseTo(gap(75), 4);
  expect(last(records, underlyingOf(market, "QQQ"), 129)).toBe(last(same, underlyingOf(market, "QQQ"), 129));
});

test.each([
  { side: "rich", sign: 1 },
  { side: "cheap", sign: -1 },
] as const)(
  "a signal makes the ticker $side within three minutes and gives it all back",
  ({ side, sign }) => {
    const quiet = aMarket({ seed: 4 });
    const market = aMarket({ seed: 4 });
    for (const one of [quiet, market]) one.fastForward(second(10));
    market.control({ kind: "signal", ticker: "QQQ", side }, second(10));
    const qqq = underlyingOf(market, "QQQ");
    const middleAt = (one: SimulatedMarket, now: number): number => {
      one.fastForward(second(now - 5));
      return mid(
        at(recordsOf(one.advance(second(now))), qqq, "quote").at(-1) ?? expect.unreachable("no quote"),
      );
    };
    const gap = (now: number): number => sign * Math.log(middleAt(market, now) / middleAt(quiet, now));

    expect(gap(190)).toBeGreaterThan(0.003);
    expect(Math.abs(gap(10 + 180 + 460))).toBeLessThan(0.0001);
  },
);

describe("what cannot be done is refused with its reason", () => {
  test("a request for a moment that has passed", () => {
    const market = aMarket();
    market.advance(second(10));
    const late = epochMicros(second(10) - MICROS_PER_SECOND);

    expect(market.control({ kind: "halt", ticker: "SPY" }, late)).toEqual({
      ok: false,
      error: { code: "PAST", at: late, now: second(10) },
    });
  });

  test.each([3, 1_000, -1])("a quote of instrument %i, which has none", (instrument) => {
    expect(aMarket().control({ kind: "cross", instrument }, second(1))).toMatchObject({
      ok: false,
      error: { code: "NOT_AN_INSTRUMENT" },
    });
  });
});
