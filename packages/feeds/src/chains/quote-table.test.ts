import { existsSync } from "node:fs";
import { BadInputError } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { readChainFile } from "./chain-file.ts";
import { formatInstant } from "./instant-text.ts";
import { TABLE_HEADER, tableLine, writeTable, type WrittenLine } from "./testing/written-table.ts";

function refusalOf(path: string): string {
  try {
    readChainFile(path);
  } catch (problem) {
    if (problem instanceof BadInputError) return problem.message;
    throw problem;
  }
  return expect.unreachable("it was read");
}

describe("a Cboe quote table", () => {
  it("is told by its header, whatever its name, packed or not", () => {
    for (const path of [
      writeTable(),
      writeTable({ name: "chain.txt" }),
      writeTable({ name: "a.csv.gz", packed: true }),
    ])
      expect(readChainFile(path)).toMatchObject({ layout: "cboe", ticker: "SPX" });
  });

  it("gives a strike's call and put, with what it says of them itself", () => {
    expect(readChainFile(writeTable()).rows).toMatchObject([
      {
        line: 5,
        contract: { root: "SPXW", expiry: "2023-10-13", right: "C", strike: 45_000_000 },
        bid: 425_000,
        ask: 430_000,
        volume: 7,
        openInterest: 120,
        stated: { iv: 0.1081, delta: 0.58, gamma: 0.0042 },
      },
      { contract: { right: "P" }, stated: { delta: -0.42 } },
    ]);
  });

  it("says itself when it was taken and where the underlying last traded", () => {
    const { runAt, timeFrom, spot, spotFrom } = readChainFile(writeTable());

    expect(runAt === null ? null : formatInstant(runAt)).toBe("2023-09-14T20:31:00Z");
    expect({ timeFrom, spot, spotFrom }).toEqual({ timeFrom: "table", spot: 4505.1001, spotFrom: "table" });
  });

  it("has no time where its date line is not understood, and keeps that line to be shown", () => {
    const date = '"Date: 14/09/2023, 16:31",Bid: 4483.25';

    expect(readChainFile(writeTable({ date }))).toMatchObject({
      runAt: null,
      timeFrom: null,
      unreadDate: "14/09/2023, 16:31",
    });
  });

  it("holds SPX and SPXW of one date apart", () => {
    const am = tableLine({
      date: "Fri Oct 20 2023",
      call: { symbol: "SPX231020C04500000" },
      put: { symbol: "SPX231020P04500000" },
    });
    const pm = tableLine({
      date: "Fri Oct 20 2023",
      call: { symbol: "SPXW231020C04500000" },
      put: { symbol: "SPXW231020P04500000" },
    });

    const roots = readChainFile(writeTable({ lines: [am, pm] })).rows.map(({ contract }) => contract.root);
    expect(roots).toEqual(["SPX", "SPX", "SPXW", "SPXW"]);
  });

  it("takes an IV of 0 for none, as the table writes it", () => {
    const lines = [tableLine({ call: { iv: "0" } })];

    expect(readChainFile(writeTable({ lines })).rows[0]).toMatchObject({ stated: { iv: null } });
  });

  it("may hold expiries beyond the calendar, which are not judged", () => {
    const far = tableLine({
      date: "Fri Dec 19 2031",
      call: { symbol: "SPX311219C04500000" },
      put: { symbol: "SPX311219P04500000" },
    });

    expect(readChainFile(writeTable({ lines: [tableLine(), far] })).rows).toHaveLength(4);
  });
});

describe("a Cboe quote table is refused", () => {
  it.each<readonly [string, WrittenLine, string]>([
    ["NaN beside a price that is none", { call: { bid: "inf" } }, 'call bid "inf"'],
    ["infinity", { put: { ask: "Infinity" } }, 'put ask "Infinity"'],
    ["a number beyond all bounds", { put: { ask: "1e999" } }, 'put ask "1e999"'],
    ["a negative price", { call: { ask: "-43" } }, 'call ask "-43"'],
    ["half a contract", { put: { volume: "0.5" } }, 'put volume "0.5"'],
    ["a negative count", { put: { interest: "-1" } }, 'put openInterest "-1"'],
    ["a word for a volatility", { call: { iv: "high" } }, 'call iv "high"'],
    ["a strike that is not the symbol's", { strike: "4505.00" }, 'Strike "4505.00" differs'],
    ["a date that is not the symbol's", { date: "Fri Oct 20 2023" }, "Expiration Date 2023-10-20 differs"],
    ["a date of another form", { date: "2023-10-13" }, 'Expiration Date "2023-10-13"'],
    ["a put among the calls", { call: { symbol: "SPXW231013P04500000" } }, "its place among the calls"],
    ["a root whose terms are not known", { call: { symbol: "NDX231013C04500000" } }, "the terms of NDX"],
    [
      "another underlying",
      { date: "Fri Oct 13 2023", put: { symbol: "XSP231013P04500000" } },
      "XSP stands in a table of SPX",
    ],
    ["a symbol that is none", { put: { symbol: "" } }, "not an option symbol"],
    ["the same contract again", {}, "already in line 5"],
  ])("for %s, with its line", (_, over, cause) => {
    const sentence = refusalOf(writeTable({ lines: [tableLine(), tableLine(over)] }));

    expect(sentence).toContain(" line 6: ");
    expect(sentence).toContain(cause);
  });

  it("where a line is cut off", () => {
    const lines = [tableLine(), tableLine().slice(0, 60)];

    expect(refusalOf(writeTable({ lines }))).toContain("the file is cut off or changed");
  });

  it.each([
    [
      "lacks the puts' bid",
      TABLE_HEADER.replace(/Puts,(.*)Bid/, "Puts,$1Offer"),
      'no column "bid" among the puts',
    ],
    ["lacks the strike", TABLE_HEADER.replace("Strike", "Level"), 'no column "strike"'],
    ["names a column twice", TABLE_HEADER.replace("Net", "Bid"), 'twice the column "bid" among the calls'],
  ])("where its header %s", (_, header, cause) => {
    expect(refusalOf(writeTable({ header }))).toContain(cause);
  });

  it("where nothing stands under its header", () => {
    expect(refusalOf(writeTable({ lines: [] }))).toContain("no rows");
  });

  it("for an expiry on a holiday", () => {
    const lines = [
      tableLine({
        date: "Thu Nov 23 2023",
        call: { symbol: "SPXW231123C04500000" },
        put: { symbol: "SPXW231123P04500000" },
      }),
    ];

    expect(refusalOf(writeTable({ lines }))).toContain("nothing expires on 2023-11-23");
  });
});

const TABLES = new URL("../../../../../shared/data/cboe/", import.meta.url).pathname;

describe.skipIf(!existsSync(TABLES))("a real quote table", () => {
  it.each([
    ["spx_quotedata_2023-09-14.csv", "SPX", 19_920, "2023-09-14T20:31:00Z", 4505.1001],
    ["spy_quotedata_2023-09-14.csv", "SPY", 7_292, "2023-09-14T20:31:00Z", 450.81],
    ["xsp_quotedata_2023-09-14.csv", "XSP", 10_882, "2023-09-14T20:30:00Z", 450.51],
    ["qqq_quotedata_2026-01-12_1336ET_0dte_rows.csv", "QQQ", 92, "2026-01-12T18:36:00Z", 627.99],
  ])("%s is read whole, with its own time and last", (file, ticker, count, at, spot) => {
    const snapshot = readChainFile(TABLES + file);

    expect(snapshot).toMatchObject({ ticker, spot, layout: "cboe", timeFrom: "table" });
    expect(snapshot.rows).toHaveLength(count);
    expect(snapshot.runAt === null ? null : formatInstant(snapshot.runAt)).toBe(at);
  });
});
