import { afterEach, describe, expect, test } from "vitest";
import type { Exchange } from "../../exchange/index.ts";
import { aDoor, afterOpen, type OpenDoor } from "../testing/door-builder.ts";
import { RawClient, until } from "../testing/raw-client.ts";
import { errorsOf, marketOf, systemOf } from "../testing/stream-facts.ts";

let open: OpenDoor | null = null;
let clients: RawClient[] = [];
afterEach(async () => {
  for (const client of clients) client.close();
  await open?.close();
  clients = [];
});

async function listening(more: string, schemas: readonly string[]): Promise<RawClient> {
  if (open === null) throw new Error("Open a door first");
  const client = await RawClient.open(open.door.port, { more });
  clients.push(client);
  for (const schema of schemas) client.subscribe(schema, "SPY.OPT,QQQ.OPT,IWM.OPT", "stype_in=parent");
  client.say("start_session");
  return client;
}

const PRINT = 0xc2;
/** The sockets' own buffers have to be filled first. */
const SLOWLY = { timeout: 60_000 };

/** Waits until the market waits for somebody. */
async function standing(exchange: Exchange): Promise<void> {
  let seen = -1;
  await until(() => {
    const stands = seen === exchange.now;
    seen = exchange.now;
    return stands;
  }, 100);
}

/** Waits until nothing more comes. */
async function settled(...all: readonly RawClient[]): Promise<void> {
  let total = -1;
  await until(() => {
    const now = all.reduce((sum, { socket }) => sum + socket.bytesRead, 0);
    const isOver = now === total;
    total = now;
    return isOver;
  }, 100);
}

describe("a stream", () => {
  test("with send times has one behind every record, and is otherwise the same", async () => {
    open = await aDoor({ speed: 20, paused: true });
    const schemas = ["cmbp-1", "tcbbo", "cbbo-1s"];
    const [plain, timed] = [await listening("ts_out=0", schemas), await listening("ts_out=1", schemas)];
    await timed.streamWith((stream) => systemOf(stream).length === 3);
    open.exchange.resume();
    await until(() => (open?.exchange.now ?? 0) > afterOpen(5));
    open.exchange.pause();
    await until(() => marketOf(timed.stream()).length === marketOf(plain.stream()).length);
    const records = marketOf(timed.stream());
    const bare = (fields: object): string => JSON.stringify({ ...fields, length: 0 });

    expect(timed.stream().metadata.ts_out).toBe(true);
    expect(
      records.every(({ tsOut, fields }) => tsOut !== null && tsOut >= BigInt(String(fields["ts_recv"]))),
    ).toBe(true);
    expect(records.map(({ fields }) => bare(fields))).toEqual(
      marketOf(plain.stream()).map(({ fields }) => bare(fields)),
    );
  });

  test("with zstd is one compressed stream from the metadata on that can be read at any moment", async () => {
    open = await aDoor({ speed: 20, paused: true });
    const client = await listening("compression=zstd", ["cmbp-1", "trades"]);
    await client.streamWith((told) => systemOf(told).length === 2, { zstd: true });
    open.exchange.resume();
    const stream = await client.streamWith((told) => marketOf(told).length > 500, { zstd: true });

    expect(client.bytes.readUInt32LE(0)).toBe(0xfd2f_b528);
    expect(systemOf(stream).map(([code]) => code)).toEqual([1, 1]);
  });

  test(
    "breaks a silence of as many seconds as the client said, and only then",
    { timeout: 15_000 },
    async () => {
      open = await aDoor({ paused: true });
      const client = await listening("heartbeat_interval_s=5", ["cmbp-1"]);
      await client.streamWith((stream) => systemOf(stream).length === 1);
      const fromMs = performance.now();
      const stream = await client.streamWith((told) => systemOf(told).length === 2);

      expect(performance.now() - fromMs).toBeGreaterThan(4_500);
      expect(systemOf(stream).at(-1)).toEqual([0, "Heartbeat"]);
    },
  );

  test(
    "makes the market wait for a reader, then skips quotes with error 7 and never a print",
    SLOWLY,
    async () => {
      open = await aDoor({ speed: 300, paused: true }, { limits: { patienceMs: 500 } });
      const { exchange } = open;
      const client = await listening("slow_reader_behavior=skip", ["cmbp-1", "cbbo-1s", "tcbbo"]);
      const other = await listening("slow_reader_behavior=skip", ["tcbbo"]);
      await other.streamWith((stream) => systemOf(stream).length === 1);
      client.socket.pause();
      exchange.resume();
      await standing(exchange);
      const stood = exchange.now;
      await until(() => exchange.now > stood + 30_000_000);
      client.socket.resume();
      await until(() => client.bytes.includes("Skipped records"), 100);
      const { length } = client.bytes;
      await until(() => client.bytes.length > length + 100_000, 20);
      exchange.pause();
      await settled(client, other);
      const prints = (of: RawClient): readonly string[] =>
        marketOf(of.stream())
          .filter(({ fields }) => fields["rtype"] === PRINT)
          .map(({ fields }) => JSON.stringify(fields));

      expect(errorsOf(client.stream()).map(([, text]) => text)).toEqual(
        expect.arrayContaining([
          "Slow client detected for cmbp-1. Skipped records",
          "Slow client detected for cbbo-1s. Skipped records",
        ]),
      );
      expect(prints(client).join()).toBe(prints(other).join());
      expect(errorsOf(other.stream())).toEqual([]);
    },
  );

  test("warns a slow reader who wants no gaps, and leaves nothing out", SLOWLY, async () => {
    open = await aDoor({ speed: 300, paused: true }, { limits: { patienceMs: 200 } });
    const { exchange } = open;
    const client = await listening("slow_reader_behavior=warn", ["cmbp-1", "cbbo-1s"]);
    await client.streamWith((stream) => systemOf(stream).length === 2);
    client.socket.pause();
    exchange.resume();
    await standing(exchange);
    const stood = exchange.now;
    await until(() => exchange.now > stood + 10_000_000);
    exchange.pause();
    client.socket.resume();
    await settled(client);
    const told = systemOf(client.stream());

    expect(told).toContainEqual([
      2,
      expect.stringMatching(/^Warning: slow reading, not keeping pace with c/),
    ]);
    expect(told.filter(([code]) => code === 4)).toHaveLength(
      Math.floor((exchange.now - afterOpen(0)) / 1_000_000),
    );
    expect(errorsOf(client.stream())).toEqual([]);
  });

  test(
    "ends when its reader is beyond hope, who is told why behind all that was on the way",
    SLOWLY,
    async () => {
      open = await aDoor({ speed: 300 }, { limits: { patienceMs: 100, hopelessBytes: 3_000_000 } });
      const client = await listening("slow_reader_behavior=warn", ["cmbp-1", "cbbo-1s"]);
      await client.streamWith((stream) => marketOf(stream).length > 100);
      client.socket.pause();
      await until(() => open?.logged.some((line) => line.includes("given up, its reader is")) === true);
      client.socket.resume();
      await client.closed();
      const { records } = client.stream({ openEnd: false });

      expect(systemOf({ ...client.stream(), records: records.slice(-1) })).toEqual([
        [
          2,
          expect.stringMatching(
            /^Warning: slow reading, not keeping pace.* 3,\d{3},\d{3} bytes behind, the session ends$/,
          ),
        ],
      ]);
    },
  );

  test("is cut where a reader that was given up takes nothing more", SLOWLY, async () => {
    const limits = { patienceMs: 100, hopelessBytes: 3_000_000, farewellMs: 200 };
    open = await aDoor({ speed: 300 }, { limits });
    const client = await listening("slow_reader_behavior=warn", ["cmbp-1", "cbbo-1s"]);
    await client.streamWith((stream) => marketOf(stream).length > 100);
    client.socket.pause();
    await until(() => open?.door.sessions === 0);
    client.socket.resume();

    await client.closed();
  });
});
