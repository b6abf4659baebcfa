import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Block, BlockEnd, RunResult } from "./run-result.ts";

/** What a lane's process is given. */
export interface LaneOrder {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly block: Block;
}

export type LaneWord =
  { readonly kind: "run"; readonly result: RunResult } | { readonly kind: "end"; readonly end: BlockEnd };

const MODULE = fileURLToPath(new URL("./lane-main.ts", import.meta.url));

/** Plays blocks in a process of its own, one after the other: a market and its doors share a core with no other lane. */
export class Lane {
  readonly #onRun: (result: RunResult) => void;
  readonly #child = fork(MODULE, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  #ended: ((end: BlockEnd) => void) | null = null;
  #failed: ((error: Error) => void) | null = null;
  #isClosed = false;

  constructor(onRun: (result: RunResult) => void) {
    this.#onRun = onRun;
    this.#child.on("message", (word: LaneWord) => {
      if (word.kind === "run") this.#onRun(word.result);
      else this.#ended?.(word.end);
    });
    this.#child.on("exit", (code, signal) => {
      if (!this.#isClosed) this.#failed?.(new Error(`The market's process ended with ${signal ?? code}.`));
    });
  }

  play(order: LaneOrder): Promise<BlockEnd> {
    return new Promise((resolve, reject) => {
      [this.#ended, this.#failed] = [resolve, reject];
      this.#child.send(order);
    });
  }

  /** The desk of a lane that is gone ends by itself. */
  close(): void {
    this.#isClosed = true;
    if (this.#child.connected) this.#child.disconnect();
  }
}
