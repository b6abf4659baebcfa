import { FLAGS, RTYPES } from "@smart0dte/databento";
import { ALL_INSTRUMENTS, FLAG_BAD, type InstrumentListing } from "@smart0dte/domain";
import { aContract, aSession } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { MarketTranslator } from "./market-translator.ts";
import {
  aDefinitionRecord,
  aMappingRecord,
  anErrorRecord,
  aQuoteRecord,
  feed,
  UNSAID_SIZE,
} from "./testing/builders-record.ts";
import { aTranslator, CALL, SECOND, told } from "./testing/builders-translator.ts";
import { readBatch } from "./testing/read-batch.ts";

describe("quotes", () => {
  it.each([
    ["cmbp-1", RTYPES.cmbp1],
    ["mbp-1", RTYPES.mbp1],
    ["cbbo-1s", RTYPES.cbbo1s],
    ["cbbo-1m", RTYPES.cbbo1m],
    ["bbo-1s", RTYPES.bbo1s],
    ["bbo-1m", RTYPES.bbo1m],
  ])("of %s become sides in ten-thousandths at their receive time", (_, rtype) => {
    const translator = aTranslator();

    feed(translator, [aQuoteRecord({ rtype, bid: 1.05, ask: 1.1, bidSize: 3, askSize: 4, at: 2 * SECOND })]);

    expect(told(translator)).toMatchObject([
      { kind: "quote", number: 0, at: 2 * SECOND, flags: 0, a: 10_500, b: 11_000, c: 3, d: 4 },
    ]);
  });

  it.each([
    ["an undefined price", { bid: null }],
    ["no size", { bidSize: 0 }],
    ["an undefined size", { bidSize: UNSAID_SIZE }],
    ["a price of 0", { bid: 0 }],
    ["a price below 0", { bid: -1 }],
    ["a bid below the smallest unit", { bid: 0.00005 }],
  ])("have no bid where it has %s", (_, parts) => {
    const translator = aTranslator();

    feed(translator, [aQuoteRecord(parts)]);

    expect(told(translator)).toMatchObject([{ kind: "quote", a: 0, c: 0, b: 10_200, d: 10 }]);
  });

  it("round what is finer to the worse side", () => {
    const translator = aTranslator();

    feed(translator, [aQuoteRecord({ bid: 1.00009, ask: 1.02001 })]);

    expect(told(translator)).toMatchObject([{ a: 10_000, b: 10_201 }]);
  });

  it("are bad where a price is beyond what a record holds", () => {
    const translator = aTranslator();

    feed(translator, [aQuoteRecord({ ask: 300_000 })]);

    expect(told(translator)).toMatchObject([{ flags: FLAG_BAD, a: 10_000, b: 0 }]);
  });

  it("are bad, and move no time on, where the feed calls their time wrong", () => {
    const translator = aTranslator();

    feed(translator, [
      aQuoteRecord({ at: SECOND }),
      aQuoteRecord({ id: 2, at: 200 * SECOND, flags: FLAGS.badTsRecv }),
    ]);

    const taken = translator.takeBatch();
    expect(readBatch(taken?.batch)[1]).toMatchObject({ flags: FLAG_BAD, at: SECOND });
    expect(taken?.at).toBe(aSession().open + SECOND);
  });

  it("that the feed calls maybe wrong are a gap of their instrument", () => {
    const translator = aTranslator();

    feed(translator, [
      aQuoteRecord(),
      aQuoteRecord({ at: 2 * SECOND, flags: FLAGS.maybeBadBook, bid: null }),
    ]);

    expect(told(translator)).toMatchObject([{ kind: "gap", number: 0, at: 2 * SECOND, a: 1 }]);
  });

  it("from before what is known of their instrument are left out", () => {
    const translator = aTranslator();

    feed(translator, [aQuoteRecord({ at: 3 * SECOND }), aQuoteRecord({ at: 2 * SECOND, bid: 0.9 })]);

    expect(told(translator)).toHaveLength(1);
    expect(translator.counts.outdated).toBe(1);
  });

  it("of an interval only confirm or renew what came tick by tick", () => {
    const translator = aTranslator();
    const snapshot = { rtype: RTYPES.cbbo1s, bid: 0.5 };

    feed(translator, [
      aQuoteRecord({ at: 2 * SECOND }),
      aQuoteRecord({ ...snapshot, at: SECOND }),
      aQuoteRecord({ ...snapshot, at: 2 * SECOND }),
      aQuoteRecord({ ...snapshot, at: 3 * SECOND }),
    ]);

    expect(told(translator).map(({ at, a }) => [at, a])).toEqual([
      [2 * SECOND, 10_000],
      [3 * SECOND, 5_000],
    ]);
  });

  it("of connections that run apart keep their own times, and the batch has the newest", () => {
    const translator = aTranslator();
    feed(translator, [aMappingRecord({ id: 1, asked: "QQQ", resolved: "QQQ" })], { connection: 1 });

    feed(translator, [aQuoteRecord({ at: 9 * SECOND })]);
    feed(translator, [aQuoteRecord({ at: 4 * SECOND })], { connection: 1 });

    const taken = translator.takeBatch();
    expect(readBatch(taken?.batch).map(({ at }) => at)).toEqual([9 * SECOND, 4 * SECOND]);
    expect(taken?.at).toBe(aSession().open + 9 * SECOND);
  });

  it("without a time take the connection's last", () => {
    const translator = aTranslator();

    feed(translator, [aQuoteRecord({ id: 2, at: 5 * SECOND }), aQuoteRecord({ at: null })]);

    expect(told(translator).map(({ at }) => at)).toEqual([5 * SECOND, 5 * SECOND]);
    expect(translator.counts.undefinedTime).toBe(1);
  });
});

describe("instruments", () => {
  it("are today's contracts of SPY, QQQ and IWM, and nothing else", () => {
    const translator = new MarketTranslator({ session: aSession() });

    feed(translator, [
      aDefinitionRecord({ id: 1, symbol: CALL }),
      aDefinitionRecord({ id: 2, symbol: "SPY   260316C00660000", expires: "2026-03-16" }),
      aDefinitionRecord({ id: 3, symbol: "SPY1  260313C00660000" }),
      aDefinitionRecord({ id: 4, symbol: "SPX   260313C06600000" }),
      aDefinitionRecord({ id: 5, symbol: "IWM   260313P00200500", expires: null }),
    ]);
    feed(
      translator,
      [2, 3, 4].map((id) => aQuoteRecord({ id })),
    );

    expect(translator.takeListings().map(({ instrument }) => instrument)).toEqual([
      aContract(660, "C"),
      aContract(200.5, "P", { root: "IWM" }),
    ]);
    expect(translator.expiring("SPY").map(({ rawSymbol }) => rawSymbol)).toEqual([CALL]);
    expect(told(translator)).toEqual([]);
    expect(translator.counts).toMatchObject({ otherInstrument: 3, unknownInstrument: 0 });
  });

  it.each([1, 2, 3] as const)("are read from definitions of version %i", (version) => {
    const translator = new MarketTranslator({ session: aSession() });

    feed(translator, [aDefinitionRecord({ symbol: CALL, version })], { version });

    expect(translator.expiring("SPY")).toHaveLength(1);
  });

  it.each([1, 3] as const)(
    "are read from mappings of version %i, whichever name is the contract's",
    (version) => {
      const translator = new MarketTranslator({ session: aSession() });
      const mappings = [
        aMappingRecord({ id: 7, asked: "SPY.OPT", resolved: CALL, version }),
        aMappingRecord({ id: 8, asked: "VIX", resolved: "8", version }),
      ];

      feed(translator, mappings, { version });

      expect(translator.takeListings().map(({ instrument }) => instrument.kind)).toEqual(["option", "index"]);
    },
  );

  it("are not those whose expiration is another day than their symbol says", () => {
    const translator = new MarketTranslator({ session: aSession() });

    feed(translator, [aDefinitionRecord({ symbol: CALL, expires: "2026-03-16" })]);

    expect(translator.takeListings()).toEqual([]);
    expect(translator.counts.contradictoryDefinitions).toBe(1);
  });

  it("are not learnt from yesterday's definitions, whose ids meant others", () => {
    const translator = new MarketTranslator({ session: aSession() });

    feed(translator, [aDefinitionRecord({ symbol: CALL, at: -24 * 3_600 * SECOND })]);

    expect(translator.takeListings()).toEqual([]);
  });

  it("that are withdrawn are not to be subscribed any more", () => {
    const translator = aTranslator();

    feed(translator, [aDefinitionRecord({ symbol: CALL, update: "D" })]);

    expect(translator.expiring("SPY")).toEqual([]);
  });

  it("keep their number when their id changes, and the old id means nothing more", () => {
    const translator = aTranslator();
    translator.takeListings();

    feed(translator, [
      aDefinitionRecord({ id: 9, symbol: CALL }),
      aQuoteRecord({ id: 9 }),
      aQuoteRecord({ id: 1, bid: 0.1, at: 2 * SECOND }),
    ]);

    expect(told(translator)).toMatchObject([{ number: 0, a: 10_000 }]);
    expect(translator.takeListings()).toEqual([]);
    expect(translator.counts.unknownInstrument).toBe(1);
  });

  it("are another's when their id is given to it", () => {
    const translator = aTranslator();
    const put = CALL.replace("C", "P");

    feed(translator, [aDefinitionRecord({ id: 1, symbol: put }), aQuoteRecord({ id: 1 })]);

    expect(told(translator)).toMatchObject([{ number: 2 }]);
  });

  it("have ids of their own on each connection", () => {
    const translator = aTranslator();

    feed(translator, [aQuoteRecord()], { connection: 1 });

    expect(told(translator)).toEqual([]);
    expect(translator.counts.unknownInstrument).toBe(1);
  });
});

describe("a run that is taken over", () => {
  const listings: InstrumentListing[] = [
    { number: 0, instrument: { kind: "underlying", ticker: "SPY" } },
    { number: 1, instrument: aContract(661, "C") },
    { number: 2, instrument: aContract(660, "C") },
  ];

  it("keeps its numbers, and lists only what is new after them", () => {
    const translator = aTranslator({ listings });

    feed(translator, [aDefinitionRecord({ id: 5, symbol: CALL.replace("C", "P") })]);

    expect(translator.takeListings()).toEqual([{ number: 3, instrument: aContract(660, "P") }]);
  });

  it("has no living quote from before", () => {
    const translator = aTranslator({ listings });

    feed(translator, [aQuoteRecord({ at: 5 * SECOND })]);

    expect(told(translator)).toMatchObject([
      { kind: "gap", number: ALL_INSTRUMENTS, at: 5 * SECOND - 1 },
      { kind: "quote", number: 2, at: 5 * SECOND },
    ]);
  });
});

describe("a gap", () => {
  it("of a connection kills all that it feeds, what waits included, and nothing of another", () => {
    const translator = aTranslator();
    feed(translator, [aMappingRecord({ id: 1, asked: "QQQ", resolved: "QQQ" })], { connection: 1 });
    feed(translator, [aQuoteRecord(), aQuoteRecord({ id: 2 })]);
    feed(translator, [aQuoteRecord()], { connection: 1 });

    translator.gap(0, null, 0);

    expect(told(translator).map(({ kind, number }) => [kind, number])).toEqual([
      ["quote", 2],
      ["gap", 0],
      ["gap", 1],
    ]);
    expect(translator.counts.overtakenByGaps).toBe(2);
  });

  it("of some ids concerns these alone", () => {
    const translator = aTranslator();
    feed(translator, [aQuoteRecord(), aQuoteRecord({ id: 2 })]);

    translator.gap(0, [2, 77], 0);

    expect(told(translator).map(({ kind, number }) => [kind, number])).toEqual([
      ["quote", 0],
      ["gap", 1],
    ]);
  });

  it.each([1, 3] as const)("is what skipped records are told as, in version %i", (version) => {
    const translator = aTranslator();
    feed(translator, [aQuoteRecord()]);

    feed(translator, [anErrorRecord("Slow client detected for cmbp-1. Skipped records", 7, version)], {
      version,
    });

    expect(told(translator).map(({ kind }) => kind)).toEqual(["gap", "gap"]);
  });

  it("stands before later quotes, and a late quote from before it stays out", () => {
    const translator = aTranslator();
    feed(translator, [aQuoteRecord({ at: SECOND }), aQuoteRecord({ id: 2, at: 5 * SECOND })]);

    translator.gap(0, null, 0);
    feed(translator, [aQuoteRecord({ at: 4 * SECOND }), aQuoteRecord({ at: 6 * SECOND })]);

    expect(told(translator).map(({ kind, number, at }) => [kind, number, at])).toEqual([
      ["gap", 0, 5 * SECOND],
      ["gap", 1, 5 * SECOND],
      ["quote", 0, 6 * SECOND],
    ]);
  });
});
