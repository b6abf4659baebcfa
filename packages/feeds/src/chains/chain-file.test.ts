import { existsSync, writeFileSync } from "node:fs";
import { BadInputError } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { readChainFile } from "./chain-file.ts";
import { CHAIN_HEADER, chainLine, META, writeChain, type WrittenRow } from "./testing/written-chain.ts";

const PUT = {
  symbol: "SPY260814P00776000",
  type: "P",
  bid: "0.7",
  ask: "0.71",
} as const;

function refusalOf(path: string): string {
  try {
    readChainFile(path);
  } catch (problem) {
    if (problem instanceof BadInputError) return problem.message;
    throw problem;
  }
  return expect.unreachable("it was read");
}

describe("a chain file", () => {
  it("is read by its header, whatever the order of the columns and the rows", () => {
    const header = "spot,ask,bid,strike,type,expiry,CONTRACTSYMBOL";
    const lines = ["777.88,0.71,0.7,776.0,P,2026-08-14,SPY260814P00776000"];

    const { ticker, rows } = readChainFile(writeChain({ header, lines }));

    expect(ticker).toBe("SPY");
    expect(rows).toMatchObject([
      { line: 2, contract: { right: "P", strike: 7_760_000, expiry: "2026-08-14" }, bid: 7_000, ask: 7_100 },
    ]);
  });

  it("packed by gzip gives the same as plain, its name aside", () => {
    const lines = [chainLine(), chainLine(PUT)];
    const packed = readChainFile(writeChain({ name: "SPY.csv.gz", lines }));
    const plain = readChainFile(writeChain({ lines }));

    expect({ ...packed, path: "" }).toEqual({ ...plain, path: "" });
  });

  it("that is packed under a plain name is read all the same", () => {
    expect(readChainFile(writeChain({ packed: true })).rows).toHaveLength(1);
  });

  it("keeps zeros as zeros and empty or NaN fields as nothing", () => {
    const lines = [
      chainLine({ bid: "0.0", ask: "0.0", volume: "NaN", openInterest: "" }),
      chainLine({ ...PUT, bid: "", ask: "nan", volume: "0.0" }),
    ];

    expect(readChainFile(writeChain({ lines })).rows).toMatchObject([
      { bid: 0, ask: 0, volume: null, openInterest: null },
      { bid: null, ask: null, volume: 0, openInterest: 9_878 },
    ]);
  });

  it("takes spot and time of its run from the note beside it", () => {
    expect(readChainFile(writeChain())).toMatchObject({
      spot: 776.219970703125,
      spotFrom: "live",
      runAt: 1_786_721_918_726_610,
    });
  });

  it("takes spot from its own column where the note has no live one", () => {
    const meta = { utc: META.utc, tickers: { SPY: { spot: 1 } } };

    expect(readChainFile(writeChain({ meta }))).toMatchObject({
      spot: 777.8800048828125,
      spotFrom: "column",
    });
  });

  it("has neither time nor live spot where no note is", () => {
    expect(readChainFile(writeChain({ meta: null }))).toMatchObject({ runAt: null, spotFrom: "column" });
  });

  it("has no spot where nothing states one", () => {
    const header = "contractSymbol,expiry,type,strike,bid,ask";
    const lines = ["SPY260814C00776000,2026-08-14,C,776,0.94,0.95"];

    expect(readChainFile(writeChain({ header, lines, meta: null }))).toMatchObject({
      spot: null,
      spotFrom: null,
    });
  });
});

describe("a chain file is refused", () => {
  it.each<readonly [string, WrittenRow, string]>([
    ["a word for a price", { bid: "cheap" }, 'bid "cheap"'],
    ["a negative price", { ask: "-0.01" }, 'ask "-0.01"'],
    ["half a contract traded", { volume: "1.5" }, 'volume "1.5"'],
    ["a strike that is not the symbol's", { strike: "777.0" }, "strike"],
    ["a right that is not the symbol's", { type: "P" }, "type"],
    ["an expiry that is not the symbol's", { expiry: "2026-08-17" }, "expiry"],
    ["an adjusted series", { symbol: "SPY1260814C00776000" }, "adjusted"],
    ["an unknown ticker", { symbol: "AAPL260814C00776000" }, "not on SPY, QQQ or IWM"],
    ["another ticker of the desk", { symbol: "QQQ260814C00776000" }, "QQQ stands in a chain of SPY"],
    ["a symbol that is none", { symbol: "SPY" }, "not an option symbol"],
    ["a last trade without its offset", { lastTradeDate: "2026-08-14 15:23:34" }, "lastTradeDate"],
    ["a spot of its own", { spot: "700" }, "spot differs"],
    ["an expiry on a Saturday", { symbol: "SPY260815C00776000", expiry: "2026-08-15" }, "closed"],
    ["the same contract again", { symbol: "SPY260814P00776000", type: "P" }, "already in line 2"],
  ])("for %s, with its line", (_, over, cause) => {
    const path = writeChain({ lines: [chainLine(PUT), chainLine(over)] });
    const sentence = refusalOf(path);

    expect(sentence).toContain(`${path} line 3: `);
    expect(sentence).toContain(cause);
  });

  it("for a row of another width", () => {
    expect(refusalOf(writeChain({ lines: [chainLine(), "SPY260814P00776000,2026-08-14"] }))).toContain(
      "line 3",
    );
  });

  it("where the header lacks a column, which it names", () => {
    const header = CHAIN_HEADER.replace(",ask,", ",offer,");

    expect(refusalOf(writeChain({ header }))).toContain('no column "ask"');
  });

  it("where nothing stands under the header", () => {
    expect(refusalOf(writeChain({ lines: [] }))).toContain("no rows");
  });

  it("where it does not exist", () => {
    expect(refusalOf("/nowhere/SPY.csv.gz")).toContain("/nowhere/SPY.csv.gz: the file cannot be read");
  });

  it("where it is named .gz and is not packed", () => {
    expect(refusalOf(writeChain({ name: "SPY.csv.gz", packed: false }))).toContain("not packed by gzip");
  });

  it("where its packing is broken", () => {
    const path = writeChain({ name: "SPY.csv.gz" });
    writeFileSync(path, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]));

    expect(refusalOf(path)).toContain("cannot be unpacked");
  });

  it("where it is not text", () => {
    const path = writeChain();
    writeFileSync(path, Buffer.from([0, 1, 2, 3]));

    expect(refusalOf(path)).toContain("not a text file");
  });

  it("where it is empty", () => {
    const path = writeChain();
    writeFileSync(path, "\n");

    expect(refusalOf(path)).toContain("the file is empty");
  });

  it.each([
    ["is no JSON", "{", "not JSON"],
    ["is no object", "[]", "not a JSON object"],
    ["states a time without offset", { utc: "2026-08-14T15:38:38" }, '"utc"'],
    ["states a spot that is no price", { tickers: { SPY: { spot_live: "776" } } }, '"spot_live"'],
  ])("where the note beside it %s", (_, meta, cause) => {
    const sentence = refusalOf(writeChain({ meta }));

    expect(sentence).toContain("meta.json: ");
    expect(sentence).toContain(cause);
  });
});

const CHAINS = new URL("../../../../../shared/data/chains/", import.meta.url).pathname;
const FOLDERS = ["2026-08-12T1213ET", "2026-08-13T1213ET", "2026-08-14T1138ET"] as const;
const FILES = FOLDERS.flatMap((folder) => ["SPY", "QQQ", "IWM"].map((ticker) => [folder, ticker] as const));

describe.skipIf(!existsSync(CHAINS))("a real chain file", () => {
  it.each(FILES)("%s/%s is read whole: each contract once, its expiry day first", (folder, ticker) => {
    const snapshot = readChainFile(`${CHAINS}${folder}/${ticker}.csv.gz`);

    const day = folder.slice(0, 10);
    expect(snapshot.ticker).toBe(ticker);
    expect(snapshot.rows.length).toBeGreaterThan(1_700);
    expect(Math.min(...snapshot.rows.map(({ contract }) => Date.parse(contract.expiry)))).toBe(
      Date.parse(day),
    );
    // the first of the three notes has no live spot
    expect(snapshot.spotFrom).toBe(day === "2026-08-12" ? "column" : "live");
  });
});
