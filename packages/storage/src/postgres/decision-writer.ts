import { setTimeout as wait } from "node:timers/promises";
import type { Decision, Mode } from "@smart0dte/domain";
import { isPassing, type Database } from "./database.ts";
import { writeDecision } from "./write-decision.ts";

export interface DecisionBatch {
  /** Number of the input that led to them, or of the last of several. */
  readonly seq: number;
  readonly decisions: readonly Decision[];
}

export interface WriterOptions {
  readonly run: string;
  readonly mode: Mode;
  /** Called once, when a decision cannot be written for another reason than an absent server. Nothing is written after it. */
  readonly onFailure: (error: unknown) => void;
}

/** How far the database is behind: what waits, and for how long the server has been away. */
export interface Backlog {
  readonly decisions: number;
  readonly writtenSeq: number;
  readonly serverAway: boolean;
}

const AT_MOST = 200;
const RETRY_MS = 500;

/**
 * Writes decisions in the order in which they were taken, several batches in one transaction.
 *
 * Waits for a server that is away, keeps all that comes meanwhile (the journal holds it too) and says how much.
 */
export class DecisionWriter {
  readonly #db: Database;
  readonly #options: WriterOptions;
  readonly #queue: DecisionBatch[] = [];
  #waiting = 0;
  #writtenSeq = 0;
  #serverAway = false;
  #failed = false;
  #work: Promise<void> = Promise.resolve();
  #running = false;

  constructor(db: Database, options: WriterOptions) {
    this.#db = db;
    this.#options = options;
  }

  get backlog(): Backlog {
    return { decisions: this.#waiting, writtenSeq: this.#writtenSeq, serverAway: this.#serverAway };
  }

  /** Returns at once. */
  write(batch: DecisionBatch): void {
    this.#queue.push(batch);
    this.#waiting += batch.decisions.length;
    if (this.#running || this.#failed) return;
    this.#running = true;
    this.#work = this.#drain();
  }

  /** Resolves when nothing waits, or when writing has failed. */
  async settled(): Promise<Backlog> {
    await this.#work;
    return this.backlog;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const batches = this.#next();
        await this.#writeWhenPossible(batches);
        this.#queue.splice(0, batches.length);
        this.#waiting -= batches.reduce((sum, { decisions }) => sum + decisions.length, 0);
        this.#writtenSeq = batches.at(-1)?.seq ?? this.#writtenSeq;
      }
    } catch (error) {
      this.#failed = true;
      this.#options.onFailure(error);
    } finally {
      this.#running = false;
    }
  }

  #next(): readonly DecisionBatch[] {
    const batches: DecisionBatch[] = [];
    let decisions = 0;
    for (const batch of this.#queue) {
      if (batches.length > 0 && decisions + batch.decisions.length > AT_MOST) break;
      batches.push(batch);
      decisions += batch.decisions.length;
    }
    return batches;
  }

  async #writeWhenPossible(batches: readonly DecisionBatch[]): Promise<void> {
    for (;;) {
      try {
        await this.#writeTogether(batches);
        this.#serverAway = false;
        return;
      } catch (error) {
        if (!isPassing(error)) throw error;
        this.#serverAway = true;
        await wait(RETRY_MS);
      }
    }
  }

  #writeTogether(batches: readonly DecisionBatch[]): Promise<void> {
    const { run, mode } = this.#options;
    return this.#db.transaction(async (tx) => {
      for (const { seq, decisions } of batches) {
        for (const decision of decisions) await writeDecision(tx, decision, { run, mode, seq });
      }
    });
  }
}
