import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { decodeStrictly, framesContent } from "@smart0dte/databento/attack";
import { readDbnDay } from "@smart0dte/feeds/dbn-files";
import { INDEX_FILE, parseSetIndex, type SetIndex } from "@smart0dte/feeds/recorder";
import { openDatabentoDoor, SIMULATED_KEY, type DatabentoDoor } from "@smart0dte/simulator/databento-door";
import { openExchange, type Exchange } from "@smart0dte/simulator/exchange";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sessionOn } from "../source/open-source.ts";
import { aFolder } from "../testing/real-minutes.ts";
import { runRecord } from "./record-command.ts";
import type { RecordWords } from "./record/record-words.ts";

let exchange: Exchange;
let door: DatabentoDoor;
beforeEach(async () => {
  exchange = openExchange({ seed: 7, session: sessionOn("2026-03-13"), market: "planted", speed: 60 });
  door = await openDatabentoDoor({ exchange, key: SIMULATED_KEY, port: 0, log: () => {} });
});
afterEach(async () => {
  await door.close();
  exchange.close();
});

async function record(over: Partial<RecordWords>): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const words: RecordWords = {
    dataset: "OPRA.PILLAR",
    schema: "definition,statistics,cbbo-1s,tcbbo",
    parent: "SPY.OPT",
    start: "0",
    gateway: `127.0.0.1:${door.port}`,
    key: SIMULATED_KEY,
    out: aFolder(),
    json: true,
    ...over,
  };
  const code = await runRecord(words, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const indexIn = (folder: string): SetIndex | null =>
  parseSetIndex(readFileSync(join(folder, "2026-03-13", INDEX_FILE), "utf8"));

describe("a recording of a simulated gateway", () => {
  it("is one file of whole frames that a strict reader takes, and plays", async () => {
    const out = aFolder();

    const told = await record({ out, until: "09:34" });

    expect(told.code).toBe(0);
    const report = JSON.parse(told.out) as { records: number };
    const index = indexIn(out);
    expect(index).toMatchObject({
      source: "simulated",
      files: [{ records: report.records, complete: true }],
    });
    const strict = decodeStrictly(
      framesContent(readFileSync(join(out, "2026-03-13", index?.files[0]?.file ?? ""))),
    );
    expect(strict.records).toHaveLength(report.records);

    const day = readDbnDay([out], null);
    const kinds = new Set<string>();
    for await (const { what } of day.events()) kinds.add(what.kind);
    expect(kinds).toEqual(new Set(["instruments", "market", "timer", "end"]));
    expect(day.provenance).toEqual({ src: "simulated", options: "quoted" });
  });

  it("makes a lost connection again, into a second file, and counts the gap", async () => {
    const out = aFolder();
    setTimeout(() => door.fault({ kind: "disconnect" }), 2_000);

    const told = await record({ out, until: "09:36" });

    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ files: 2, gaps: 1 });
    expect(told.err).toContain("GAP  disconnected");
    expect(readdirSync(join(out, "2026-03-13")).filter((name) => name.endsWith(".dbn.zst"))).toHaveLength(2);
    expect(indexIn(out)?.files.map(({ complete }) => complete)).toEqual([true, true]);
  });

  it("ends with 1 when the gateway refuses, and records nothing", async () => {
    const out = aFolder();

    const told = await record({ out, key: "db-of-somebody-else-1234567FFFFF", until: "09:34" });

    expect(told.code).toBe(1);
    expect(JSON.parse(told.out)).toMatchObject({ records: 0, failed: true });
    expect(readdirSync(out)).toEqual([]);
  });

  it("refuses a key that is none before it connects", async () => {
    await expect(record({ key: "short" })).rejects.toThrow(BadInputError);
  });

  it("refuses a folder that cannot be made", async () => {
    await expect(record({ out: "/dev/null/recordings" })).rejects.toThrow(
      /\/dev\/null\/recordings cannot be made/,
    );
  });
});
