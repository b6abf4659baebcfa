import { setTimeout as wait } from "node:timers/promises";
import type { DeskFrame } from "@smart0dte/domain";
import { InvariantError } from "@smart0dte/domain";
import type { Backlog, DecisionWriter, Store } from "@smart0dte/storage/postgres";

const LOOK_EVERY_MS = 10;

/** Puts the desk's decisions into the database, each under the run it belongs to. */
export class DecisionShelf {
  readonly #store: Pick<Store, "decisionWriter">;
  readonly #onFailure: (error: unknown) => void;
  readonly #writers = new Map<string, DecisionWriter>();
  #current: DecisionWriter | null = null;

  constructor(store: Pick<Store, "decisionWriter">, onFailure: (error: unknown) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  take(frame: DeskFrame): void {
    if (frame.kind === "session") {
      const { run, mode } = frame.start;
      const known = this.#writers.get(run);
      this.#current = known ?? this.#store.decisionWriter({ run, mode, onFailure: this.#onFailure });
      this.#writers.set(run, this.#current);
    } else if (frame.kind === "decisions") {
      if (this.#current === null)
        throw new InvariantError("Decisions before their session", { seq: frame.seq });
      this.#current.write(frame);
    }
  }

  /** Resolves when the database holds the run's decisions up to this input; the session's frame may still be under way. */
  async written(run: string, seq: number): Promise<void> {
    while ((this.#writers.get(run)?.backlog.writtenSeq ?? -1) < seq)
      await wait(LOOK_EVERY_MS, undefined, { ref: false });
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<readonly Backlog[]> {
    return Promise.all([...this.#writers.values()].map((writer) => writer.settled()));
  }
}
