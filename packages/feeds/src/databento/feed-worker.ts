import { parentPort, workerData } from "node:worker_threads";
import { InvariantError } from "@smart0dte/domain";
import type { FeedMessage, FeedOptions, FeedOrder } from "./feed-messages.ts";
import { FeedRun } from "./feed-run.ts";

const port = parentPort;
if (port === null) throw new InvariantError("The feed's thread was started as a process");

const run = new FeedRun(workerData as FeedOptions, (message: FeedMessage) => {
  // a batch owns its bytes: they change hands instead of being copied
  if (message.kind === "market") port.postMessage(message, [message.batch.bytes.buffer as ArrayBuffer]);
  else port.postMessage(message);
});

port.on("message", (order: FeedOrder) => {
  if (order.kind !== "close") run.obey(order);
  else void run.close().finally(() => port.close());
});
