import { RTYPES } from "@smart0dte/databento";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  aDefinitionRecord,
  aQuoteRecord,
  aStatisticRecord,
  aTradeRecord,
} from "../databento/testing/builders-record.ts";
import { readDbnDay } from "./dbn-day.ts";
import { asked, DATE, mapping, played, SPY_CALL, WrittenFiles } from "./testing/written-files.ts";

const SECOND = 1_000_000;
let files: WrittenFiles;
beforeEach(() => {
  files = new WrittenFiles();
});
afterEach(() => files.remove());

describe("a day of historical files", () => {
  it("is merged by the time at which each record became known, four inputs a second", async () => {
    const quotes = files.write("quotes.dbn.zst", asked({ schema: "cmbp-1" }), [
      aQuoteRecord({ at: 0.1 * SECOND, bid: 1, ask: 1.02 }),
      aQuoteRecord({ at: 0.4 * SECOND, bid: 1.01, ask: 1.03 }),
    ]);
    const trades = files.write("trades.dbn", asked({ schema: "trades" }), [
      aTradeRecord({ at: 0.2 * SECOND, price: 1.01 }),
      aTradeRecord({ at: 0.3 * SECOND, price: 1.02 }),
    ]);

    const inputs = await played(readDbnDay([trades, quotes], null));

    expect(inputs.map(({ at, kind }) => [kind, at])).toEqual([
      ["instruments", 0],
      ["market", 0.25 * SECOND],
      ["market", 0.5 * SECOND],
      ["end", 24_300 * SECOND],
    ]);
    expect(inputs[1]?.records).toMatchObject([
      { kind: "quote", at: 0.1 * SECOND, a: 10_000, b: 10_200 },
      { kind: "trade", at: 0.2 * SECOND, a: 10_100 },
    ]);
    expect(inputs[2]?.records).toMatchObject([
      { kind: "trade", at: 0.3 * SECOND, a: 10_200 },
      { kind: "quote", at: 0.4 * SECOND, a: 10_100 },
    ]);
  });

  it("lets desk time pass while nothing comes, and ends where the options stop quoting", async () => {
    const path = files.write("quotes.dbn", asked({ schema: "cmbp-1" }), [aQuoteRecord({ at: 10 * SECOND })]);
    let [timers, last] = [0, 0];

    for await (const { at, what } of readDbnDay([path], null).events()) {
      if (what.kind === "timer") timers += 1;
      if (what.kind !== "instruments") expect(at - last).toBeLessThanOrEqual(last === 0 ? at : 250_000);
      last = at;
    }

    expect(timers).toBe(24_300 * 4);
  });

  it("takes definitions and open interest from before the open, whatever file they are in", async () => {
    const before = -3_600 * SECOND;
    const none = { mappings: [], symbols: ["SPY.OPT"], stypeIn: "parent" } as const;
    const quotes = files.write("a-quotes.dbn", asked({ schema: "cbbo-1s", ...none }), [
      aQuoteRecord({ rtype: RTYPES.cbbo1s, at: SECOND }),
    ]);
    const interest = files.write("b-interest.dbn", asked({ schema: "statistics", ...none }), [
      aStatisticRecord({ at: before - 1, publisher: 20 }),
      aStatisticRecord({ at: before, publisher: 22 }),
    ]);
    const definitions = files.write("c-definitions.dbn", asked({ schema: "definition", ...none }), [
      aDefinitionRecord({ symbol: SPY_CALL, at: before }),
      aDefinitionRecord({ symbol: "SPY   260316C00660000", id: 2, expires: "2026-03-16", at: before }),
    ]);

    const inputs = await played(readDbnDay([quotes, interest, definitions], DATE));

    expect(inputs.map(({ kind }) => kind)).toEqual(["instruments", "market", "market", "end"]);
    expect(inputs[1]?.records).toMatchObject([{ kind: "openInterest", e: 1_200 }]);
    expect(inputs[2]?.records).toMatchObject([{ kind: "quote", number: 0 }]);
  });

  it("knows an id by the name that it has on that day, and not by another day's", async () => {
    const other = {
      rawSymbol: "SPY   260316C00660000",
      intervals: mapping("", "1", "2026-03-16", "2026-03-17").intervals,
    };
    const days = {
      end: BigInt(Date.UTC(2026, 2, 17)) * 1_000_000n,
      mappings: [other, mapping(SPY_CALL, "9")],
    };
    const path = files.write("quotes.dbn", asked({ schema: "cmbp-1", ...days }), [
      aQuoteRecord({ id: 1, at: SECOND }),
      aQuoteRecord({ id: 9, at: SECOND, bid: 0.5 }),
    ]);
    const day = readDbnDay([path], DATE);

    const records = (await played(day)).flatMap((input) => input.records);

    expect(records).toMatchObject([{ kind: "quote", a: 5_000 }]);
    expect(day.foundInRecords.join("\n")).toMatch(/1 records of instruments that no definition/);
  });

  it("says what is missing", async () => {
    const path = files.write("quotes.dbn", asked({ schema: "cbbo-1m", end: null, limit: 1n }), [
      aQuoteRecord({ rtype: RTYPES.cbbo1m, at: 60 * SECOND }),
    ]);
    const day = readDbnDay([path], null);

    await played(day);

    expect(day.ageLimits.option).toBe(90 * SECOND);
    expect(day.provenance).toEqual({ src: "recorded", options: "quoted" });
    expect(day.findings).toEqual([`${path} was asked for with a limit of 1 records`]);
    expect(day.foundInRecords).toEqual([
      "SPY: options without their underlying, which is in no file",
      "VIX: it is in no file, the desk runs without it",
      "no schema with prints is among the files: volumes are not known",
      "no statistics are among the files: open interest is not known",
      "no status is among the files: halts are not known",
      "the records end at 09:31:00, the session at 16:00:00 New York",
    ]);
  });

  it("does not miss status where it was asked for and there was no halt to tell", async () => {
    const quotes = files.write("quotes.dbn", asked({ schema: "cmbp-1" }), [aQuoteRecord({ at: SECOND })]);
    const status = files.write("status.dbn", asked({ schema: "status" }), []);
    const [without, beside] = [readDbnDay([quotes], null), readDbnDay([quotes, status], null)];

    await played(without);
    await played(beside);

    expect(without.foundInRecords.join("\n")).toMatch(/no status is among the files/);
    expect(beside.foundInRecords.join("\n")).not.toMatch(/status/);
  });

  it("plays what a truncated or damaged file still holds, and tells of it", async () => {
    const whole = [aQuoteRecord({ at: SECOND }), aQuoteRecord({ at: 2 * SECOND, bid: 2, ask: 2.02 })];
    const cut = files.write("cut.dbn", asked({ schema: "cmbp-1" }), [
      ...whole,
      whole[0]?.subarray(0, 30) ?? whole[0] ?? new Uint8Array(),
    ]);
    const torn = files.write("torn.dbn", asked({ schema: "cmbp-1" }), [...whole, Uint8Array.of(1, 0, 0, 0)]);

    for (const [path, words] of [
      [cut, /is truncated inside a record: it ends after 2 whole records/],
      [torn, /is damaged after 2 records/],
    ] as const) {
      const day = readDbnDay([path], null);
      const records = (await played(day)).flatMap((input) => input.records);
      expect(records).toHaveLength(2);
      expect(day.foundInRecords.join("\n")).toMatch(words);
    }
  });

  it("is simulated where a file's name says so", () => {
    const path = files.write("OPRA.PILLAR-simulated-133000.dbn", asked({ schema: "cmbp-1" }), []);

    expect(readDbnDay([path], null).provenance.src).toBe("simulated");
  });

  it("reads a folder of files", async () => {
    files.write("a.dbn", asked({ schema: "cmbp-1" }), [aQuoteRecord({ at: SECOND })]);
    files.write("b.dbn.zst", asked({ schema: "trades" }), [aTradeRecord({ at: SECOND })]);

    const records = (await played(readDbnDay([files.path], null))).flatMap((input) => input.records);

    expect(records).toMatchObject([{ kind: "quote" }, { kind: "trade" }]);
  });
});
