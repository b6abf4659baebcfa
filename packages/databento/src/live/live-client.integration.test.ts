import { setTimeout as pause } from "node:timers/promises";
import { constants, zstdCompressSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { LiveClient } from "./live-client.ts";
import type { LiveEvent } from "./live-event.ts";
import type { LiveOptions } from "./live-options.ts";
import { ByteGateway, type Script } from "./testing/byte-gateway.ts";
import { TEST_KEY } from "./testing/machine-trial.ts";
import { bytesOf, errorRecord, metadataBytes, quoteRecord, tradeRecord } from "./testing/wire-bytes.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Heard {
  readonly client: LiveClient;
  readonly gateway: ByteGateway;
  readonly events: LiveEvent[];
  /** `ts_event` of each record. */
  readonly times: number[];
  readonly raw: Uint8Array[];
}

async function heard(
  scripts: readonly Script[],
  options: Partial<LiveOptions> & { raw?: boolean } = {},
): Promise<Heard> {
  const gateway = await ByteGateway.open(...scripts);
  const events: LiveEvent[] = [];
  const times: number[] = [];
  const raw: Uint8Array[] = [];
  const client = new LiveClient(
    { key: TEST_KEY, dataset: "OPRA.PILLAR", gateway: gateway.address, ...options },
    {
      onRecords: (cursor) => {
        while (cursor.next()) times.push(Number(cursor.tsEvent));
      },
      onEvent: (event) => events.push(event),
      ...(options.raw === true ? { onRaw: (bytes: Uint8Array) => raw.push(bytes) } : {}),
    },
  );
  closing.push(
    () => client.stop(),
    () => gateway.close(),
  );
  client.subscribe({ schema: "trades", stypeIn: "parent", symbols: ["SPY.OPT"] });
  client.start();
  return { client, gateway, events, times, raw };
}

const many = (count: number): Uint8Array =>
  bytesOf(metadataBytes(), ...Array.from({ length: count }, (_, n) => quoteRecord({ tsEvent: BigInt(n) })));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
/** Zstandard as a gateway sends it: flushed, its frame never ended. */
const unended = (bytes: Uint8Array): Uint8Array =>
  zstdCompressSync(bytes, { finishFlush: constants.ZSTD_e_flush });
const silent: Script = (socket) => void socket.write(metadataBytes());

it("reads a stream that comes byte by byte", async () => {
  const { times } = await heard([
    async (socket) => {
      socket.setNoDelay(true);
      for (const byte of many(5)) {
        socket.write(Uint8Array.of(byte));
        await pause(0);
      }
    },
  ]);

  await expect.poll(() => times).toEqual(upTo(5));
});

it("reads a stream faster than it is read, and keeps what a recorder was given unchanged", async () => {
  const stream = many(50_000);

  const { times, raw } = await heard([(socket) => void socket.write(stream)], { raw: true });

  await expect.poll(() => times.length).toBe(50_000);
  expect(times).toEqual(upTo(50_000));
  expect(Buffer.concat(raw).equals(stream)).toBe(true);
});

it("reads a compressed stream without end, and the error before the connection's end", async () => {
  const stream = unended(bytesOf(many(20_000), errorRecord("no such schema", { code: 5 })));

  const { times, events } = await heard([(socket) => void socket.end(stream)], { compression: "zstd" });

  await expect.poll(() => events.at(-1)).toMatchObject({ kind: "state", state: "failed" });
  expect(times).toEqual([...upTo(20_000), 0]);
  expect(events).toContainEqual({ kind: "error", code: 5, text: "no such schema", fatal: true });
});

it("takes a corrupt compressed stream for a gap and connects again", async () => {
  const { events, gateway, times } = await heard(
    [
      async (socket) => {
        socket.write(unended(many(100)));
        await expect.poll(() => times.length).toBe(100);
        socket.write(new Uint8Array(64).fill(0xff));
      },
      silent,
    ],
    { compression: "zstd" },
  );

  await expect.poll(() => gateway.lines.length).toBe(2);
  expect(events.filter(({ kind }) => kind === "gap")).toMatchObject([{ cause: "corrupt", to: null }]);
});

it.each<[string, Script]>([
  ["closes", (socket) => void socket.end(tradeRecord({ tsEvent: 51n }))],
  ["resets", (socket) => void socket.resetAndDestroy()],
])("connects again when the gateway %s, and asks for what it missed", async (how, script) => {
  const trade = (tsEvent: bigint): Uint8Array => tradeRecord({ tsEvent });
  const { events, gateway, times } = await heard([
    (socket, lines) => {
      socket.write(bytesOf(metadataBytes(), trade(50n)));
      setTimeout(() => void script(socket, lines), 20);
    },
    (socket) => void socket.write(bytesOf(metadataBytes(), trade(50n), trade(60n))),
  ]);

  await expect.poll(() => times.at(-1)).toBe(60);
  const last = how === "closes" ? 51 : 50;
  expect(times).toEqual(how === "closes" ? [50, 51, 60] : [50, 60]);
  expect(gateway.lines[1]?.[1]).toBe(
    `schema=trades|stype_in=parent|id=1|start=${String(last)}|symbols=SPY.OPT|snapshot=0|is_last=1`,
  );
  expect(events.filter(({ kind }) => kind === "gap")).toMatchObject([
    { cause: "disconnected", from: BigInt(last), to: null },
    { from: BigInt(last), to: 60n },
  ]);
});

it("gives up a gateway that goes silent, and reads from the next connection", async () => {
  const { events, times } = await heard([silent, (socket) => void socket.write(many(2))], {
    limits: { heartbeatMs: 100, heartbeatGraceMs: 50, firstRetryMs: 20 },
  });

  await expect.poll(() => times).toEqual([0, 1]);
  expect(events).toContainEqual(expect.objectContaining({ kind: "gap", cause: "heartbeatLost" }));
});

it("keeps trying where nobody listens, and says so", async () => {
  const { events, gateway } = await heard([silent], { limits: { firstRetryMs: 20 } });
  await expect.poll(() => gateway.lines.length).toBe(1);
  await gateway.close();
  closing.pop();

  await expect
    .poll(() => events.flatMap((event) => (event.kind === "state" ? [event.why] : [])).join(" "))
    .toContain("ECONNREFUSED");
});

it("is over when stop has answered", async () => {
  const { client, events, gateway } = await heard([silent]);
  await expect.poll(() => client.state).toBe("streaming");

  await client.stop();

  expect(client.state).toBe("stopped");
  await pause(100);
  expect(events.at(-1)).toMatchObject({ state: "stopped" });
  expect(gateway.lines).toHaveLength(1);
});
