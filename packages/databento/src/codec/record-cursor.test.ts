import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DbnDecoder } from "./dbn-decoder.ts";
import type { RecordCursor } from "./record-cursor.ts";
import { emptyQuote, RecordWriter, type QuoteFields, type QuoteRtype } from "./record-writer.ts";
import { encodeRecord } from "./record-encoder.ts";
import { RTYPES, UNDEF_PRICE, UNDEF_TIMESTAMP } from "./wire-ids.ts";

const QUOTES = ["mbp1", "cmbp1", "tcbbo", "cbbo1s", "cbbo1m", "bbo1s", "bbo1m"] as const;

describe("RecordCursor", () => {
  it.each(QUOTES)("reads from a %s what was written, by name and by offset", (name) => {
    fc.assert(
      fc.property(someFields(), (fields) => {
        const cursor = cursorOn(RTYPES[name], fields);

        expect(read(cursor)).toEqual(expectedOf(fields));
        expect(cursor.e9(48)).toBe(fields.bidE9);
        expect(cursor.u32(64)).toBe(fields.bidSize);
        expect(cursor.i32(64)).toBe(fields.bidSize | 0);
        expect(cursor.u8(30)).toBe(fields.flags);
        expect(cursor.u16(2)).toBe(fields.publisherId);
        expect(cursor.micros(32)).toBe(fields.tsRecvMicros);
      }),
      { numRuns: 30 },
    );
  });

  it.each(QUOTES)("reads from a %s what its object says", (name) => {
    fc.assert(
      fc.property(someFields(), (fields) => {
        const cursor = cursorOn(RTYPES[name], fields);
        const record = cursor.record();

        expect(record).toMatchObject({
          publisherId: fields.publisherId,
          tsRecv: nanos(fields.tsRecvMicros),
          price: e9(fields.priceE9),
          levels: [{ bidPx: e9(fields.bidE9), askPx: e9(fields.askE9), askSz: fields.askSize }],
        });
        expect(encodeRecord(record)).toEqual(cursor.bytes());
      }),
      { numRuns: 30 },
    );
  });

  it("rounds nanoseconds down to microseconds exactly", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 53n * 1000n - 1n), (ns) => {
        const bytes = new Uint8Array(48);
        bytes[0] = 12;
        new DataView(bytes.buffer).setBigUint64(8, ns, true);

        expect(cursorOver(bytes).tsEventMicros).toBe(Number(ns / 1000n));
      }),
    );
  });

  it("is exact around every whole microsecond", () => {
    const bytes = new Uint8Array(48);
    bytes[0] = 12;
    const view = new DataView(bytes.buffer);
    for (let micro = 1_700_000_000_000_000n; micro < 1_700_000_000_003_000n; micro += 1n) {
      for (const ns of [micro * 1000n, micro * 1000n + 999n]) {
        view.setBigUint64(8, ns, true);
        expect(cursorOver(bytes).tsEventMicros).toBe(Number(micro));
      }
    }
  });

  it("has no number where a price or a time is undefined", () => {
    const cursor = cursorOn(RTYPES.cmbp1, emptyQuote());

    expect(cursor.bidE9).toBeNaN();
    expect(cursor.tsEventMicros).toBeNaN();
    expect(cursor.tsEvent).toBe(UNDEF_TIMESTAMP);
    expect(cursor.i64(48)).toBe(UNDEF_PRICE);
  });

  it.each([
    [RTYPES.ohlcv1s, 56, 8],
    [RTYPES.mbo, 56, 40],
    [RTYPES.status, 40, 16],
    [RTYPES.system, 320, 8],
  ])("takes the receive time of rtype %i from its own place", (rtype, size, at) => {
    const bytes = new Uint8Array(size);
    bytes.set([size / 4, rtype]);
    new DataView(bytes.buffer).setBigUint64(at, 5_000n, true);

    expect(cursorOver(bytes).tsRecv).toBe(5000n);
    expect(cursorOver(bytes).tsRecvMicros).toBe(5);
  });

  it("reads nothing outside of the record", () => {
    const cursor = cursorOn(RTYPES.cmbp1, emptyQuote());

    expect(() => cursor.u32(77)).toThrow(RangeError);
    expect(() => cursor.u8(80)).toThrow(RangeError);
    expect(() => cursor.i64(-8)).toThrow(RangeError);
    expect(() => cursor.text(72, 9)).toThrow(RangeError);
  });
});

function cursorOn(rtype: QuoteRtype, fields: QuoteFields): RecordCursor {
  const writer = new RecordWriter();
  writer.quote(rtype, fields);
  return cursorOver(writer.take());
}

function cursorOver(bytes: Uint8Array): RecordCursor {
  const cursor = new DbnDecoder({ fragment: { version: 3, tsOut: false } }).push(bytes);
  expect(cursor.next()).toBe(true);
  return cursor;
}

function read(cursor: RecordCursor) {
  const { publisherId, instrumentId, tsEventMicros, tsRecvMicros, priceE9, size, side, flags } = cursor;
  const { bidE9, askE9, bidSize, askSize } = cursor;
  return {
    publisherId,
    instrumentId,
    tsEventMicros,
    tsRecvMicros,
    priceE9,
    size,
    side,
    flags,
    bidE9,
    askE9,
    bidSize,
    askSize,
  };
}

function expectedOf(fields: QuoteFields) {
  const { publisherId, instrumentId, tsEventMicros, tsRecvMicros, priceE9, size, side, flags } = fields;
  const { bidE9, askE9, bidSize, askSize } = fields;
  return {
    publisherId,
    instrumentId,
    tsEventMicros,
    tsRecvMicros,
    priceE9,
    size,
    side,
    flags,
    bidE9,
    askE9,
    bidSize,
    askSize,
  };
}

function someFields(): fc.Arbitrary<QuoteFields> {
  const u32 = fc.nat(0xffff_ffff);
  const micros = fc.oneof(fc.constant(NaN), fc.nat(2 ** 50), fc.integer({ min: 1.6e15, max: 2e15 }));
  const price = fc.oneof(
    fc.constant(NaN),
    fc.integer({ min: -(2 ** 52), max: 2 ** 52 }).map((value) => value || 0),
  );
  return fc.record({
    publisherId: fc.nat(0xffff),
    instrumentId: u32,
    tsEventMicros: micros,
    tsRecvMicros: micros,
    tsOutMicros: fc.constant(NaN),
    priceE9: price,
    size: u32,
    action: fc.nat(0xff),
    side: fc.nat(0xff),
    flags: fc.nat(0xff),
    depth: fc.nat(0xff),
    tsInDelta: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    sequence: u32,
    bidE9: price,
    askE9: price,
    bidSize: u32,
    askSize: u32,
    bidFrom: fc.nat(0xffff),
    askFrom: fc.nat(0xffff),
  });
}

function nanos(micros: number): bigint {
  return Number.isNaN(micros) ? UNDEF_TIMESTAMP : BigInt(micros) * 1000n;
}

function e9(value: number): bigint {
  return Number.isNaN(value) ? UNDEF_PRICE : BigInt(value);
}
