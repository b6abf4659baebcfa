import { RECORD_BYTES, TICKERS, epochMicros, type MarketBatch } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSimulatedMarket, type SimulatedMarket } from "./simulated-market.ts";
import { recordsOf } from "./testing/batch-reader.ts";
import { aMarket, optionOf, second } from "./testing/market-builder.ts";

const bytesOf = (batches: readonly MarketBatch[]): Buffer =>
  Buffer.concat(batches.map(({ bytes, count }) => bytes.subarray(0, count * RECORD_BYTES)));

/** A market with requests on its way, so that determinism is tested with them. */
function aDisturbedMarket(seed: number): SimulatedMarket {
  const market = aMarket({ seed, market: "planted" });
  market.control({ kind: "signal", ticker: "QQQ" }, second(1.1));
  market.control({ kind: "freeze", ticker: "SPY", what: "options" }, second(3.3));
  market.control(
    { kind: "cross", instrument: optionOf(market, "IWM", { right: "P", strikes: -1 }) },
    second(5),
  );
  market.control({ kind: "halt", ticker: "IWM" }, second(7.77));
  market.control({ kind: "move", ticker: "SPY", sd: -2 }, second(8));
  market.control({ kind: "resume", ticker: "SPY" }, second(10));
  market.control({ kind: "resume", ticker: "IWM" }, second(11));
  return market;
}

describe("the records do not depend on how time is cut", () => {
  test("in one go or in any pieces, requests included", () => {
    const whole = bytesOf([aDisturbedMarket(3).advance(second(15))]);
    const cut = fc.array(fc.integer({ min: 0, max: 15_000_000 }), { maxLength: 40 });

    fc.assert(
      fc.property(cut, (cuts) => {
        const market = aDisturbedMarket(3);
        const ends = [...cuts].sort((a, b) => a - b).map((micros) => second(micros / 1_000_000));
        const pieces = [...ends, second(15)].map((until) => market.advance(until));
        expect(bytesOf(pieces).equals(whole)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test("whether a request is handed in early or at its moment", () => {
    const early = aMarket();
    early.control({ kind: "freeze", ticker: "QQQ", what: "all" }, second(4.1));
    const late = aMarket();
    const before = late.advance(second(4.1));
    late.control({ kind: "freeze", ticker: "QQQ", what: "all" }, second(4.1));

    expect(bytesOf([before, late.advance(second(9))]).equals(bytesOf([early.advance(second(9))]))).toBe(true);
  });

  test("after a fast forward the market goes on as if it had been watched", () => {
    const watched = aDisturbedMarket(5);
    watched.advance(second(9.123456));
    const rebuilt = aDisturbedMarket(5);
    rebuilt.fastForward(second(9.123456));

    expect(rebuilt.now).toBe(watched.now);
    expect(bytesOf([rebuilt.advance(second(30))]).equals(bytesOf([watched.advance(second(30))]))).toBe(true);
  });
});

test("another seed or another day is another market", () => {
  const start = (over: Parameters<typeof aMarket>[0]): string =>
    bytesOf([aMarket(over).advance(second(2))]).toString("base64");

  expect(start({ seed: 8 })).not.toBe(start({ seed: 7 }));
  expect(start({ seed: 7 })).toBe(start({}));
});

test("underlyings, the VIX and a dollar chain of today's expiry are listed with dense numbers", () => {
  const { listings, session } = aMarket({ strikesEachSide: 3 });

  expect(listings.map(({ number }) => number)).toEqual(listings.map((_, i) => i));
  expect(listings.slice(0, 4).map(({ instrument }) => instrument.kind)).toEqual([
    "underlying",
    "underlying",
    "underlying",
    "index",
  ]);
  const options = listings
    .slice(4)
    .flatMap(({ instrument }) => (instrument.kind === "option" ? [instrument] : []));
  expect(options).toHaveLength(3 * 7 * 2);
  expect(options.every(({ expiry, strike }) => expiry === session.date && strike % 10_000 === 0)).toBe(true);
});

test("times run forward from the open to the close of the options, and nothing comes after", () => {
  const session = { ...aSession(), optionClose: second(20), close: second(5) };
  const market = aMarket({ session });
  const records = recordsOf(market.advance(epochMicros(session.optionClose + 60_000_000)));
  const times = records.map(({ at }) => at);

  expect(times[0]).toBe(session.open);
  expect(times.every((at, i) => i === 0 || at >= (times[i - 1] ?? 0))).toBe(true);
  expect(times.every(Number.isSafeInteger)).toBe(true);
  expect(times.at(-1)).toBeLessThanOrEqual(session.optionClose);
  expect(times.at(-1)).toBeGreaterThan(session.optionClose - 1_000_000);
  expect(market.ended).toBe(true);
});

test("a market does not go back", () => {
  const market = aMarket();
  market.advance(second(10));

  expect(() => market.advance(second(9))).toThrow("does not go back");
});

test("open interest of every option is published at the open, before any quote", () => {
  const market = aMarket();
  const records = recordsOf(market.advance(market.session.open));

  expect(records).toHaveLength(market.listings.length - TICKERS.length - 1);
  expect(records.every(({ kind, e }) => kind === "openInterest" && Number.isInteger(e) && e >= 0)).toBe(true);
});

test("every instrument is quoted within the first second and the VIX comes each second", () => {
  const market = aMarket();
  const records = recordsOf(market.advance(second(10)));
  const first = records.filter(({ at }) => at <= second(1));
  const vix = records.filter(({ kind }) => kind === "index");

  const quoted = new Set(first.filter(({ kind }) => kind === "quote").map(({ instrument }) => instrument));
  expect(quoted.size).toBe(market.listings.length - 1);
  expect(vix).toHaveLength(10);
  expect(vix.every(({ how, a }) => how === "derived" && a > 80_000 && a < 600_000)).toBe(true);
});

test("a rate gives at least so many option quotes a second", () => {
  const market = createSimulatedMarket({
    seed: 1,
    session: aSession(),
    market: "null",
    quotesPerSecond: 20_000,
  });
  market.fastForward(second(1));
  const quotes = recordsOf(market.advance(second(2))).filter(
    ({ kind, instrument }) => kind === "quote" && instrument > 3,
  );

  expect(quotes.length).toBeGreaterThanOrEqual(20_000);
  expect(quotes.length).toBeLessThan(50_000);
});

test("nonsense for a rate is a bug of the caller", () => {
  expect(() => aMarket({ quotesPerSecond: Number.NaN })).toThrow("quotesPerSecond");
  expect(() => aMarket({ quotesPerSecond: 0 })).toThrow("quotesPerSecond");
});
