import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDbn } from "../codec/dbn-stream.ts";
import type { DbnRecord } from "../codec/dbn-record.ts";
import { recordJson } from "../codec/record-json.ts";
import { downloadRange, type DownloadOrder } from "./range-download.ts";
import type { ClosedRange } from "./range-rest.ts";
import { aClient } from "./testing/a-client.ts";
import { HistoricalServer } from "./testing/historical-server.ts";
import { RangeShelf } from "./testing/range-shelf.ts";
import type { ServerFault } from "./testing/server-fault.ts";
import { aTrade, crowdedTrades, OPEN } from "./testing/some-records.ts";

const REQUEST: ClosedRange = {
  dataset: "OPRA.PILLAR",
  schema: "trades",
  symbols: ["SPY.OPT"],
  stypeIn: "parent",
  start: OPEN,
  end: OPEN + 1_000n,
};
const RANGE = "timeseries.get_range";

let folder: string;
let server: HistoricalServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "range-"));
  server = await HistoricalServer.open(crowdedTrades(30));
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  expect(server.offences).toEqual([]);
});

const path = (): string => join(folder, "spy.dbn.zst");
const order = (facts: Partial<DownloadOrder> = {}): DownloadOrder => ({
  request: REQUEST,
  path: path(),
  maxCostUsd: 1_000,
  ...facts,
});

async function linesOf(file: string): Promise<readonly string[]> {
  const stream = await openDbn(file);
  const lines: string[] = [];
  for await (const record of stream.records()) lines.push(recordJson(record));
  expect(stream.truncated).toBeNull();
  return lines;
}

const expected = (records: readonly DbnRecord[]): readonly string[] => records.map(recordJson);

describe("downloading a range", () => {
  it("writes every record, and leaves nothing beside the file", async () => {
    const done = await downloadRange(aClient(server).client, order());

    expect(done).toMatchObject({ records: 30, recordBytes: 30 * 48, paidUsd: 15, cached: false });
    expect(await linesOf(path())).toEqual(expected(crowdedTrades(30)));
    expect(readdirSync(folder)).toEqual(["spy.dbn.zst"]);
  });

  it("takes a complete file of the same range as it is, without a single request", async () => {
    await downloadRange(aClient(server).client, order());
    const before = server.requests.length;

    const again = await downloadRange(aClient(server).client, order({ maxCostUsd: 0 }));

    expect(again).toMatchObject({ cached: true, records: 30, paidUsd: 0 });
    expect(server.requests).toHaveLength(before);
  });

  it("refuses to overwrite a file of another range", async () => {
    await downloadRange(aClient(server).client, order());
    const other = { ...REQUEST, end: OPEN + 2_000n };

    await expect(downloadRange(aClient(server).client, order({ request: other }))).rejects.toMatchObject({
      code: "occupied",
      message: expect.stringContaining("its end is"),
    });
  });

  it("downloads nothing above the limit, and says what limit would do", async () => {
    await expect(downloadRange(aClient(server).client, order({ maxCostUsd: 14.99 }))).rejects.toMatchObject({
      code: "tooCostly",
      message: "It costs $15.00; the limit is $14.99.",
      remedy: "Raise the limit to 15.00 to allow it.",
    });
    expect(server.asked(RANGE)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("asks for the exact form of the official client", async () => {
    await downloadRange(aClient(server).client, order());

    expect(server.asked(RANGE)[0]?.sent).toBe(
      `compression=zstd&dataset=OPRA.PILLAR&encoding=dbn&end=${String(OPEN + 1_000n)}&schema=trades&start=${String(OPEN)}` +
        "&stype_in=parent&stype_out=instrument_id&symbols=SPY.OPT",
    );
  });

  it("keeps what came before a cut and asks only for the rest the next time", async () => {
    server.fail(RANGE, await cutAt(0.8));
    await expect(downloadRange(aClient(server).client, order())).rejects.toMatchObject({
      code: "incomplete",
      message: expect.stringContaining("spy.dbn.zst.part"),
    });
    expect(readdirSync(folder).sort()).toEqual(["spy.dbn.zst.part", "spy.dbn.zst.part.json"]);

    const done = await downloadRange(aClient(server).client, order());

    const [first, second] = server.asked(RANGE);
    expect(BigInt(second?.fields["start"] ?? 0)).toBeGreaterThan(BigInt(first?.fields["start"] ?? 0));
    expect(await linesOf(path())).toEqual(expected(crowdedTrades(30)));
    expect(done.paidUsd).toBeGreaterThan(15);
    expect(readdirSync(folder)).toEqual(["spy.dbn.zst"]);
  });

  it("takes a stream that ends in order before all announced records for interrupted, and goes on behind it", async () => {
    server.fail(RANGE, { kind: "fewer", records: 18 });
    await expect(downloadRange(aClient(server).client, order())).rejects.toMatchObject({
      code: "incomplete",
      message: expect.stringMatching(
        /18 of the 30 records that the server had announced up to 2026-08-21T13:30:00\.000001000Z, the last of 2026-08-21T13:30:00\.000000004Z: 12 are missing\. What came is kept in .*\.part: the same command goes on/,
      ),
    });
    expect(readdirSync(folder).sort()).toEqual(["spy.dbn.zst.part", "spy.dbn.zst.part.json"]);

    const done = await downloadRange(aClient(server).client, order());

    expect(done.records).toBe(30);
    expect(await linesOf(path())).toEqual(expected(crowdedTrades(30)));
    expect(readdirSync(folder)).toEqual(["spy.dbn.zst"]);
  });

  it("goes on at once behind a stream that ended too early, where that was asked for", async () => {
    server.fail(RANGE, { kind: "fewer", records: 0 }, { kind: "fewer", records: 7 });

    const done = await downloadRange(aClient(server).client, order({ resumes: 2 }));

    expect(done).toMatchObject({ records: 30, resumes: 2 });
    expect(await linesOf(path())).toEqual(expected(crowdedTrades(30)));
  });

  it("takes a range without records for whole", async () => {
    server.shelf = new RangeShelf([]);

    expect(await downloadRange(aClient(server).client, order())).toMatchObject({ records: 0, cached: false });
    expect(readdirSync(folder)).toEqual(["spy.dbn.zst"]);
  });

  it("counts what a broken request cost against the limit", async () => {
    server.fail(RANGE, await cutAt(0.8));
    await downloadRange(aClient(server).client, order({ maxCostUsd: 15 })).catch(() => {});

    await expect(downloadRange(aClient(server).client, order({ maxCostUsd: 15 }))).rejects.toMatchObject({
      code: "tooCostly",
      message: expect.stringContaining("$15.00 that was paid before"),
    });
    expect(server.asked(RANGE)).toHaveLength(1);
    expect(readdirSync(folder)).toContain("spy.dbn.zst.part");
  });

  it("goes on at once where that was asked for, and asks the cost of the rest first", async () => {
    server.fail(RANGE, await cutAt(0.8), { kind: "status", status: 503 }, await cutAt(0.9));
    const quotes: number[] = [];

    const done = await downloadRange(
      aClient(server).client,
      order({ resumes: 3, on: { onQuote: ({ costUsd }) => void quotes.push(costUsd) } }),
    );

    expect(done).toMatchObject({ records: 30, resumes: 3 });
    expect(quotes).toHaveLength(4);
    expect(quotes[0]).toBe(15);
    expect(quotes[1]).toBeLessThan(15);
    // the 503 was not billed
    expect(done.paidUsd).toBe(15 + (quotes[1] ?? 0) + (quotes[3] ?? 0));
    expect(await linesOf(path())).toEqual(expected(crowdedTrades(30)));
  });

  it("does not repeat a broken stream unless that was asked for", async () => {
    server.fail(RANGE, { kind: "hangUp" });

    await expect(downloadRange(aClient(server).client, order())).rejects.toMatchObject({ code: "network" });
    expect(server.asked(RANGE)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("holds the limit of records over a resume", async () => {
    const request = { ...REQUEST, limit: 17 };
    server.fail(RANGE, await cutAt(0.8));

    const done = await downloadRange(aClient(server).client, order({ request, resumes: 1 }));

    expect(done.records).toBe(17);
    expect(await linesOf(path())).toEqual(expected(crowdedTrades(17)));
  });

  it("keeps a record that is new at the seam's very time", async () => {
    const first = [aTrade(1), aTrade(2, { sequence: 1 })];
    server.shelf = new RangeShelf(first);
    server.fail(RANGE, { kind: "short", bytes: (await server.shelf.encode(formOf())).length - 4 });
    await downloadRange(aClient(server).client, order()).catch(() => {});
    const late = aTrade(2, { instrumentId: 9, sequence: 2 });
    server.shelf = new RangeShelf([...first, late, aTrade(3)]);

    await downloadRange(aClient(server).client, order());

    expect(await linesOf(path())).toEqual(expected([...first, late, aTrade(3)]));
  });

  it("refuses to go on where the records at the seam are no longer there", async () => {
    server.fail(RANGE, await cutAt(0.9));
    await downloadRange(aClient(server).client, order()).catch(() => {});
    server.shelf = new RangeShelf([aTrade(900)]);

    await expect(downloadRange(aClient(server).client, order())).rejects.toMatchObject({ code: "damaged" });
  });

  it("never gives a damaged stream the file's name", async () => {
    server.fail(RANGE, { kind: "flip", at: await bytesAt(0.8) });

    await expect(downloadRange(aClient(server).client, order())).rejects.toMatchObject({ code: "damaged" });
    expect(readdirSync(folder)).not.toContain("spy.dbn.zst");
  });

  it("refuses a stream that is no DBN", async () => {
    server.fail(RANGE, { kind: "body", body: "ts_recv,price\n1,2\n" });

    await expect(downloadRange(aClient(server).client, order())).rejects.toMatchObject({ code: "damaged" });
  });

  it("goes on behind a part whose last frame a kill cut off", async () => {
    server.fail(RANGE, await cutAt(0.9));
    await downloadRange(aClient(server).client, order()).catch(() => {});
    const part = readFileSync(`${path()}.part`);
    writeFileSync(`${path()}.part`, Buffer.concat([part, part.subarray(0, part.length - 7)]));

    await downloadRange(aClient(server).client, order());

    expect(await linesOf(path())).toEqual(expected(crowdedTrades(30)));
  });

  it("leaves a part of another request alone", async () => {
    server.fail(RANGE, await cutAt(0.9));
    await downloadRange(aClient(server).client, order()).catch(() => {});

    const other = { ...REQUEST, symbols: ["QQQ.OPT"] };
    await expect(downloadRange(aClient(server).client, order({ request: other }))).rejects.toMatchObject({
      code: "occupied",
    });
    expect(server.asked(RANGE)).toHaveLength(1);
  });

  it("leaves a part alone that a living process works on", async () => {
    const note = { request: "", paidUsd: 0, complete: false, pid: process.ppid };
    server.fail(RANGE, await cutAt(0.9));
    await downloadRange(aClient(server).client, order()).catch(() => {});
    const held = JSON.parse(readFileSync(`${path()}.part.json`, "utf8")) as typeof note;
    writeFileSync(`${path()}.part.json`, JSON.stringify({ ...held, pid: process.ppid }));

    await expect(downloadRange(aClient(server).client, order())).rejects.toMatchObject({
      code: "occupied",
      message: expect.stringContaining(String(process.ppid)),
    });
  });

  it("stops on request with what came kept", async () => {
    const stopper = new AbortController();
    server.fail(RANGE, { kind: "stall", afterBytes: await bytesAt(0.8) });
    const running = downloadRange(aClient(server).client, order({ signal: stopper.signal }));
    await expect.poll(() => server.asked(RANGE).length).toBe(1);
    setTimeout(() => stopper.abort(), 30);

    await expect(running).rejects.toMatchObject({
      code: "stopped",
      message: expect.stringContaining("is kept in"),
    });
    await downloadRange(aClient(server).client, order());
    expect(await linesOf(path())).toEqual(expected(crowdedTrades(30)));
  });

  it("gives up a stream that stands still", async () => {
    server.fail(RANGE, { kind: "stall", afterBytes: await bytesAt(0.8) });

    await expect(downloadRange(aClient(server, { stallMs: 40 }).client, order())).rejects.toMatchObject({
      code: "incomplete",
    });
  });

  it("names the symbols that did not resolve", async () => {
    await server.close();
    server = await HistoricalServer.open(crowdedTrades(4), { partial: ["A"], notFound: ["B"] });
    server.fail(RANGE, { kind: "with", status: 206 });

    expect(await downloadRange(aClient(server).client, order())).toMatchObject({
      partial: ["A"],
      notFound: ["B"],
    });
  });
});

describe("any cut of a connection", () => {
  it("ends, after resuming, with exactly the records of an uncut one", async () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fraction, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (cuts, hard) => {
          server.heal();
          server.fail(RANGE, ...(await Promise.all(cuts.map((cut) => (hard ? cutAt(cut) : shortBy(cut))))));
          const target = join(folder, `${String(server.requests.length)}.dbn.zst`);

          await downloadRange(aClient(server).client, order({ path: target, resumes: cuts.length }));

          expect(await linesOf(target)).toEqual(expected(crowdedTrades(30)));
        },
      ),
      { numRuns: 12 },
    );
  });
});

/** After this fraction of the stream that a first request is given. */
async function cutAt(fraction: number): Promise<ServerFault> {
  return { kind: "cut", afterBytes: await bytesAt(fraction) };
}

async function shortBy(fraction: number): Promise<ServerFault> {
  return { kind: "short", bytes: await bytesAt(fraction) };
}

async function bytesAt(fraction: number): Promise<number> {
  return Math.floor((await server.shelf.encode(formOf())).length * fraction);
}

function formOf(): Record<string, string> {
  return {
    dataset: REQUEST.dataset,
    schema: REQUEST.schema,
    symbols: "SPY.OPT",
    start: String(REQUEST.start),
    end: String(REQUEST.end),
    stype_in: "parent",
    stype_out: "instrument_id",
    encoding: "dbn",
    compression: "zstd",
  };
}
