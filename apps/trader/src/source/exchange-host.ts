import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { err, ok, type EpochMicros, type InstrumentListing, type Result } from "@smart0dte/domain";
import type { ExchangeState, SimControl } from "@smart0dte/simulator/exchange";
import type { ExchangeOrder, ExchangeThreadData, ExchangeThreadMessage } from "./exchange-thread-messages.ts";

export interface ExchangeListeners {
  readonly onState: (state: ExchangeState, loopDelayMs: number) => void;
  readonly onLog: (line: string) => void;
  /** The thread is gone; called once, and never after {@link ExchangeHost.close}. */
  readonly onFailure: (why: string) => void;
}

/** The simulated exchange of a demo: in a thread of this process, reached through its doors like any other. */
export interface ExchangeHost {
  /** Where its data door listens on 127.0.0.1. */
  readonly port: number;
  /** Where its broker does. */
  readonly twsPort: number;
  /** The broker's one account, a paper one. */
  readonly account: string;
  /** As the exchange numbers them. */
  readonly listings: readonly InstrumentListing[];
  /** Desk time stands until then. */
  resume(): void;
  setSpeed(speed: number): void;
  /** The desk has come so far; the market waits where it is too far ahead. */
  reached(at: EpochMicros): void;
  /** The desk time at which it acts, or a sentence why not. */
  control(control: SimControl, at: EpochMicros): Promise<Result<EpochMicros, string>>;
  fault(fault: unknown): Promise<Result<EpochMicros, string>>;
  close(): Promise<void>;
}

const CLOSES_WITHIN_MS = 2_000;

/** Starts the thread; resolves when its doors are open. */
export async function openExchangeHost(
  data: ExchangeThreadData,
  { onState, onLog, onFailure }: ExchangeListeners,
): Promise<ExchangeHost> {
  const worker = new Worker(new URL("./exchange-thread.ts", import.meta.url), { workerData: data });
  const waiting = new Map<number, (answer: Result<EpochMicros, string>) => void>();
  let asked = 0;
  let isClosing = false;
  const order = (what: ExchangeOrder): void => worker.postMessage(what);
  const settle = (n: number, answer: Result<EpochMicros, string>): void => {
    waiting.get(n)?.(answer);
    waiting.delete(n);
  };
  const ask = (of: (n: number) => ExchangeOrder): Promise<Result<EpochMicros, string>> => {
    asked += 1;
    const n = asked;
    return new Promise((resolve) => {
      waiting.set(n, resolve);
      order(of(n));
    });
  };

  const ready = await new Promise<Extract<ExchangeThreadMessage, { kind: "ready" }>>((resolve, reject) => {
    const fail = (why: string): void => {
      for (const n of [...waiting.keys()])
        settle(n, err("The simulated exchange is gone. Nothing was done."));
      reject(new Error(why));
      if (!isClosing) onFailure(why);
      isClosing = true;
    };
    worker.on("message", (message: ExchangeThreadMessage) => {
      if (message.kind === "ready") resolve(message);
      else if (message.kind === "state") onState(message.state, message.loopDelayMs);
      else if (message.kind === "log") onLog(message.line);
      else if (message.kind === "answer") settle(message.n, ok(message.at));
      else settle(message.n, err(message.sentence));
    });
    worker.on("error", (error: Error) => fail(error.message));
    worker.on("exit", (code) => fail(`its thread ended with ${code}`));
  });

  return {
    port: ready.port,
    twsPort: ready.twsPort,
    account: data.account,
    listings: ready.listings,
    resume: () => order({ kind: "resume" }),
    setSpeed: (speed) => order({ kind: "speed", speed }),
    reached: (at) => order({ kind: "reached", at }),
    control: (control, at) => ask((n) => ({ kind: "control", n, control, at })),
    fault: (fault) => ask((n) => ({ kind: "fault", n, fault })),
    close: async () => {
      isClosing = true;
      if (worker.threadId >= 0) {
        const gone = once(worker, "exit");
        order({ kind: "close" });
        await Promise.race([gone, wait(CLOSES_WITHIN_MS, undefined, { ref: false })]);
      }
      await worker.terminate();
    },
  };
}
