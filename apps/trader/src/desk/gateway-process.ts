import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { MessagePort, Worker } from "node:worker_threads";
import { BadInputError } from "@smart0dte/domain";
import { openGatewayThread, type GatewayThreadMessage, type GatewayThreadOrder } from "@smart0dte/gateway";

export interface GatewayLine {
  /** Where people open the desk. */
  readonly address: string;
  /** Resolves when all that was decided is in the database, or after the time that may take. */
  close(): Promise<void>;
}

export interface GatewayChoice {
  readonly port: MessagePort;
  readonly databaseUrl: string;
  readonly httpPort: number;
  readonly staticFolder: string | null;
  readonly build: string;
  /** The thread cannot go on: the process must end, the next start recovers. */
  readonly onFailure: (error: Error) => void;
}

const CLOSE_WITHIN_MS = 15_000;

/** Starts the gateway thread and waits until it serves. */
export async function startGatewayLine({ onFailure, ...choice }: GatewayChoice): Promise<GatewayLine> {
  const worker = openGatewayThread(choice);
  let closing = false;
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
      if (!closing) onFailure(error);
    };
    worker.on("message", (message: GatewayThreadMessage) => {
      if (message.kind === "ready") resolve(message.address);
      if (message.kind === "failed") fail(startFailure(message.why, choice.httpPort));
    });
    worker.on("error", fail);
    worker.on("exit", (code) => {
      if (!closing) fail(new Error(`The gateway thread ended with ${code}`));
    });
  });
  return {
    address,
    close: async () => {
      closing = true;
      await closeWorker(worker);
    },
  };
}

async function closeWorker(worker: Worker): Promise<void> {
  const gone = once(worker, "exit");
  const order: GatewayThreadOrder = { kind: "close" };
  worker.postMessage(order);
  await Promise.race([gone, wait(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  await worker.terminate();
}

const startFailure = (why: string, port: number): Error =>
  why.includes("EADDRINUSE")
    ? new BadInputError(`Port ${port} is taken by another program. Choose another one with --port.`)
    : new Error(`The gateway has failed: ${why}`);
