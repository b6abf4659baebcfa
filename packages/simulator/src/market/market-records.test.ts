import { MICROS_PER_SECOND, type InstrumentListing } from "@smart0dte/domain";
import { beforeAll, describe, expect, test } from "vitest";
import { recordsOf, type BatchRecord } from "./testing/batch-reader.ts";
import { aMarket, correlationAt, pathsOf, returnsOf, second } from "./testing/market-builder.ts";

/** Ages beyond which a desk would call a quote stale, microseconds. */
const AGE_LIMIT = 5 * MICROS_PER_SECOND;

interface Pair {
  readonly ticker: string;
  readonly strike: number;
  readonly call: BatchRecord;
  readonly put: BatchRecord;
  readonly spot: BatchRecord;
}

/** The board at one moment: strike by strike the last quotes of both rights. */
function boardOf(
  listings: readonly InstrumentListing[],
  last: ReadonlyMap<number, BatchRecord>,
): readonly Pair[] {
  return listings.flatMap(({ number, instrument }) => {
    if (instrument.kind !== "option" || instrument.right === "P") return [];
    const spot = listings.find(
      (other) => other.instrument.kind === "underlying" && other.instrument.ticker === instrument.root,
    );
    const [call, put, under] = [last.get(number), last.get(number + 1), last.get(spot?.number ?? -1)];
    if (call === undefined || put === undefined || under === undefined) return [];
    return [{ ticker: instrument.root, strike: instrument.strike, call, put, spot: under }];
  });
}
const mid = ({ a, b }: BatchRecord): number => (a + b) / 2;
const spread = ({ a, b }: BatchRecord): number => b - a;

describe("an hour of the null market", () => {
  const market = aMarket({ seed: 11 });
  const boards: (readonly Pair[])[] = [];
  const quotes: BatchRecord[] = [];
  const trades: BatchRecord[] = [];
  const ages: number[] = [];
  let count = 0;

  beforeAll(() => {
    const last = new Map<number, BatchRecord>();
    for (let now = 10; now <= 3_600; now += 10) {
      const records = recordsOf(market.advance(second(now)));
      count += records.length;
      for (const record of records) {
        if (record.kind === "quote") last.set(record.instrument, record);
        if (record.kind === "quote" && now <= 600) quotes.push(record);
        if (record.kind === "trade") trades.push(record);
      }
      if (now % 300 === 0) boards.push(boardOf(market.listings, last));
      ages.push(...[...last.values()].map(({ at }) => second(now) - at));
    }
  });

  test("no quote is crossed or locked, all are on cents and say they are quoted", () => {
    for (const { a, b, how, flags, c, d } of quotes) {
      if (!(b > a && a >= 0 && a % 100 === 0 && b % 100 === 0)) expect.unreachable(`bid ${a} ask ${b}`);
      if (how !== "quoted" || flags !== 0) expect.unreachable(`${how} ${flags}`);
      if (!(d > 0 && (a > 0 ? c > 0 : c === 0))) expect.unreachable(`sizes ${c} ${d} at bid ${a}`);
    }
    expect(quotes.length).toBeGreaterThan(100_000);
  });

  test("no quote grows old while nothing is asked of the market", () => {
    expect(Math.max(...ages)).toBeLessThan(AGE_LIMIT);
  });

  test("two to five hundred records come each second", () => {
    expect(count / 3_600).toBeGreaterThan(200);
    expect(count / 3_600).toBeLessThan(500);
  });

  test("put-call parity holds between the mids of a strike within their spreads", () => {
    for (const { strike, call, put, spot } of boards.flat()) {
      const gap = mid(call) - mid(put) - (mid(spot) - strike);
      // the strike was quoted up to two seconds before the underlying, far from the money more
      const moved = mid(spot) * 0.0008;
      expect(Math.abs(gap)).toBeLessThan(spread(call) + spread(put) + moved);
    }
    expect(boards.flat().length).toBeGreaterThan(1_500);
  });

  test("both rights of a strike are quoted from one price, so that their parity forwards agree near the money", () => {
    for (const board of boards) {
      const forwards = board
        .filter(({ ticker, strike, spot }) => ticker === "SPY" && Math.abs(strike - mid(spot)) < 50_000)
        .map(({ strike, call, put }) => strike + mid(call) - mid(put));
      expect(Math.max(...forwards) - Math.min(...forwards)).toBeLessThan(800);
    }
  });

  test("mids of a chain allow no vertical arbitrage beyond a tick near the money", () => {
    for (const board of boards) {
      const near = board.filter(({ strike, spot }) => Math.abs(strike - mid(spot)) < 90_000);
      for (const [i, { ticker, call, put, strike }] of near.entries()) {
        const next = near[i + 1];
        if (next?.ticker !== ticker || next.strike !== strike + 10_000) continue;
        expect(mid(call) - mid(next.call)).toBeGreaterThan(-100);
        expect(mid(next.put) - mid(put)).toBeGreaterThan(-100);
        expect(mid(call) - mid(next.call)).toBeLessThan(10_000 + 600);
      }
    }
  });

  test("at the money spreads are one to three cents; wings may be without a bid", () => {
    const near = boards.flat().filter(({ strike, spot }) => Math.abs(strike - mid(spot)) < 5_000);
    const wings = boards
      .flat()
      .filter(({ ticker, strike, spot }) => ticker === "IWM" && strike > mid(spot) + 200_000);

    expect(Math.max(...near.map(({ call, put }) => Math.max(spread(call), spread(put))))).toBeLessThanOrEqual(
      300,
    );
    expect(wings.every(({ call }) => call.a === 0 && call.b === 100)).toBe(true);
    expect(wings.length).toBeGreaterThan(10);
  });

  test("prints of underlyings and options happen at quoted prices with whole sizes", () => {
    const isOption = (record: BatchRecord): boolean => record.instrument > 3;

    expect(
      trades.every(
        ({ a, c, how }) => a > 0 && a % 100 === 0 && Number.isInteger(c) && c > 0 && how === "traded",
      ),
    ).toBe(true);
    expect(trades.filter(isOption).length).toBeGreaterThan(5_000);
    expect(trades.filter((record) => !isOption(record)).length).toBeGreaterThan(20_000);
  });
});

test("minute returns of a null day are correlated as planned", { timeout: 60_000 }, () => {
  const [spy = [], qqq = [], iwm = []] = pathsOf(aMarket({ seed: 1 }), 60, 390 * 60).map(returnsOf);

  // one day of minutes leaves a standard error of 0.01 to 0.03
  expect(Math.abs(correlationAt(spy, qqq, 0) - 0.93)).toBeLessThan(0.03);
  expect(Math.abs(correlationAt(spy, iwm, 0) - 0.8)).toBeLessThan(0.07);
  expect(Math.abs(correlationAt(qqq, iwm, 0) - 0.72)).toBeLessThan(0.09);
});
