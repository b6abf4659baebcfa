import type { EpochMicros, OutsideInput } from "@smart0dte/domain";
import type { Consequence } from "./desk-run.ts";
import { SentAfterCommit } from "./sent-after-commit.ts";
import type { SequencerPorts } from "./sequencer-ports.ts";
import { ToldAfterFlush } from "./told-after-flush.ts";

interface Waiting {
  readonly what: OutsideInput;
  readonly at: EpochMicros | null;
}

/** Bytes of the journal that may wait in memory while nothing is decided. */
const SPILL_BYTES = 1 << 18;

/**
 * Puts every input into the one order of the process and carries each through: journal, pipeline, commit, broker.
 *
 * Inputs are worked off one at a time; what they lead to joins the end of the queue. Nothing here waits, unless the
 * run's own paper broker is to hear of an order: what it says comes before any other input. A failure stops the
 * sequencer for good; it is thrown at whoever puts or settles after it.
 */
export class Sequencer {
  readonly #ports: SequencerPorts;
  readonly #told: ToldAfterFlush;
  /** Null: the run's own paper broker takes its orders. */
  readonly #sent: SentAfterCommit | null;
  #queue: Waiting[] = [];
  #head = 0;
  #pending: Promise<void> | null = null;
  #working = false;
  #failure: { readonly error: unknown } | null = null;
  #spilledAt = 0;

  constructor(ports: SequencerPorts) {
    this.#ports = ports;
    const fail = (error: unknown): void => this.#fail(error);
    this.#told = new ToldAfterFlush(ports, fail);
    this.#sent = ports.brokerPort === undefined ? null : new SentAfterCommit(ports, ports.brokerPort, fail);
  }

  /** Joins the end of the queue; `at` null is now, the desk time of the last input. */
  put(what: OutsideInput, at: EpochMicros | null): void {
    this.#throwFailure();
    this.#queue.push({ what, at });
    if (this.#working) return;
    this.#work();
    this.#throwFailure();
  }

  /** Notes what the run needs to be taken over and no decision rests on, in its place among the inputs. */
  aside(body: unknown): void {
    this.#throwFailure();
    this.#ports.journal.append({ kind: "aside", seq: this.#ports.run.seq, body });
  }

  /** Null when nothing waits; else resolves when the queue is empty. */
  get settling(): Promise<void> | null {
    this.#throwFailure();
    return this.#pending;
  }

  /** Desk time of the last input. */
  get reached(): EpochMicros {
    return this.#ports.run.at;
  }

  /** Something was decided that the disk does not hold yet: the state of the run is ahead of what may be shown. */
  get isAhead(): boolean {
    return this.#told.isWaiting;
  }

  /** Resolves when nothing waits and all that was decided lasts and has been told. */
  async settled(): Promise<void> {
    while (this.settling !== null || this.isAhead || this.#sent?.isWaiting === true) {
      await this.settling;
      // what is put meanwhile has to be worked off too
      await this.#told.settled();
      await this.#sent?.settled();
    }
    this.#throwFailure();
  }

  #work(): void {
    this.#working = true;
    this.#pending = null;
    try {
      while (this.#head < this.#queue.length) {
        const next = this.#queue[this.#head];
        this.#head += 1;
        const waiting = next === undefined ? null : this.#carryThrough(next);
        if (waiting === null) continue;
        this.#pending = waiting.then(
          () => this.#work(),
          (error: unknown) => this.#fail(error),
        );
        return;
      }
    } catch (error) {
      return this.#fail(error);
    }
    this.#queue = [];
    this.#head = 0;
    this.#working = false;
  }

  #carryThrough({ what, at }: Waiting): Promise<void> | null {
    const { run, journal } = this.#ports;
    const input = run.stamp(what, at);
    journal.append({ kind: "input", input });
    const consequence = run.take(input);
    if (consequence.decisions.length > 0) this.#record(consequence);
    else if (journal.bytes - this.#spilledAt >= SPILL_BYTES) this.#spill();
    if (this.#sent !== null) {
      this.#sent.follow(consequence);
      return null;
    }
    if (consequence.commands.length === 0) {
      this.#hearPaper(consequence);
      return null;
    }
    return this.#commit(consequence).then(() => this.#hearPaper(consequence));
  }

  #record({ input, decisions }: Consequence): void {
    const { journal, digest, onLine } = this.#ports;
    for (const decision of decisions) {
      journal.append({ kind: "decision", seq: input.seq, decision });
      const line = digest.add(decision);
      if (line !== null) onLine?.(line);
    }
    this.#told.tell({ seq: input.seq, at: input.at, decisions });
  }

  async #commit({ commands }: Consequence): Promise<void> {
    const { journal, commitIntents, lasting } = this.#ports;
    if (lasting === "disk") await journal.flush();
    await commitIntents(commands);
  }

  #hearPaper(consequence: Consequence): void {
    for (const event of this.#ports.run.broker(consequence)) {
      this.#queue.push({ what: { kind: "broker", event }, at: event.at });
    }
  }

  #spill(): void {
    this.#ports.journal.spill();
    this.#spilledAt = this.#ports.journal.bytes;
  }

  #fail(error: unknown): void {
    this.#pending = null;
    if (this.#failure !== null) return;
    this.#failure = { error };
    this.#ports.onFailure?.(error);
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
