/** Loaded before everything else: ends every thread but the first with an error once a file exists. */
import { existsSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const cue = process.env.DIE_WHEN;
if (!isMainThread && cue !== undefined) {
  setInterval(() => {
    if (existsSync(cue)) throw new Error("killed by the test");
  }, 10).unref();
}
