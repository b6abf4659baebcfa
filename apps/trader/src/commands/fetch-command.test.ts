import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDbn } from "@smart0dte/databento";
import { crowdedTrades, HistoricalServer, SERVER_KEY } from "@smart0dte/databento/historical/testing";
import { BadInputError } from "@smart0dte/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runFetch } from "./fetch-command.ts";
import type { FetchWords } from "./fetch/fetch-words.ts";

const RANGE = "timeseries.get_range";
const RECORDS = 10;

describe("fetch", () => {
  let server: HistoricalServer;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    server = await HistoricalServer.open(crowdedTrades(RECORDS));
    folder = mkdtempSync(join(tmpdir(), "smart0dte-fetch-"));
    file = join(folder, "spy.trades.dbn.zst");
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
    expect(server.offences).toEqual([]);
  });

  const fetched = async (over: Partial<FetchWords> = {}, answer: boolean | null = null) => {
    const [out, err]: [string[], string[]] = [[], []];
    const words: FetchWords = {
      dataset: "OPRA.PILLAR",
      schema: "trades",
      symbols: "SPY   260821C00640000",
      stypeIn: "raw_symbol",
      stypeOut: "instrument_id",
      start: "2026-08-21T13:30:00Z",
      end: "2026-08-22",
      out: file,
      maxCostUsd: "100",
      yes: false,
      resumes: "0",
      batch: false,
      key: SERVER_KEY,
      baseUrl: server.baseUrl,
      json: false,
      ...over,
    };
    const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
    const ask = answer === null ? null : () => Promise.resolve(answer);
    return { code: await runFetch(words, io, ask), out: out.join("\n"), err: err.join("\n") };
  };
  const recordsIn = async (path: string): Promise<number> => {
    let count = 0;
    for await (const record of (await openDbn(path)).records()) if (record.kind === "trade") count += 1;
    return count;
  };

  it("tells the cost, downloads within the limit, and has the file at no cost the next time", async () => {
    const first = await fetched();
    const again = await fetched();

    expect([first.code, again.code]).toEqual([0, 0]);
    expect(first.out).toMatch(/10 records, .*costs \$5\.00 \(limit \$100\.00\)/);
    expect(again.out).toMatch(/was there already, nothing was paid/);
    expect(server.asked(RANGE)).toHaveLength(1);
    expect(await recordsIn(file)).toBe(RECORDS);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("downloads nothing above the limit, which is 0 where none is given, and says how to raise it", async () => {
    const { code, err } = await fetched({ maxCostUsd: "0" });

    expect(code).toBe(1);
    expect(err).toMatch(/--max-cost-usd/);
    expect(server.asked(RANGE)).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  it("asks who sits at the terminal, and takes a no", async () => {
    const { code } = await fetched({}, false);

    expect(code).toBe(1);
    expect(server.asked(RANGE)).toEqual([]);
  });

  it("keeps what came before a break and goes on from there, paying for the rest alone", async () => {
    server.fail(RANGE, { kind: "cut", afterBytes: 250 });
    const broken = await fetched();
    const left = readdirSync(folder);
    const whole = await fetched({ json: true });

    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(/\.part|again/);
    expect(existsSync(file)).toBe(true);
    expect(left).not.toContain("spy.trades.dbn.zst");
    expect(whole.code).toBe(0);
    expect(await recordsIn(file)).toBe(RECORDS);
    expect(JSON.parse(whole.out)).toMatchObject({ path: file, records: RECORDS, cached: false });
  });

  it("ends with 1 where the stream ends in order before all that was announced, and says how to go on", async () => {
    server.fail(RANGE, { kind: "fewer", records: RECORDS - 2 });

    const broken = await fetched();

    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(/: 2 are missing\. What came is kept in .*\.part: the same command goes on/);
    expect(existsSync(file)).toBe(false);
    expect((await fetched()).code).toBe(0);
    expect(await recordsIn(file)).toBe(RECORDS);
  });

  it("repeats a refusal of the server with its remedy, never the key", async () => {
    server.fail("metadata.get_cost", {
      kind: "status",
      status: 401,
      body: '{"detail":"Authentication failed."}',
    });
    const { code, err, out } = await fetched();

    expect(code).toBe(1);
    expect(err).toMatch(/Authentication failed/);
    expect(`${err}${out}`).not.toContain(SERVER_KEY);
  });

  it("names the file in a folder by what is in it", async () => {
    const { code } = await fetched({ out: `${folder}/` });
    const [name = ""] = readdirSync(folder).filter((each) => each.endsWith(".dbn.zst"));

    expect(code).toBe(0);
    expect(name).toMatch(/trades/);
    expect(statSync(join(folder, name)).size).toBeGreaterThan(0);
  });

  it("has the server make files of the range with --batch", async () => {
    await fetched();
    const bytes = Buffer.from([1]);
    server.jobFiles = [{ name: "manifest.json", bytes }];
    const { code, out } = await fetched({ batch: true, out: join(folder, "batch") });

    expect(code).toBe(0);
    expect(out).toMatch(/1 files in .*; job /);
  });

  it.each([
    [{ key: "" }, /no key/],
    [{ schema: "nbbo" }, /--schema "nbbo" is none of/],
    [{ end: "2026-08-21" }, /--end is not after --start/],
    [{ start: "yesterday" }, /start/],
    [{ maxCostUsd: "-1" }, /no amount of dollars/],
    [{ out: "file.csv" }, /--out/],
  ] as const)("refuses %j", async (over, says) => {
    const asked = fetched(over);

    await expect(asked).rejects.toThrow(BadInputError);
    await expect(asked).rejects.toThrow(says);
    expect(server.requests).toEqual([]);
  });
});
