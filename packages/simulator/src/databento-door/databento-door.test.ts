import { setTimeout } from "node:timers/promises";
import { LiveClient } from "@smart0dte/databento/live";
import { formatOsi, nextSession } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { afterEach, describe, expect, test } from "vitest";
import { SERVED_DATASETS } from "./served-datasets.ts";
import { SIMULATED_KEY } from "./simulated-key.ts";
import { aDoor, afterOpen, type OpenDoor } from "./testing/door-builder.ts";
import { RawClient, until } from "./testing/raw-client.ts";
import { errorsOf, mappingsOf, marketOf, rtypesOf, systemOf } from "./testing/stream-facts.ts";

let doors: OpenDoor[] = [];
let clients: RawClient[] = [];
async function opened(...args: Parameters<typeof aDoor>): Promise<OpenDoor> {
  const door = await aDoor(...args);
  doors.push(door);
  return door;
}
async function connected(port: number, hello?: Parameters<typeof RawClient.open>[1]): Promise<RawClient> {
  const client = await RawClient.open(port, hello);
  clients.push(client);
  return client;
}
afterEach(async () => {
  for (const client of clients) client.close();
  for (const door of doors) await door.close();
  [doors, clients] = [[], []];
});

/** After it an address may connect again. */
const aSecond = (): Promise<void> => setTimeout(1_050);

const PARENTS = "SPY.OPT,QQQ.OPT,IWM.OPT";
const OF_DATASET = { "OPRA.PILLAR": 10, "EQUS.MINI": 9, "DBIX.CORE": 2 } as const;

describe("the text phase", () => {
  test("greets, admits and names the session", async () => {
    const { door } = await opened();
    const client = await connected(door.port);

    expect(client.greeting[0]).toMatch(/^lsg_version=.*SIMULATED/);
    expect(client.greeting[1]).toMatch(/^cram=\w{16,}$/);
    expect(client.answer).toMatch(/^success=1\|session_id=\d+$/);
    expect(door.sessions).toBe(1);
  });

  test.each([
    [{ key: "db-another-key-that-is-wrong-000" }, "success=0|error=Authentication failed."],
    [{ dataset: "GLBX.MDP3" }, 'success=0|error=Dataset "GLBX.MDP3" is not served here'],
  ])("refuses %o with a text and closes", async (hello, text) => {
    const { door } = await opened();
    const client = await connected(door.port, hello);

    expect(client.answer).toContain(text);
    await client.closed();
    expect(door.sessions).toBe(0);
  });

  test("lets ten sessions of a dataset in and tells the eleventh with error 3", async () => {
    const { door } = await opened();
    for (let i = 0; i < 10; i += 1) {
      if (i % 5 === 0 && i > 0) await aSecond();
      await connected(door.port);
    }
    await aSecond();
    const [eleventh, other] = [
      await connected(door.port),
      await connected(door.port, { dataset: "EQUS.MINI" }),
    ];
    eleventh.say("start_session");
    await eleventh.closed();

    expect(errorsOf(eleventh.stream())).toEqual([[3, "User has reached their open connection limit"]]);
    expect(other.answer).toMatch(/^success=1/);
  });
});

describe("new connections", () => {
  test("beyond five within a second are closed at once without a word, and let in a second later", async () => {
    const { door, logged } = await opened();
    const first = await Promise.all(Array.from({ length: 7 }, () => connected(door.port)));
    await aSecond();
    const later = await connected(door.port);

    expect(
      first.map(({ greeting, answer }) => [...greeting, answer].filter((line) => line !== "").length),
    ).toEqual([3, 3, 3, 3, 3, 0, 0]);
    expect(first.slice(5).every(({ isClosed }) => isClosed)).toBe(true);
    expect(first.slice(0, 5).some(({ isClosed }) => isClosed)).toBe(false);
    expect(logged.filter((line) => /more than 5 new connections within a second/.test(line))).toHaveLength(2);
    expect(later.answer).toMatch(/^success=1/);
  });

  test("of our own client keep the limit, however often it is cut off", async () => {
    const { door, logged } = await opened();
    const clients = Array.from({ length: 7 }, () => aLiveClient(door.port));
    for (const client of clients) client.start();
    await until(() => clients.every(({ state }) => state === "streaming"));
    door.fault({ kind: "disconnect" });
    await until(() => clients.some(({ state }) => state !== "streaming"));
    await until(() => clients.every(({ state }) => state === "streaming"));
    await Promise.all(clients.map((client) => client.stop()));

    expect(logged.filter((line) => line.includes("new connections"))).toEqual([]);
  });
});

const aLiveClient = (port: number): LiveClient =>
  new LiveClient(
    {
      key: SIMULATED_KEY,
      dataset: "EQUS.MINI",
      gateway: { host: "127.0.0.1", port },
      limits: { firstRetryMs: 20 },
    },
    { onRecords: () => {}, onEvent: () => {} },
  );

describe("every announced schema", () => {
  test.each(SERVED_DATASETS)("of $name passes the strict decoder", async ({ name, schemas, stypes }) => {
    const { door, exchange } = await opened({ speed: 60, startAt: afterOpen(50) });
    exchange.control({ kind: "halt", ticker: "QQQ" }, afterOpen(55));
    const client = await connected(door.port, { dataset: name });
    for (const schema of schemas)
      client.subscribe(schema, "ALL_SYMBOLS", `stype_in=${stypes[0] ?? ""}|start=0`);
    client.say("start_session");
    await until(() => exchange.now > afterOpen(125));
    const stream = await client.streamWith(
      (told) => systemOf(told).filter(([code]) => code === 3).length === schemas.length,
    );

    expect(stream.metadata).toMatchObject({
      dataset: name,
      schema: null,
      stype_in: null,
      stype_out: "instrument_id",
    });
    expect(rtypesOf(stream).size).toBe(name === "EQUS.MINI" ? OF_DATASET[name] - 1 : OF_DATASET[name]);
    const acks = systemOf(stream).filter(([code]) => code === 1);
    expect(acks.map(([, text]) => text)).toEqual(
      schemas.map((schema, i) => `Subscription request ${i + 1} for ${schema} data succeeded`),
    );
    const mapped = new Set<unknown>();
    for (const { fields } of stream.records) {
      if (fields["rtype"] === 0x16) mapped.add(fields["instrument_id"]);
      else if (fields["instrument_id"] !== 0) expect(mapped.has(fields["instrument_id"])).toBe(true);
    }
  });
});

describe("symbols", () => {
  test("resolve by raw symbol, by id and by parent, and say what was asked", async () => {
    const { door, exchange } = await opened();
    const option = exchange.listings[4]?.instrument;
    const raw = option?.kind === "option" ? formatOsi(option) : "";
    const client = await connected(door.port);
    client.subscribe("cmbp-1", raw);
    client.say("start_session");
    const first = await client.streamWith((stream) => mappingsOf(stream).length === 1);
    const id = String(mappingsOf(first)[0]?.fields["instrument_id"]);
    client.subscribe("trades", id, "stype_in=instrument_id|id=77");
    client.subscribe("trades", "IWM.OPT", "stype_in=parent");
    const stream = await client.streamWith((told) => mappingsOf(told).length > 100);

    expect(mappingsOf(first)[0]?.fields).toMatchObject({
      stype_in: 1,
      stype_in_symbol: raw,
      stype_out: 1,
      stype_out_symbol: raw,
    });
    expect(mappingsOf(stream)[1]?.fields).toMatchObject({
      stype_in: 0,
      stype_in_symbol: id,
      stype_out: 1,
      stype_out_symbol: raw,
    });
    expect(
      mappingsOf(stream)
        .slice(2)
        .every(({ fields }) => fields["stype_in_symbol"] === "IWM.OPT"),
    ).toBe(true);
    expect(systemOf(stream).map(([, text]) => text)).toContain(
      "Subscription request 77 for trades data succeeded",
    );
  });

  test("that stand for nothing are told one by one with error 4, and the session lives", async () => {
    const { door } = await opened();
    const client = await connected(door.port);
    client.subscribe("cmbp-1", "SPY   991231C00680000,NOPE,SPY.OPT", "stype_in=parent");
    client.say("start_session");
    const stream = await client.streamWith((told) => marketOf(told).length > 100);

    expect(errorsOf(stream)).toEqual([
      [4, "Failed to resolve symbol: SPY   991231C00680000"],
      [4, "Failed to resolve symbol: NOPE"],
    ]);
    expect(client.isClosed).toBe(false);
  });

  test("of the next expiry are there, and nothing is quoted in them today", async () => {
    const { door, exchange } = await opened();
    const option = exchange.listings.find(
      ({ instrument }) => instrument.kind === "option" && instrument.root === "SPY",
    );
    const later = nextSession(aSession().date)?.date;
    if (option?.instrument.kind !== "option" || later === undefined) throw new Error("Nothing is listed");
    const client = await connected(door.port);
    client.subscribe("definition", "SPY.OPT", "stype_in=parent|start=0");
    client.say("start_session");
    const stream = await client.streamWith((told) => systemOf(told).some(([code]) => code === 3));
    const symbols = marketOf(stream).map(({ fields }) => String(fields["raw_symbol"]));

    expect(
      symbols.filter((symbol) => symbol.slice(6, 12) === later.slice(2).replaceAll("-", "")),
    ).toHaveLength(22);
  });
});

describe("an invalid subscription", () => {
  test.each([
    ["schema=mbo|stype_in=raw_symbol|symbols=SPY", /Schema "mbo" is not offered/],
    ["schema=cmbp-1|stype_in=continuous|symbols=ES.c.0", /stype_in "continuous" is not offered/],
    ["schema=trades|stype_in=parent|symbols=SPY.OPT|snapshot=1", /snapshot is for schema mbo/],
  ])("%s is told with error 5 before the start, and the session ends", async (line, text) => {
    const { door } = await opened();
    const client = await connected(door.port);
    client.say(line, "start_session");
    await client.closed();
    const stream = client.stream({ openEnd: false });

    expect(errorsOf(stream)).toHaveLength(1);
    expect(errorsOf(stream)[0]).toEqual([5, expect.stringMatching(text)]);
  });

  test("ends a session that was running", async () => {
    const { door } = await opened();
    const client = await connected(door.port);
    client.subscribe("cmbp-1", PARENTS, "stype_in=parent");
    client.say("start_session");
    await client.streamWith((stream) => marketOf(stream).length > 100);
    client.say("schema=trades|stype_in=parent|symbols=SPY.OPT|start=0");
    await client.closed();

    expect(errorsOf(client.stream()).map(([code]) => code)).toEqual([5]);
  });

  test.each([
    ["1", 8],
    ["9000000000000000000", 5],
  ])("with a start of %s is error %i", async (start, code) => {
    const { door } = await opened();
    const client = await connected(door.port);
    client.subscribe("trades", PARENTS, `stype_in=parent|start=${start}`);
    client.say("start_session");
    await client.closed();

    expect(errorsOf(client.stream()).map(([told]) => told)).toEqual([code]);
  });
});
