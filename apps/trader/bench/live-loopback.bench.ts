import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { RecordCursor } from "@smart0dte/databento";
import { LiveClient } from "@smart0dte/databento/live";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { interleaved, spread } from "./interleaved-runs.ts";
import { machineLoopMs } from "./machine-loop.ts";

/**
 * Our live client on loopback, its server in another process: against prepared bytes, plain and compressed, and
 * against our own gateway with a dense market behind it. Prices to doubles, the top of each book into arrays.
 */
const RUNS = 5;
const RECORDS = { plain: 10_000_000, zstd: 4_000_000, gateway: 3_000_000 } as const;
/** More than there are ids in any run: an id's place is its lower bits. */
const PLACES = 65_536;

const book = {
  bid: new Float64Array(PLACES),
  ask: new Float64Array(PLACES),
  bidSize: new Uint32Array(PLACES),
  askSize: new Uint32Array(PLACES),
};
/** Share of a core that this process used in the last run of each. */
const used: Record<keyof typeof RECORDS, number> = { plain: 0, zstd: 0, gateway: 0 };

const server = fork(fileURLToPath(new URL("./loopback-server.ts", import.meta.url)));
const [ports] = (await once(server, "message")) as [{ plain: number; packed: number; door: number }];

const times = await interleaved(RUNS, {
  plain: () => run("plain", { port: ports.plain, compression: "none" }),
  zstd: () => run("zstd", { port: ports.packed, compression: "zstd" }),
  gateway: () => run("gateway", { port: ports.door, compression: "none" }),
  loop: machineLoopMs,
});
server.disconnect();

const NAMES = {
  plain: "live-loopback",
  zstd: "live-loopback-zstd",
  gateway: "live-loopback-gateway",
} as const;
for (const way of ["plain", "zstd", "gateway"] as const) {
  const { p50, slowest } = spread(times[way]);
  const perSecond = (ms: number): number => Number((RECORDS[way] / 1_000 / ms).toFixed(2));
  console.log(
    JSON.stringify({
      name: NAMES[way],
      unit: "million records/s",
      value: perSecond(p50),
      p50: perSecond(p50),
      p99: perSecond(slowest),
      conditions: {
        records: RECORDS[way],
        schema: "cmbp-1",
        runs: RUNS,
        from:
          way === "gateway"
            ? "our gateway, the market made as it goes"
            : "a server of prepared bytes, another process",
        clientCores: Number(used[way].toFixed(2)),
        interleaved: true,
        machineLoopMs: Math.round(spread(times.loop).p50),
      },
    }),
  );
}

/** Milliseconds from the first record to the last of so many. */
async function run(
  way: keyof typeof RECORDS,
  { port, compression }: { readonly port: number; readonly compression: "none" | "zstd" },
): Promise<number> {
  const wanted = RECORDS[way];
  let records = 0;
  let began = 0;
  let cpu = process.cpuUsage();
  let done: (ms: number) => void = () => {};
  let failed: (error: Error) => void = () => {};
  const over = new Promise<number>((resolve, reject) => {
    [done, failed] = [resolve, reject];
  });
  const client = new LiveClient(
    {
      key: SIMULATED_KEY,
      dataset: "OPRA.PILLAR",
      gateway: { host: "127.0.0.1", port },
      compression,
      clientName: String(wanted),
    },
    {
      onRecords: (cursor) => {
        if (records >= wanted) return;
        if (records === 0) [began, cpu] = [performance.now(), process.cpuUsage()];
        records += take(cursor);
        if (records < wanted) return;
        const ms = performance.now() - began;
        const { user, system } = process.cpuUsage(cpu);
        used[way] = (user + system) / 1_000 / ms;
        done(ms);
      },
      onEvent: (event) => {
        if (
          event.kind === "gap" ||
          event.kind === "error" ||
          (event.kind === "state" && event.state === "failed")
        )
          failed(
            new Error(
              `The run was disturbed: ${JSON.stringify(event, (_key, value: unknown) => String(value))}`,
            ),
          );
      },
    },
  );
  client.subscribe({ schema: "cmbp-1", stypeIn: "parent", symbols: ["SPY.OPT", "QQQ.OPT", "IWM.OPT"] });
  client.start();
  try {
    return await over;
  } finally {
    await client.stop();
  }
}

/** Only quotes count; mappings and messages are gone past. */
function take(cursor: RecordCursor): number {
  const { bid, ask, bidSize, askSize } = book;
  let records = 0;
  while (cursor.next()) {
    if (cursor.rtype !== 0xb1) continue;
    const n = cursor.instrumentId & (PLACES - 1);
    bid[n] = cursor.bidE9 / 1e9;
    ask[n] = cursor.askE9 / 1e9;
    bidSize[n] = cursor.bidSize;
    askSize[n] = cursor.askSize;
    records += 1;
  }
  return records;
}
