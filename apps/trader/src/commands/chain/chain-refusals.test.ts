import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { analysisOf, runOn, writeChain, type WrittenQuote } from "./testing/written-chain.ts";

const placed = (name: string, content: string | Uint8Array): string => {
  const path = join(mkdtempSync(join(tmpdir(), "bad-")), name);
  writeFileSync(path, content);
  return path;
};

const HEADER = "contractSymbol,expiry,type,strike,bid,ask,volume,openInterest,spot";
const ROW = "SPY260814C00670000,2026-08-14,C,670.0,0.95,0.96,10,100,670.2";
const withRow = (...cells: readonly (readonly [string, string])[]): string => {
  const row = cells.reduce((text, [from, to]) => text.replace(from, to), ROW);
  return placed("SPY.csv", [HEADER, row].join("\n"));
};

const EMPTY: WrittenQuote = { bid: "0.00", ask: "0.00" };
const CROSSED: WrittenQuote = { bid: "0.50", ask: "0.40" };
const packed = gzipSync([HEADER, ...Array.from({ length: 400 }, () => ROW)].join("\n"));

describe("smart0dte chain refuses a file with its reason and what to do", () => {
  const at = "2026-08-14T16:00:00Z";

  it.each<readonly [string, string, RegExp]>([
    ["that is empty", placed("SPY.csv", ""), /the file is empty/],
    [
      "whose packing is cut off",
      placed("SPY.csv.gz", packed.subarray(0, packed.length - 9)),
      /cannot be unpacked/,
    ],
    [
      "that is no text",
      placed(
        "SPY.csv",
        Uint8Array.from({ length: 600 }, (_, i) => (i * 37) % 256),
      ),
      /not a text file|line 1/,
    ],
    ["without a header", placed("SPY.csv", ROW), /no column "contractsymbol"/],
    ["with a header of other columns", placed("SPY.csv", "a,b,c\n1,2,3"), /no column "contractsymbol"/],
    [
      "with infinity for a price",
      withRow(["0.95", "inf"]),
      /line 2: bid "inf" is not a price or count: correct the line/,
    ],
    ["with a number beyond all bounds", withRow(["0.96", "1e999"]), /ask "1e999"/],
    ["with a negative price", withRow(["0.95", "-0.95"]), /bid "-0.95"/],
    [
      "with the same contract twice",
      placed("SPY.csv", [HEADER, ROW, ROW].join("\n")),
      /line 3: .* already in line 2: take one/,
    ],
    [
      "in which nothing is quoted",
      writeChain({ quote: () => EMPTY }),
      /nothing of SPY 2026-08-14 has a market/,
    ],
    ["in which every quote is crossed", writeChain({ quote: () => CROSSED }), /nothing of SPY 2026-08-14/],
    [
      "in which only calls are quoted",
      writeChain({ quote: (made, _, right) => (right === "C" ? made : EMPTY) }),
      /only calls of SPY 2026-08-14 has a market that is not crossed: take a file with live quotes/,
    ],
    [
      "in which only puts are quoted",
      writeChain({ quote: (made, _, right) => (right === "P" ? made : EMPTY) }),
      /only puts of SPY 2026-08-14/,
    ],
  ])("%s", async (_, file, reason) => {
    const { code, out, err } = await runOn([file], { at });

    expect({ code, out, lines: err.length }).toEqual({ code: 2, out: [], lines: 1 });
    expect(err[0]).toMatch(reason);
  });

  it.each([
    [
      "a date that the file has not",
      { expiry: "2026-08-21" },
      "it has no expiry 2026-08-21: its expiries are 2026-08-14",
    ],
    ["a root that the file has not", { root: "SPXW" }, "it has no options under SPXW: its roots are SPY"],
    ["a date that is none", { expiry: "14.8.2026" }, "--expiry is not a date"],
    ["a root that is none", { root: "SP-X" }, "--root is not the root"],
    ["a side that dealers cannot be on", { sign: "againstCustomers" }, "--sign is callsLong or callsShort"],
  ])("for which %s is asked", async (_, over, words) => {
    const { code, out, err } = await runOn([writeChain()], over);

    expect({ code, out, lines: err.length }).toEqual({ code: 2, out: [], lines: 1 });
    expect(err[0]).toContain(words);
  });
});

describe("smart0dte chain takes a bad quote for what it is", () => {
  it("and reads the rest: no price, volatility or figure comes from NaN, empty or crossed", async () => {
    const bad = new Map<string, WrittenQuote>([
      ["668C", { bid: "nan", ask: "nan" }],
      ["672P", { bid: "NaN", ask: "0.50" }],
      ["671C", CROSSED],
      ["669P", { bid: "", ask: "" }],
    ]);
    const clean = await analysisOf(writeChain());
    const read = await analysisOf(
      writeChain({ quote: (made, strike, right) => bad.get(`${strike}${right}`) ?? made }),
    );

    expect(Math.abs((read.forward ?? NaN) - (clean.forward ?? NaN))).toBeLessThan(0.01);
    expect(read.contracts.find(({ symbol }) => symbol.endsWith("C00671000"))).toMatchObject({
      mid: null,
      iv: null,
    });
    expect(JSON.stringify(read)).not.toMatch(/NaN|Infinity/);
  });
});

describe("smart0dte chain --sign", () => {
  it("turns every exposure round, and says whose side dealers are taken to be on", async () => {
    interface Exposed {
      readonly exposures: {
        readonly sign: string;
        readonly strikes: readonly { readonly calls: { readonly gamma: number; readonly charm: number } }[];
      };
    }
    const file = writeChain();
    const of = async (sign: string) => ((await analysisOf(file, { sign })) as unknown as Exposed).exposures;
    const [long, short] = [await of("callsLong"), await of("callsShort")];

    expect([long.sign, short.sign]).toEqual(["callsLong", "callsShort"]);
    expect(long.strikes.every(({ calls }) => calls.gamma > 0)).toBe(true);
    expect(short.strikes.map(({ calls }) => -calls.charm)).toEqual(
      long.strikes.map(({ calls }) => calls.charm),
    );
    expect((await runOn([file], { sign: "callsShort", json: false })).out.join("\n")).toContain(
      "sign callsShort: assumed: dealers short calls (-1), long puts (+1)",
    );
  });
});
