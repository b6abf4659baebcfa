import { RTYPES } from "@smart0dte/databento";
import { describe, expect, it } from "vitest";
import {
  aMappingRecord,
  aQuoteRecord,
  aStatisticRecord,
  aStatusRecord,
  aTradeRecord,
  feed,
} from "./testing/builders-record.ts";
import { aTranslator, SECOND, told } from "./testing/builders-translator.ts";

describe("prints", () => {
  it("count in the schema that was chosen, never twice", () => {
    const translator = aTranslator({ prints: { option: "tcbbo", underlying: "trades" } });
    const print = { price: 1.01, size: 7, action: "T" };

    feed(translator, [
      aTradeRecord(print),
      aQuoteRecord({ ...print, rtype: RTYPES.tcbbo }),
      aQuoteRecord({ ...print, rtype: RTYPES.mbp1, id: 2 }),
      aTradeRecord({ ...print, id: 2 }),
    ]);

    const records = told(translator);
    expect(records.filter(({ kind }) => kind === "trade")).toMatchObject([
      { number: 0, a: 10_100, c: 7 },
      { number: 1, a: 10_100, c: 7 },
    ]);
    expect(records.filter(({ kind }) => kind === "quote")).toHaveLength(1);
    expect(translator.counts.otherPrints).toBe(2);
  });

  it("count in the schema that prints first where none was chosen", () => {
    const translator = aTranslator();

    feed(translator, [
      aQuoteRecord({ rtype: RTYPES.tcbbo, action: "T", price: 1.01, size: 1 }),
      aTradeRecord({ size: 1 }),
      aQuoteRecord({ rtype: RTYPES.tcbbo, action: "T", price: 1.01, size: 2, at: 2 * SECOND }),
    ]);

    expect(told(translator).map(({ c }) => c)).toEqual([1, 2]);
  });

  it.each([
    ["a cancel", { action: "C" }],
    ["no price", { price: null }],
    ["a price of 0", { price: 0 }],
  ])("are none where the record has %s", (_, parts) => {
    const translator = aTranslator();

    feed(translator, [aTradeRecord(parts)]);

    expect(told(translator)).toEqual([]);
    expect(translator.counts.notPrints).toBe(1);
  });

  it("of an index are its level", () => {
    const translator = aTranslator();
    feed(translator, [aMappingRecord({ id: 3, asked: "VIX", resolved: "VIX" })]);

    feed(translator, [aTradeRecord({ id: 3, price: 17.25 })]);
    feed(translator, [aQuoteRecord({ id: 3, rtype: RTYPES.mbp1, price: 17.5, at: 2 * SECOND })]);

    expect(told(translator)).toMatchObject([
      { kind: "index", number: 2, a: 172_500 },
      { kind: "index", number: 2, a: 175_000 },
    ]);
  });

  it("and quotes of the underlying say where the money is", () => {
    const translator = aTranslator();
    expect(translator.spot("SPY")).toBeNull();

    feed(translator, [aTradeRecord({ id: 2, price: 660 })]);
    expect(translator.spot("SPY")).toBe(6_600_000);

    feed(translator, [aQuoteRecord({ id: 2, bid: 661, ask: 661.02 })]);
    expect(translator.spot("SPY")).toBe(6_610_100);
  });
});

describe("statistics", () => {
  it.each([1, 2, 3] as const)("of version %i give each instrument's open interest once", (version) => {
    const translator = aTranslator();

    const repeated = [20, 22, 31].map((publisher) => aStatisticRecord({ publisher, version }));
    feed(translator, repeated, { version });

    expect(told(translator)).toMatchObject([{ kind: "openInterest", number: 0, e: 1_200 }]);
  });

  it("that differ leave the first and are counted", () => {
    const translator = aTranslator();

    feed(translator, [aStatisticRecord(), aStatisticRecord({ quantity: 900n })]);

    expect(told(translator)).toHaveLength(1);
    expect(translator.counts.openInterestDiffers).toBe(1);
  });

  it.each([
    ["of another type", { type: 6 }, 3 as const],
    ["that are withdrawn", { update: 2 }, 3 as const],
    ["that are undefined", { quantity: 2n ** 63n - 1n }, 3 as const],
    ["that are undefined, of version 1", { quantity: 2n ** 31n - 1n }, 1 as const],
  ])("%s say nothing", (_, parts, version) => {
    const translator = aTranslator();

    feed(translator, [aStatisticRecord({ ...parts, version })], { version });

    expect(told(translator)).toEqual([]);
  });
});

describe("status", () => {
  it.each([
    [8, "~", 1],
    [9, "N", 1],
    [10, "~", 1],
    [0, "N", 1],
    [15, "N", 1],
    [7, "~", 0],
    [0, "Y", 0],
  ])("of action %i and is-trading %s halts or resumes (%i)", (action, isTrading, a) => {
    const translator = aTranslator();

    feed(translator, [aStatusRecord({ action, isTrading }), aStatusRecord({ action, isTrading })]);

    expect(told(translator)).toMatchObject([{ kind: "status", number: 0, a }]);
  });

  it.each([1, 3, 5, 11, 12, 13])("of the day's own phase %i is no halt", (action) => {
    const translator = aTranslator();

    feed(translator, [aStatusRecord({ action, isTrading: "N" })]);

    expect(told(translator)).toEqual([]);
  });
});
