import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HistoricalClient } from "./historical-client.ts";
import { HistoricalError } from "./historical-error.ts";
import type { RangeRequest } from "./range-request.ts";
import { aClient } from "./testing/a-client.ts";
import { HistoricalServer, SERVER_KEY } from "./testing/historical-server.ts";
import { crowdedTrades } from "./testing/some-records.ts";

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

describe("a refusal", () => {
  it.each([
    [400, '{"detail":"no such schema"}', "no such schema (HTTP 400)", null, null],
    [
      422,
      '{"detail":[{"loc":["body","start"],"msg":"invalid","type":"t"},{"loc":[],"msg":"too long","type":"t"}]}',
      "body.start: invalid; too long (HTTP 422)",
      null,
      /parameter/,
    ],
    [
      422,
      JSON.stringify({
        detail: {
          case: "data_end_after_available_end",
          message: "data available up to '2026-08-20T00:00:00Z'",
          status_code: 422,
          docs: "https://",
          payload: {},
        },
      }),
      "data available up to '2026-08-20T00:00:00Z' (HTTP 422)",
      "data_end_after_available_end",
      /2026-08-20T00:00:00Z or before/,
    ],
    [
      403,
      '{"detail":{"case":"license_not_found_unauthorized","message":"no licence"}}',
      "no licence (HTTP 403)",
      "license_not_found_unauthorized",
      /24 hours/,
    ],
    [402, '{"detail":"pay"}', "pay (HTTP 402)", null, /bill/],
    [401, '{"detail":"unknown key"}', "unknown key (HTTP 401)", null, /key/],
    [404, "", "No reason was given (HTTP 404)", null, null],
    [409, '{"detail":"conflict"}', "conflict (HTTP 409)", null, null],
    [302, "", "No reason was given (HTTP 302)", null, null],
  ])("with status %d and body %s tells all that was said", async (status, body, message, word, remedy) => {
    server.fail(COST, { kind: "status", status, body });

    const problem = await refusal(aClient(server).client.metadata.getCost(REQUEST));

    expect(problem).toMatchObject({
      code: "refused",
      httpStatus: status,
      message,
      case: word,
      requestId: "r-1",
    });
    if (remedy === null) expect(problem.remedy).toBeNull();
    else expect(problem.remedy).toMatch(remedy);
    // such a one is final
    expect(server.requests).toHaveLength(1);
  });

  it("in plain text is told in one line", async () => {
    server.fail("timeseries.get_range", { kind: "status", status: 500, body: "<h1>Bad\n gateway</h1>" });

    expect(await refusal(aClient(server).client.timeseries.getRange(REQUEST))).toMatchObject({
      httpStatus: 500,
      message: "<h1>Bad gateway</h1> (HTTP 500)",
    });
  });

  it("never repeats the key, whatever the server says of it", async () => {
    const basic = Buffer.from(`${SERVER_KEY}:`).toString("base64");
    const warnings: string[] = [];
    server.fail(
      COST,
      { kind: "status", status: 401, body: JSON.stringify({ detail: `${SERVER_KEY} and ${basic}` }) },
      { kind: "with", headers: { "x-warning": JSON.stringify([`key ${SERVER_KEY}`]) } },
    );
    const { client } = aClient(server, { onWarning: (text) => warnings.push(text) });

    const problem = await refusal(client.metadata.getCost(REQUEST));
    await client.metadata.getCost(REQUEST);

    const all = inspect([problem, warnings, client], { depth: 20, showHidden: true });
    expect(all).not.toContain(SERVER_KEY);
    expect(all).not.toContain(basic);
    expect(problem.message).toContain("[key] and [key]");
  });
});

describe("what passes", () => {
  it.each([408, 429, 500, 503, 504])("is asked again after status %d, four times at most", async (status) => {
    server.fail(COST, ...Array.from({ length: 4 }, () => ({ kind: "status", status }) as const));
    const { client, waits } = aClient(server);

    expect(await refusal(client.metadata.getCost(REQUEST))).toMatchObject({ httpStatus: status });

    expect(server.requests).toHaveLength(4);
    expect(waits).toEqual([500, 1_000, 2_000]);
  });

  it("is asked again after a broken connection", async () => {
    server.fail(COST, { kind: "hangUp" }, { kind: "cut", afterBytes: 0 });

    expect(await aClient(server).client.metadata.getCost(REQUEST)).toBe(5);
    expect(server.requests).toHaveLength(3);
  });

  it("is waited for as long as the server asks, in seconds or until a date", async () => {
    const now = Date.parse("2026-08-21T13:30:00Z");
    server.fail(
      COST,
      { kind: "status", status: 429, headers: { "retry-after": "7" } },
      { kind: "status", status: 429, headers: { "retry-after": "Fri, 21 Aug 2026 13:30:09 GMT" } },
    );
    const { client, waits } = aClient(server, { surroundings: { now: () => now } });

    await client.metadata.getCost(REQUEST);

    expect(waits).toEqual([7_000, 9_000]);
  });

  it("is told and not waited for where the server asks for too long", async () => {
    server.fail(COST, { kind: "status", status: 429, headers: { "retry-after": "3600" } });

    expect(await refusal(aClient(server).client.metadata.getCost(REQUEST))).toMatchObject({
      retryAfterMs: 3_600_000,
    });
    expect(server.requests).toHaveLength(1);
  });

  it("waits between half and all of the backoff, as chance decides", async () => {
    server.fail(COST, { kind: "hangUp" });
    const { client, waits } = aClient(server, { surroundings: { random: () => 0 } });

    await client.metadata.getCost(REQUEST);

    expect(waits).toEqual([250]);
  });
});

describe("time", () => {
  it("is up for a server that does not answer", async () => {
    server.fail(COST, { kind: "silence" });

    const ask = aClient(server, { timeoutMs: 40, retry: { tries: 1 } }).client.metadata.getCost(REQUEST);

    expect(await refusal(ask)).toMatchObject({ code: "timeout", message: "No answer within 0.04 s." });
  });

  it("is up for a short answer that does not end", async () => {
    server.fail(COST, { kind: "stall", afterBytes: 1 });

    const ask = aClient(server, { timeoutMs: 40, retry: { tries: 1 } }).client.metadata.getCost(REQUEST);

    expect(await refusal(ask)).toMatchObject({ code: "timeout" });
  });

  it("does not bound a stream", async () => {
    const range = await aClient(server, { timeoutMs: 1_500 }).client.timeseries.getRange(REQUEST);
    await new Promise((done) => setTimeout(done, 1_600));

    expect(await sizeOf(range.bytes())).toBeGreaterThan(0);
  });

  it("ends at once when the caller stops it", async () => {
    server.fail(COST, { kind: "silence" });
    const stopper = new AbortController();
    const refused = refusal(aClient(server).client.metadata.getCost(REQUEST, stopper.signal));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), { timeout: 10_000 });
    stopper.abort();

    expect((await refused).code).toBe("stopped");
    expect(server.requests).toHaveLength(1);
  });
});

describe("a remark of the server", () => {
  it.each([
    ['["one","two"]', ["one", "two"]],
    ["plain text", ["plain text"]],
    ['{"a":1}', ['{"a":1}']],
  ])("%s is handed over", async (header, told) => {
    const warnings: string[] = [];
    server.fail(COST, { kind: "with", headers: { "x-warning": header } });

    await aClient(server, { onWarning: (text) => warnings.push(text) }).client.metadata.getCost(REQUEST);

    expect(warnings).toEqual(told);
  });

  it("is an answer of 206 too: some symbols did not resolve", async () => {
    server.fail("timeseries.get_range", { kind: "with", status: 206 });

    const range = await aClient(server).client.timeseries.getRange(REQUEST);

    expect(range.someUnresolved).toBe(true);
    await sizeOf(range.bytes());
  });
});

describe("a client", () => {
  it.each(["", "/", "/v0", "/v0/"])(
    "asks below /v0 of a server that is named with the path %j",
    async (path) => {
      const baseUrl = `${new URL(server.baseUrl).origin}${path}`;

      await aClient({ baseUrl }).client.metadata.getCost(REQUEST);

      expect(server.asked("metadata.get_cost")).toHaveLength(1);
    },
  );

  it.each([
    [{ key: "" }, /key/],
    [{ key: "a b" }, /key/],
    [{ key: "k", baseUrl: "http://hist.databento.com/v0" }, /https/],
    [{ key: "k", baseUrl: "ftp://127.0.0.1" }, /https/],
    [{ key: "k", baseUrl: "nowhere" }, /no base URL/],
    [{ key: "k", baseUrl: "https://secret@host/v0" }, /^(?!.*secret).*own option/],
  ])("is not made with %j", (options, sentence) => {
    expect(() => new HistoricalClient(options)).toThrow(sentence);
  });
});
