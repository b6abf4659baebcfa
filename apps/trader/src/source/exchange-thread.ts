import { monitorEventLoopDelay } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import { InvariantError, unreachable, type EpochMicros } from "@smart0dte/domain";
import { openDatabentoDoor } from "@smart0dte/simulator/databento-door";
import { openExchange, type Exchange } from "@smart0dte/simulator/exchange";
import { openBooksFile, openTwsDoor } from "@smart0dte/simulator/tws-door";
import type { ExchangeOrder, ExchangeThreadData, ExchangeThreadMessage } from "./exchange-thread-messages.ts";
import { causeFault, parseLineFault, type FaultyDoors } from "./line-fault.ts";

/** Wall time between two words on how far the market is. */
const STATE_EVERY_MS = 50;
const DELAY_SAMPLE_MS = 10;
/** How far the market may run ahead of the desk: wall time at its speed, and a step of its own. */
const AHEAD_MS = 300;
const AHEAD_AT_LEAST_MICROS = 500_000;

const parent = parentPort;
if (parent === null) throw new InvariantError("exchange-thread.ts runs as a worker only");
const say = (message: ExchangeThreadMessage): void => parent.postMessage(message);

await run(workerData as ExchangeThreadData);

/** The simulated exchange and its doors, away from the thread that decides. */
async function run({ key, account, booksFile, ...market }: ExchangeThreadData): Promise<void> {
  const exchange = openExchange({ ...market, paused: true });
  let reached: EpochMicros = market.startAt;
  // what the desk cannot take in time is time that passes later, not quotes that are old when it sees them
  exchange.waitFor(() => exchange.now - reached <= AHEAD_AT_LEAST_MICROS + AHEAD_MS * 1_000 * exchange.speed);
  const log = (line: string): void => say({ kind: "log", line });
  const door = await openDatabentoDoor({ exchange, key, port: 0, log });
  const books = booksFile === null ? {} : { books: openBooksFile(booksFile) };
  const tws = await openTwsDoor({ exchange, account, port: 0, ...books, log });
  const delay = monitorEventLoopDelay({ resolution: DELAY_SAMPLE_MS });
  delay.enable();
  const timer = setInterval(() => {
    const loopDelayMs = Math.max(0, delay.percentile(99) / 1e6 - DELAY_SAMPLE_MS);
    delay.reset();
    say({ kind: "state", state: exchange.state, loopDelayMs });
  }, STATE_EVERY_MS);

  parent?.on("message", (order: ExchangeOrder) => {
    if (order.kind === "reached") reached = order.at;
    else if (order.kind !== "close") carryOut(order, exchange, { feed: door, tws });
    else {
      clearInterval(timer);
      delay.disable();
      exchange.close();
      // nothing is left to do: the thread ends by itself, which is gentler than being stopped in the middle of a turn
      void Promise.all([door.close(), tws.close()]).finally(() => parent.close());
    }
  });
  say({ kind: "ready", port: door.port, twsPort: tws.port, listings: exchange.listings });
}

type Asked = Exclude<ExchangeOrder, { kind: "reached" } | { kind: "close" }>;

function carryOut(order: Asked, exchange: Exchange, doors: FaultyDoors): void {
  switch (order.kind) {
    case "resume":
      return exchange.resume();
    case "speed":
      return exchange.setSpeed(order.speed);
    case "control": {
      const { n, control, at } = order;
      const taken = exchange.control(control, at);
      const sentence = taken.ok ? "" : `The simulated market does not take this now (${taken.error.code}).`;
      return say(taken.ok ? { kind: "answer", n, at: taken.value } : { kind: "refusal", n, sentence });
    }
    case "fault": {
      const { n } = order;
      const fault = parseLineFault(order.fault);
      const done = fault.ok ? causeFault(fault.value, doors) : fault;
      return say(
        done.ok ? { kind: "answer", n, at: exchange.now } : { kind: "refusal", n, sentence: done.error },
      );
    }
    default:
      return unreachable(order);
  }
}
