import { existsSync, readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { epochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readDbnDay } from "./dbn-day.ts";
import { played, WrittenFiles } from "./testing/written-files.ts";

const REAL = new URL("../../../../../shared/data/dbn/files/", import.meta.url).pathname;
const WHY = "needs the real files in ../shared";

let files: WrittenFiles;
beforeEach(() => {
  files = new WrittenFiles();
});
afterEach(() => files.remove());

/** A real OPRA file of AAPL's contract of the next day, under the name of one of SPY that expires on its own day. */
function asSpy(schema: string): string {
  const bytes = zstdDecompressSync(readFileSync(`${REAL}opra-pillar.test_data.${schema}.dbn.zst`));
  const symbol = Buffer.from("AAPL  250221C00250000");
  for (let at = bytes.indexOf(symbol); at >= 0; at = bytes.indexOf(symbol))
    bytes.write("SPY   250220C00250000", at);
  const expiration = Buffer.alloc(8);
  expiration.writeBigUInt64LE(1_740_096_000_000_000_000n);
  const place = schema === "definition" ? bytes.indexOf(expiration, 200) : -1;
  if (place >= 0) bytes.writeBigUInt64LE(1_740_009_600_000_000_000n, place);
  return files.put(`${schema}.dbn`, bytes);
}

describe.skipIf(!existsSync(REAL))(`real files (${WHY})`, () => {
  const at = (micros: number): number =>
    epochMicros(Date.UTC(2025, 1, 20, 14, 30) * 1_000) + micros - aSession().open;

  it("of OPRA become quotes, prints, open interest and a listing", async () => {
    const schemas = ["cbbo-1s", "trades", "definition", "statistics"];

    const day = readDbnDay(schemas.map(asSpy), null);
    const inputs = await played(day);

    expect(day.session.date).toBe("2025-02-20");
    expect([inputs[0]?.kind, inputs.at(-1)?.kind]).toEqual(["instruments", "end"]);
    const records = inputs.flatMap((input) => input.records);
    expect(records.filter(({ kind }) => kind === "quote")).toMatchObject([
      // before the open nobody quoted
      { a: 0, b: 0, c: 0, d: 0 },
      { at: at(1_000_000), a: 1_000, b: 2_500, c: 1, d: 4 },
      { at: at(2_000_000), a: 1_800, b: 2_100, c: 5, d: 51 },
      { at: at(3_000_000) },
    ]);
    expect(records.filter(({ kind }) => kind === "openInterest")).toHaveLength(1);
    expect(records.filter(({ kind }) => kind === "trade").length).toBeGreaterThan(0);
  });

  it("of EQUS.MINI become quotes and prints of QQQ, each trade once", async () => {
    const names = ["mbp-1", "tbbo", "trades", "definition", "bbo-1s"];

    const day = readDbnDay(
      names.map((name) => `${REAL}equs-mini.test_data.${name}.dbn.zst`),
      "2023-03-28",
    );
    const records = (await played(day)).flatMap((input) => input.records);

    const trades = records.filter(({ kind }) => kind === "trade");
    expect(trades.slice(0, 2)).toMatchObject([
      { a: 3_078_300, c: 900 },
      { a: 3_078_000, c: 900 },
    ]);
    expect(trades).toHaveLength(4);
    expect(day.foundInRecords).toContain("VIX: it is in no file, the desk runs without it");
  });
});
