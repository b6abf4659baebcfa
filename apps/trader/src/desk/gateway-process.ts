import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { MessagePort, Worker } from "node:worker_threads";
import { BadInputError } from "@smart0dte/domain";
import { openGatewayThread, type GatewayThreadMessage, type GatewayThreadOrder } from "@smart0dte/gateway";
import { DeskFailure } from "./desk-failure.ts";

export interface GatewayLine {
  /** Where people open the desk. */
  readonly address: string;
  /** Resolves when the database holds what the run's inputs up to this one led to; never where the thread is gone. */
  written(run: string, seq: number): Promise<void>;
  /** Resolves when all that was decided is in the database, or after so many milliseconds. */
  close(withinMs: number): Promise<void>;
}

export interface GatewayChoice {
  readonly port: MessagePort;
  readonly databaseUrl: string;
  readonly httpPort: number;
  readonly staticFolder: string | null;
  readonly build: string;
  readonly logLevel: string;
  /** The thread cannot go on: the process must end, the next start recovers. */
  readonly onFailure: (error: Error) => void;
}

/** Starts the gateway thread and waits until it serves. */
export async function startGatewayLine({ onFailure, ...choice }: GatewayChoice): Promise<GatewayLine> {
  const worker = openGatewayThread(choice);
  const writing = new Map<number, () => void>();
  const order = (what: GatewayThreadOrder): void => worker.postMessage(what);
  let asked = 0;
  let closing = false;
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
      if (!closing) onFailure(error);
    };
    worker.on("message", (message: GatewayThreadMessage) => {
      if (message.kind === "ready") resolve(message.address);
      if (message.kind === "failed") fail(failureOf(message.why, choice.httpPort));
      if (message.kind === "written") writing.get(message.n)?.();
    });
    worker.on("error", (error: Error) => fail(failureOf(error.message, choice.httpPort)));
    worker.on("exit", (code) => fail(failureOf(`its thread ended with ${code}`, choice.httpPort)));
  });
  return {
    address,
    written: (run, seq) => {
      asked += 1;
      const n = asked;
      return new Promise((resolve) => {
        writing.set(n, () => {
          writing.delete(n);
          resolve();
        });
        order({ kind: "write", n, run, seq });
      });
    },
    close: async (withinMs) => {
      closing = true;
      await closeWorker(worker, withinMs);
    },
  };
}

async function closeWorker(worker: Worker, withinMs: number): Promise<void> {
  // a thread that is gone already says nothing more
  if (worker.threadId >= 0) {
    const gone = once(worker, "exit");
    const order: GatewayThreadOrder = { kind: "close" };
    worker.postMessage(order);
    await Promise.race([gone, wait(withinMs, undefined, { ref: false })]);
  }
  await worker.terminate();
}

const failureOf = (why: string, port: number): Error =>
  why.includes("EADDRINUSE")
    ? new BadInputError(`Port ${port} is taken by another program. Choose another one with --port.`)
    : new DeskFailure(
        `The gateway has failed (${why}): the desk ends, and the next start goes on from its journal.`,
      );
