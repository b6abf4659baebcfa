import { epochMicros, nextSession } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DatasetInstruments } from "./dataset-instruments.ts";
import { aBatch, aTape, micros, recordsOn, type TapeUnderTest } from "../testing/tape-builder.ts";

const UNDEF_PRICE = "9223372036854775807";
const UNDEF_TIME = "18446744073709551615";
const nanos = (seconds: number): string => String(BigInt(micros(seconds)) * 1_000n);

/** The market's number of SPY's lowest call, which opens the option chain. */
const CALL = 4;

type Fields = ReturnType<typeof recordsOn>[number]["fields"];

function told({ tape }: TapeUnderTest, batch: ReturnType<typeof aBatch>, until: number): readonly Fields[] {
  return recordsOn(tape.take(batch, micros(until))).map(({ fields }) => fields);
}
const ofRtype = (records: readonly Fields[], rtype: number): readonly Fields[] =>
  records.filter((fields) => fields["rtype"] === rtype);

describe("a tape", () => {
  test("says the same however the market's time is cut into batches", () => {
    const whole = aTape();
    const bytes = Buffer.from(whole.tape.take(whole.market.advance(micros(65)), micros(65)).bytes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 64_999 }), { maxLength: 30 }), (cuts) => {
        const { tape, market } = aTape();
        const edges = [...new Set([...cuts.sort((a, b) => a - b), 65_000])].map((ms) => micros(ms / 1_000));
        const parts = edges.map((until) => Buffer.from(tape.take(market.advance(until), until).bytes));

        expect(Buffer.concat(parts).equals(bytes)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test("gives every quote as consolidated best bid and offer, an absent side undefined", () => {
    const under = aTape();
    const [first, second] = told(
      under,
      aBatch({ of: CALL, at: 0.5, quote: [1.23, 1.25] }, { of: CALL, at: 0.6, quote: [0, 1.25] }),
      0.7,
    );

    expect(first).toMatchObject({
      rtype: 0xb1,
      publisher_id: 30,
      instrument_id: under.instruments.all[0]?.id,
      ts_recv: nanos(0.5),
      flags: 194,
      side: "N",
      levels: [{ bid_px: "1230000000", ask_px: "1250000000", bid_sz: 10, ask_sz: 20 }],
    });
    expect(BigInt(String(first?.["ts_event"]))).toBeLessThan(BigInt(nanos(0.5)));
    expect(second?.["levels"]).toMatchObject([{ bid_px: UNDEF_PRICE, bid_sz: 0, bid_pb: 0 }]);
  });

  test("gives a print to trades and with the quote before it to tcbbo, from the venue where it happened", () => {
    const records = told(
      aTape(),
      aBatch(
        { of: CALL, at: 0.1, quote: [1.2, 1.3] },
        { of: CALL, at: 0.2, trade: [1.3, 7] },
        { of: CALL, at: 0.3, quote: [1.4, 1.5] },
      ),
      0.9,
    );
    const [trade] = ofRtype(records, 0x00);
    const [print] = ofRtype(records, 0xc2);

    expect(trade).toMatchObject({ price: "1300000000", size: 7, action: "T", side: "N", flags: 194 });
    expect(print).toMatchObject({
      price: "1300000000",
      size: 7,
      action: "T",
      side: "N",
      ts_recv: nanos(0.2),
    });
    expect(print?.["levels"]).toMatchObject([{ bid_px: "1200000000", ask_px: "1300000000" }]);
    expect(print?.["publisher_id"]).not.toBe(30);
    expect(print?.["publisher_id"]).toBe(trade?.["publisher_id"]);
  });

  test("samples each second at its end what changed in it, with the last print", () => {
    const under = aTape();
    const before = told(under, aBatch({ of: CALL, at: 0.5, quote: [1.2, 1.3] }), 1);
    const after = told(
      under,
      aBatch({ of: CALL, at: 1.4, trade: [1.3, 2] }, { of: CALL, at: 1.6, quote: [1.1, 1.2] }),
      2.2,
    );
    const silent = told(under, aBatch(), 3);

    expect(ofRtype(before, 0xc0)).toMatchObject([
      { ts_recv: nanos(1), ts_event: UNDEF_TIME, price: UNDEF_PRICE, size: 0 },
    ]);
    const [print] = ofRtype(after, 0xc2);
    expect(ofRtype(after, 0xc0)).toMatchObject([
      {
        ts_recv: nanos(2),
        ts_event: print?.["ts_event"],
        price: "1300000000",
        size: 2,
        levels: [{ bid_px: "1100000000", ask_px: "1200000000" }],
      },
    ]);
    expect(ofRtype(silent, 0xc0)).toEqual([]);
    expect(ofRtype(silent, 0x17).map(({ msg, code }) => [msg, code])).toEqual([
      ["End of interval for cbbo-1s", 4],
      ["End of interval for ohlcv-1s", 4],
    ]);
  });

  test("puts a record that comes at an interval's very end into the next one", () => {
    const records = told(aTape(), aBatch({ of: CALL, at: 1, quote: [1.2, 1.3] }), 1);

    expect(ofRtype(records, 0xc0)).toEqual([]);
  });

  test("makes bars for each venue that together hold every print of the interval", () => {
    const prints = [
      [0.1, 1.3, 5],
      [0.2, 1.5, 2],
      [0.3, 1.1, 4],
      [0.4, 1.2, 9],
    ] as const;
    const records = told(
      aTape(),
      aBatch(...prints.map(([at, price, size]) => ({ of: CALL, at, trade: [price, size] as const }))),
      60,
    );
    const [seconds, minutes] = [ofRtype(records, 0x20), ofRtype(records, 0x21)];
    const total = (bars: readonly Fields[]): number =>
      bars.reduce((sum, bar) => sum + Number(bar["volume"]), 0);

    expect([total(seconds), total(minutes)]).toEqual([20, 20]);
    expect(seconds[0]).toMatchObject({ ts_event: nanos(0) });
    expect(Math.max(...minutes.map(({ high }) => Number(high)))).toBe(1.5e9);
    expect(Math.min(...minutes.map(({ low }) => Number(low)))).toBe(1.1e9);
  });

  test("tells a gap as an undefined quote that may be a bad book, until the next quote", () => {
    const under = aTape();
    const records = told(
      under,
      aBatch({ of: CALL, at: 0.1, quote: [1.2, 1.3] }, { of: CALL, at: 0.2, gap: true }),
      1,
    );
    const [, gap] = ofRtype(records, 0xb1);
    const [sample] = ofRtype(records, 0xc0);
    const [next] = told(under, aBatch({ of: CALL, at: 1.2, quote: [1.2, 1.3] }), 1.5);

    expect(gap).toMatchObject({ flags: 194 | 4, levels: [{ bid_px: UNDEF_PRICE, ask_px: UNDEF_PRICE }] });
    expect(sample).toMatchObject({ flags: 194 | 4, levels: [{ bid_px: UNDEF_PRICE, ask_px: UNDEF_PRICE }] });
    expect(next).toMatchObject({ flags: 194 });
  });

  test("marks a quote that the market calls bad", () => {
    const [bad] = told(aTape(), aBatch({ of: CALL, at: 0.1, quote: [1.2, 1.3], flags: 1 }), 0.2);

    expect(bad).toMatchObject({ flags: 194 | 8 });
  });

  test("tells a halt and its end as status", () => {
    const records = told(
      aTape(),
      aBatch({ of: CALL, at: 0.1, halted: true }, { of: CALL, at: 0.2, halted: false }),
      0.3,
    );

    expect(records).toMatchObject([
      { rtype: 0x12, action: 8, is_trading: "N", is_quoting: "N" },
      { rtype: 0x12, action: 7, is_trading: "Y", is_quoting: "Y" },
    ]);
  });

  test("crosses quotes as long as it is asked to", () => {
    const under = aTape();
    under.tape.crossedUntil = micros(1);
    const records = told(
      under,
      aBatch({ of: CALL, at: 0.5, quote: [1.2, 1.3] }, { of: CALL, at: 1.5, quote: [1.2, 1.3] }),
      1.6,
    );

    expect(ofRtype(records, 0xb1)).toMatchObject([
      { levels: [{ bid_px: "1320000000", ask_px: "1200000000" }] },
      { levels: [{ bid_px: "1200000000", ask_px: "1300000000" }] },
    ]);
  });
});

describe("the morning of the options' dataset", () => {
  const under = aTape();
  const records = recordsOn(under.tape.morning(under.market.advance(aSession().open)));
  const definitions = records.filter(({ kind }) => kind === "definitionV3").map(({ fields }) => fields);
  const statistics = records.filter(({ kind }) => kind === "statisticsV3").map(({ fields }) => fields);

  test("defines today's contracts and some of the next expiry, whose dates alone tell them apart", () => {
    const expiries = new Map<string, number>();
    for (const { expiration } of definitions)
      expiries.set(String(expiration), (expiries.get(String(expiration)) ?? 0) + 1);
    const midnight = (date: string): string => String(BigInt(Date.parse(date)) * 1_000_000n);

    expect([...expiries]).toEqual([
      [midnight("2026-03-13"), 306],
      [midnight(nextSession(aSession().date)?.date ?? ""), 66],
    ]);
  });

  test("comes at half past six in New York", () => {
    expect(new Set(records.map(({ fields }) => fields["ts_recv"]))).toEqual(
      new Set([String(BigInt(Date.UTC(2026, 2, 13, 10, 30)) * 1_000_000n)]),
    );
  });

  test("repeats each contract's open interest by several venues, always the same number", () => {
    const counts = new Map<unknown, Set<unknown>>();
    for (const { instrument_id: id, quantity, stat_type: type } of statistics) {
      expect(type).toBe(9);
      counts.set(id, (counts.get(id) ?? new Set<unknown>()).add(quantity));
    }

    expect(statistics.length).toBe(3 * definitions.length);
    expect(new Set(statistics.map((fields) => fields["publisher_id"]))).toEqual(new Set([37, 31, 23]));
    expect([...counts.values()].every(({ size }) => size === 1)).toBe(true);
  });

  test("gives other ids on another day, each of them once", () => {
    const ids = new Set(definitions.map((fields) => fields["instrument_id"]));
    const tomorrow = aTapeOfTheNextDay();

    expect(ids.size).toBe(definitions.length);
    expect([...ids].filter((id) => tomorrow.includes(id))).toEqual([]);
  });
});

describe("the other datasets", () => {
  test("tell who was the aggressor of a share's print, and a book of one publisher", () => {
    const { tape, instruments } = aTape("EQUS.MINI");
    const records = recordsOn(
      tape.take(
        aBatch(
          { of: 0, at: 0.1, quote: [680, 680.01] },
          { of: 0, at: 0.2, trade: [680.01, 100] },
          { of: 0, at: 0.3, trade: [680, 200] },
          { of: CALL, at: 0.4, quote: [1, 2] },
        ),
        epochMicros(aSession().open + 1_000_000),
      ),
    ).map(({ fields }) => fields);

    expect(records.slice(0, 5)).toMatchObject([
      { rtype: 1, publisher_id: 95, action: "M", instrument_id: instruments.all[0]?.id },
      { rtype: 0, side: "B", price: "680010000000" },
      { rtype: 1, side: "B", action: "T" },
      { rtype: 0, side: "A" },
      { rtype: 1, side: "A" },
    ]);
    expect(records[5]).toMatchObject({
      rtype: 0xc3,
      levels: [{ bid_px: "680000000000", ask_px: "680010000000" }],
    });
  });

  test("tell the VIX as the level of a print", () => {
    const { tape, market } = aTape("DBIX.CORE");
    const records = recordsOn(tape.take(market.advance(micros(2.5)), micros(2.5))).map(
      ({ fields }) => fields,
    );

    expect(records.map(({ rtype }) => rtype)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(records[0]).toMatchObject({ publisher_id: 146, action: "T" });
    expect(Number(records[0]?.["price"])).toBeGreaterThan(5e9);
  });
});

/** Ids of the same seed's contracts a session later. */
function aTapeOfTheNextDay(): readonly unknown[] {
  const { market } = aTape();
  const later = nextSession(aSession().date);
  if (later === null) throw new Error("No later session");
  return new DatasetInstruments("OPRA.PILLAR", {
    seed: 7,
    session: later,
    listings: market.listings,
  }).all.map(({ id }) => id);
}

test("a tape that has passed over the market says from there on what one says that has told it", () => {
  const [told, passed] = [aTape(), aTape()];
  told.tape.take(told.market.advance(micros(63.2)), micros(63.2));
  passed.tape.passOver(passed.market.advance(micros(63.2)), micros(63.2));
  const next = ({ tape, market }: TapeUnderTest): Buffer =>
    Buffer.from(tape.take(market.advance(micros(125)), micros(125)).bytes);

  expect(next(passed).equals(next(told))).toBe(true);
});
