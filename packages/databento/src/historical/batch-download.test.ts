import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { downloadBatch, type BatchOrder } from "./batch-download.ts";
import { aClient } from "./testing/a-client.ts";
import { HistoricalServer } from "./testing/historical-server.ts";
import { crowdedTrades } from "./testing/some-records.ts";

const REQUEST = {
  dataset: "OPRA.PILLAR",
  schema: "trades",
  symbols: ["SPY.OPT"],
  stypeIn: "parent",
  start: "2026-08-21",
  end: "2026-08-22T00:00:00Z",
} as const;
const NAME = "opra-20260821.trades.dbn.zst";

let folder: string;
let server: HistoricalServer;
let bytes: Buffer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "batch-"));
  server = await HistoricalServer.open(crowdedTrades(30));
  bytes = await server.shelf.encode({
    ...REQUEST,
    start: "2026-08-21",
    stype_in: "parent",
    symbols: "SPY.OPT",
    compression: "zstd",
  });
  server.jobFiles = [
    { name: NAME, bytes },
    { name: "manifest.json", bytes: Buffer.from("{}") },
  ];
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  expect(server.offences).toEqual([]);
});

const order = (facts: Partial<BatchOrder> = {}): BatchOrder => ({
  request: REQUEST,
  folder,
  maxCostUsd: 100,
  ...facts,
});
const inJob = (name: string): string => join(folder, "GLBX-0", name);
const FILE = `files/${NAME}`;

describe("a batch job", () => {
  it("is made once its cost is within the limit, waited for, and downloaded whole", async () => {
    const states: string[] = [];
    const { client, waits } = aClient(server);

    const done = await downloadBatch(client, order({ on: { onState: ({ state }) => states.push(state) } }));

    expect(states).toEqual(["queued", "processing"]);
    expect(waits).toEqual([1_000, 1_500]);
    expect(done).toMatchObject({ paidUsd: 15, folder: join(folder, "GLBX-0") });
    expect(done.files.map(({ path, records }) => [path, records])).toEqual([
      [inJob(NAME), 30],
      [inJob("manifest.json"), null],
    ]);
    expect(readFileSync(inJob(NAME))).toEqual(bytes);
    expect(readdirSync(join(folder, "GLBX-0")).sort()).toEqual(["manifest.json", NAME]);
    expect(server.asked("batch.submit_job")[0]?.sent).toBe(
      "compression=zstd&dataset=OPRA.PILLAR&delivery=download&encoding=dbn&end=2026-08-22T00%3A00%3A00Z&schema=trades" +
        "&split_duration=day&split_symbols=false&start=2026-08-21&stype_in=parent&stype_out=instrument_id&symbols=SPY.OPT",
    );
  });

  it("is not made above the limit", async () => {
    await expect(downloadBatch(aClient(server).client, order({ maxCostUsd: 14 }))).rejects.toMatchObject({
      code: "tooCostly",
    });
    expect(server.batch.jobs).toEqual([]);
  });

  it("of the same range that the account has is used, and its whole files are kept", async () => {
    await downloadBatch(aClient(server).client, order());

    const again = await downloadBatch(aClient(server).client, order({ maxCostUsd: 0 }));

    expect(again.paidUsd).toBeNull();
    expect(again.files.map(({ cached }) => cached)).toEqual([true, true]);
    expect(server.asked("batch.submit_job")).toHaveLength(1);
    expect(server.asked(FILE)).toHaveLength(1);
  });

  it("of another range is not used", async () => {
    await downloadBatch(aClient(server).client, order());

    const request = { ...REQUEST, symbols: ["QQQ.OPT"] };
    await downloadBatch(aClient(server).client, order({ request }));

    expect(server.asked("batch.submit_job")).toHaveLength(2);
  });

  it("is not made twice where its submission failed in passing", async () => {
    server.fail("batch.submit_job", { kind: "hangUp" });

    await expect(downloadBatch(aClient(server).client, order())).rejects.toMatchObject({ code: "network" });

    expect(server.asked("batch.submit_job")).toHaveLength(1);
  });
});

describe("a job's file", () => {
  it("that breaks off is gone on with from its last byte", async () => {
    server.fail(FILE, { kind: "cut", afterBytes: 100 }, { kind: "hangUp" }, { kind: "cut", afterBytes: 50 });

    await downloadBatch(aClient(server).client, order());

    expect(readFileSync(inJob(NAME))).toEqual(bytes);
    expect(server.asked(FILE).map(({ headers }) => headers.range)).toEqual([
      undefined,
      "bytes=100-",
      "bytes=100-",
      "bytes=150-",
    ]);
  });

  it("is begun anew where the server does not know ranges", async () => {
    mkdirSync(join(folder, "GLBX-0"));
    writeFileSync(`${inJob(NAME)}.part`, bytes.subarray(0, 60));
    server.fail(FILE, { kind: "with", status: 200 });
    server.jobFiles = [{ name: NAME, bytes }];

    // the server's body is the rest alone, so that the hash differs once
    await downloadBatch(aClient(server).client, order());

    expect(readFileSync(inJob(NAME))).toEqual(bytes);
  });

  it("that lay there from something else is fetched whole once", async () => {
    mkdirSync(join(folder, "GLBX-0"));
    writeFileSync(`${inJob(NAME)}.part`, Buffer.alloc(60));

    await downloadBatch(aClient(server).client, order());

    expect(readFileSync(inJob(NAME))).toEqual(bytes);
  });

  it.each([
    ["another hash", { hash: "0".repeat(64) }],
    ["another size", { size: 10 }],
  ])("of %s than announced never gets its name", async (_, facts) => {
    server.jobFiles = [{ name: NAME, bytes, ...facts }];

    await expect(downloadBatch(aClient(server).client, order())).rejects.toMatchObject({ code: "damaged" });

    expect(readdirSync(join(folder, "GLBX-0"))).toEqual([]);
  });

  it("that has its hash but ends inside a record never gets its name", async () => {
    server.jobFiles = [{ name: NAME, bytes: bytes.subarray(0, bytes.length - 20) }];

    await expect(downloadBatch(aClient(server).client, order())).rejects.toMatchObject({ code: "damaged" });

    expect(readdirSync(join(folder, "GLBX-0"))).not.toContain(NAME);
  });

  it("is waited for as the server asks, and given up after five tries", async () => {
    const busy = { kind: "status", status: 429, headers: { "retry-after": "3" } } as const;
    server.fail(FILE, busy, busy, busy, busy, busy);
    const { client, waits } = aClient(server);

    await expect(downloadBatch(client, order())).rejects.toMatchObject({ httpStatus: 429 });

    expect(server.asked(FILE)).toHaveLength(5);
    expect(waits.slice(2)).toEqual([3_000, 3_000, 3_000, 4_000]);
  });

  it.each(["../evil", "a/b", ".hidden", ""])("that is called %j is refused", async (name) => {
    server.jobFiles = [{ name, bytes }];

    await expect(downloadBatch(aClient(server).client, order())).rejects.toMatchObject({ code: "badAnswer" });
  });

  it.each(["https://elsewhere.example/f", "http://hist.databento.com/f", "https://databento.com.example/f"])(
    "at %s is not asked for with the key",
    async (url) => {
      server.jobFiles = [{ name: NAME, bytes, url }];

      await expect(downloadBatch(aClient(server).client, order())).rejects.toMatchObject({
        code: "badAnswer",
        message: expect.stringContaining("not given the key"),
      });
    },
  );

  it("does not write over another file of its name", async () => {
    mkdirSync(join(folder, "GLBX-0"));
    writeFileSync(inJob(NAME), "mine");

    await expect(downloadBatch(aClient(server).client, order())).rejects.toMatchObject({ code: "occupied" });

    expect(readFileSync(inJob(NAME), "utf8")).toBe("mine");
  });
});
