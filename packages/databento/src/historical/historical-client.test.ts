import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HistoricalClient } from "./historical-client.ts";
import { HistoricalError } from "./historical-error.ts";
import type { RangeRequest } from "./range-request.ts";
import { aClient } from "./testing/a-client.ts";
import { HistoricalServer } from "./testing/historical-server.ts";
import { crowdedTrades, OPEN } from "./testing/some-records.ts";

const REQUEST: RangeRequest = {
  dataset: "OPRA.PILLAR",
  schema: "trades",
  symbols: ["SPY   260821C00640000", "QQQ   260821P00500000"],
  start: "2026-08-21T13:30:00Z",
  end: "2026-08-22",
};
const COST = "metadata.get_cost";

let server: HistoricalServer;

beforeEach(async () => {
  server = await HistoricalServer.open(crowdedTrades(10));
});

afterEach(async () => {
  await server.close();
  expect(server.offences).toEqual([]);
});

async function refusal(ask: Promise<unknown>): Promise<HistoricalError> {
  const problem: unknown = await ask.then(
    () => null,
    (error: unknown) => error,
  );
  if (problem instanceof HistoricalError) return problem;
  throw new Error(`no HistoricalError but ${inspect(problem)}`);
}

async function sizeOf(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of bytes) size += chunk.length;
  return size;
}

describe("the questions", () => {
  it("ask cost, size and count of a range with the same form", async () => {
    const { metadata } = aClient(server).client;

    expect(await metadata.getCost(REQUEST)).toBe(5);
    expect(await metadata.getBillableSize(REQUEST)).toBe(480);
    expect(await metadata.getRecordCount({ ...REQUEST, limit: 3 })).toBe(3);
    expect(server.requests.map(({ sent }) => sent)).toEqual([
      "dataset=OPRA.PILLAR&end=2026-08-22&schema=trades&start=2026-08-21T13%3A30%3A00Z&stype_in=raw_symbol" +
        "&symbols=SPY+++260821C00640000%2CQQQ+++260821P00500000",
      server.requests[0]?.sent,
      server.requests[0]?.sent.replace("&schema", "&limit=3&schema"),
    ]);
  });

  it.each([
    [
      "metadata.get_dataset_range",
      { start: "a", end: "b", schema: { trades: { start: "c", end: "d" } } },
      (client: HistoricalClient) => client.metadata.getDatasetRange("OPRA.PILLAR"),
      { start: "a", end: "b", schema: { trades: { start: "c", end: "d" } } },
      "dataset=OPRA.PILLAR",
    ],
    [
      "metadata.get_dataset_condition",
      [{ date: "2026-08-21", condition: "degraded", last_modified_date: null }],
      (client: HistoricalClient) =>
        client.metadata.getDatasetCondition({ dataset: "X", startDate: "2026-08-21", endDate: "2026-08-22" }),
      [{ date: "2026-08-21", condition: "degraded", lastModifiedDate: null }],
      "dataset=X&end_date=2026-08-22&start_date=2026-08-21",
    ],
    [
      "metadata.list_datasets",
      ["A"],
      (client: HistoricalClient) => client.metadata.listDatasets(),
      ["A"],
      "",
    ],
    [
      "metadata.list_schemas",
      ["trades"],
      (client: HistoricalClient) => client.metadata.listSchemas("X"),
      ["trades"],
      "dataset=X",
    ],
    [
      "metadata.list_publishers",
      [{ publisher_id: 30, dataset: "OPRA.PILLAR", venue: "OPRA", description: "all" }],
      (client: HistoricalClient) => client.metadata.listPublishers(),
      [{ publisherId: 30, dataset: "OPRA.PILLAR", venue: "OPRA", description: "all" }],
      "",
    ],
    [
      "metadata.list_fields",
      [{ name: "length", type: "uint8_t" }],
      (client: HistoricalClient) => client.metadata.listFields("trades"),
      [{ name: "length", type: "uint8_t" }],
      "encoding=dbn&schema=trades",
    ],
    [
      "metadata.list_unit_prices",
      [{ mode: "historical", unit_prices: { trades: 1.5 } }],
      (client: HistoricalClient) => client.metadata.listUnitPrices("X"),
      [{ mode: "historical", unitPrices: { trades: 1.5 } }],
      "dataset=X",
    ],
    [
      "symbology.resolve",
      { result: { "SPY.OPT": [{ d0: "1", d1: "2", s: "7" }] }, partial: ["P"], not_found: ["N"], status: 1 },
      (client: HistoricalClient) =>
        client.symbology.resolve({
          dataset: "X",
          symbols: ["SPY.OPT"],
          stypeIn: "parent",
          startDate: "2026-08-21",
        }),
      {
        mappings: new Map([["SPY.OPT", [{ startDate: "1", endDate: "2", symbol: "7" }]]]),
        partial: ["P"],
        notFound: ["N"],
      },
      "dataset=X&start_date=2026-08-21&stype_in=parent&stype_out=instrument_id&symbols=SPY.OPT",
    ],
  ] as const)("%s is read as it is answered", async (endpoint, body, ask, read, sent) => {
    server.fail(endpoint, { kind: "body", body: JSON.stringify(body) });

    expect(await ask(aClient(server).client)).toEqual(read);
    expect(server.requests.map((request) => request.sent)).toEqual([sent]);
  });

  it.each(["not JSON", '"text"', "null", "{}", "-0.5e"])(
    "an answer %j that is no cost is refused",
    async (body) => {
      server.fail(COST, { kind: "body", body });

      expect((await refusal(aClient(server).client.metadata.getCost(REQUEST))).code).toBe("badAnswer");
    },
  );

  it("read a range as records, plain or compressed", async () => {
    for (const compression of ["zstd", "none"] as const) {
      const range = await aClient(server).client.timeseries.getRange(
        { ...REQUEST, start: OPEN },
        { compression },
      );
      const stream = await range.open();
      let records = 0;
      for await (const record of stream.records()) records += record.kind === "trade" ? 1 : 0;
      expect({ records, truncated: stream.truncated, some: range.someUnresolved }).toEqual({
        records: 10,
        truncated: null,
        some: false,
      });
    }
  });

  it("throw where a range's connection breaks, and never ask for it twice", async () => {
    server.fail("timeseries.get_range", { kind: "cut", afterBytes: 100 });
    const range = await aClient(server).client.timeseries.getRange(REQUEST);

    const problem = await refusal(sizeOf(range.bytes()));

    expect(problem.code).toBe("network");
    server.fail("timeseries.get_range", { kind: "status", status: 503 });
    await refusal(aClient(server).client.timeseries.getRange(REQUEST));
    expect(server.asked("timeseries.get_range")).toHaveLength(2);
  });

  it.each([
    [{ symbols: [] }, /no symbols/],
    [{ symbols: Array.from({ length: 2_001 }, (_, at) => `S${String(at)}`) }, /at most 2,000/],
    [{ symbols: ["A,B"] }, /is no symbol/],
    [{ symbols: ["A", "ALL_SYMBOLS"] }, /goes alone/],
    [{ start: "yesterday" }, /is no time/],
    [{ end: "2026-08-21" }, /not after start/],
    [{ limit: 0 }, /no number of records/],
  ])("refuse %j before anything is sent", async (facts, sentence) => {
    const problem = await refusal(aClient(server).client.metadata.getCost({ ...REQUEST, ...facts }));

    expect(problem).toMatchObject({ code: "badParameter", message: expect.stringMatching(sentence) });
    expect(server.requests).toEqual([]);
  });
});
