import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { connectDesk } from "@smart0dte/bus/memory";
import { InvariantError } from "@smart0dte/domain";
import { openStore } from "@smart0dte/storage/postgres";
import { pino } from "pino";
import { DecisionShelf } from "./decision-shelf.ts";
import type {
  GatewayThreadData,
  GatewayThreadMessage,
  GatewayThreadOrder,
} from "./gateway-thread-messages.ts";
import { startGateway } from "./gateway.ts";

/** How long a closing thread waits for the database before it says that it failed. The journal holds the rest. */
const WRITE_WITHIN_MS = 10_000;

const parent = parentPort;
if (parent === null) throw new InvariantError("gateway-thread.ts runs as a worker only");

const say = (message: GatewayThreadMessage): void => parent.postMessage(message);
const failed = (error: unknown): void => say({ kind: "failed", why: whyOf(error) });

/** What it comes down to: a failed query's own text would bury it. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : whyOf(error.cause);
}

try {
  await run(workerData as GatewayThreadData);
} catch (error) {
  failed(error);
  throw error;
}

async function run(data: GatewayThreadData): Promise<void> {
  const { port, databaseUrl, httpPort, staticFolder, build, logLevel } = data;
  const log = pino({ name: "gateway", level: logLevel }, pino.destination(2));
  // the driver's error carries its whole connection, keys included
  const onConnectionLost = ({ message }: Error): void => log.warn(`database connection lost: ${message}`);
  const store = await openStore(databaseUrl, { onConnectionLost });
  const desk = connectDesk(port);
  const shelf = new DecisionShelf(store, (error) => {
    log.fatal(`a decision could not be written: ${whyOf(error)}`);
    failed(error);
  });
  desk.onFrame((frame) => shelf.take(frame));
  const gateway = await startGateway({
    host: "127.0.0.1",
    port: httpPort,
    store,
    desk,
    staticFolder,
    build,
    log,
  });

  parent?.on("message", (order: GatewayThreadOrder) => {
    if (order.kind === "write")
      void shelf.written(order.run, order.seq).then(() => say({ kind: "written", n: order.n }));
    else
      close().catch((error: unknown) => {
        failed(error);
        throw error;
      });
  });
  say({ kind: "ready", address: gateway.address });

  async function close(): Promise<void> {
    await gateway.close();
    const away = Symbol("away");
    const written = await Promise.race([shelf.settled(), wait(WRITE_WITHIN_MS, away, { ref: false })]);
    if (written === away)
      failed(new Error("decisions are still waiting for the database; the journal holds them"));
    desk.close();
    await store.close();
    parent?.unref();
    say({ kind: "closed" });
  }
}
