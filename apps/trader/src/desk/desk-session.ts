import { epochMicros, type Command, type DeskReply, type EpochMicros } from "@smart0dte/domain";
import { JournalWriteError, type DecisionDigest, type JournalWriter } from "@smart0dte/storage/journal";
import type { RunBroker } from "../broker/run-broker.ts";
import type { DeskRun } from "../sequencer/desk-run.ts";
import type { Sequencer } from "../sequencer/sequencer.ts";
import type { Told } from "../sequencer/sequencer-ports.ts";
import { DeskClock, type Speed } from "../source/desk-clock.ts";
import { notOffered, type DeskSource } from "../source/desk-source.ts";
import { CommandReplies } from "./command-replies.ts";
import type { Shown } from "./frame-publisher.ts";

/** The parts of one session on the desk: its source, its run and what keeps it. */
export interface SessionParts {
  readonly source: DeskSource;
  readonly run: DeskRun;
  readonly journal: JournalWriter;
  readonly journalFile: string;
  readonly digest: DecisionDigest;
  readonly sequencer: Sequencer;
  /** Null: the run's own paper broker. */
  readonly broker: RunBroker | null;
  /** The last input whose decisions had been told when the session was opened. */
  readonly toldSeq: number;
}

/** One session while it plays: paced by its clock, steered by requests. */
export class DeskSession {
  readonly #parts: SessionParts;
  readonly #clock: DeskClock;
  readonly #replies = new CommandReplies();
  #state: "open" | "ended" | "stopped" = "open";
  #toldSeq: number;

  constructor(parts: SessionParts, speed: Speed) {
    this.#parts = parts;
    this.#toldSeq = parts.toldSeq;
    this.#clock = new DeskClock(parts.run.at, speed);
  }

  get run(): DeskRun {
    return this.#parts.run;
  }

  get parts(): SessionParts {
    return this.#parts;
  }

  /** Why nothing can be asked of it any more, its journal being closed; null while it is open. */
  get closed(): string | null {
    if (this.#state === "open") return null;
    return this.#state === "ended"
      ? "The session has ended and its journal is closed. Nothing was done."
      : "The desk is closing. Nothing was done.";
  }

  /** The last input whose decisions were told. */
  get toldSeq(): number {
    return this.#toldSeq;
  }

  shown(): Shown {
    const { run, source, journal, sequencer, broker } = this.#parts;
    return {
      lasting: sequencer.isAhead ? journal.flush() : null,
      run,
      deskNow: this.deskNow,
      speed: this.#clock.speed,
      planted: source.planted,
      journalBytes: journal.bytes,
      ended: this.#state === "ended",
      line: source.line(),
      brokerLine: broker?.port.line() ?? null,
    };
  }

  /** Plays to the session's end or until stopped; then everything decided lasts and has been told. */
  async play(stop: AbortSignal): Promise<"ended" | "stopped"> {
    const { source, sequencer, journal, broker } = this.#parts;
    const wake = (): void => this.#clock.wake();
    stop.addEventListener("abort", wake);
    try {
      const outcome = await source.play({ sequencer, clock: this.#clock, stop, broker });
      broker?.close();
      await sequencer.settled();
      this.#state = outcome;
      await journal.close();
      return outcome;
    } catch (error) {
      broker?.close();
      await this.#keepWhatLed(error);
      throw error;
    } finally {
      stop.removeEventListener("abort", wake);
    }
  }

  /** The input that broke something belongs into the journal; what broke is told, not that this fails too. */
  async #keepWhatLed(error: unknown): Promise<void> {
    if (!(error instanceof JournalWriteError)) await this.#parts.journal.close().catch(() => {});
  }

  /** Desk time at a moment of the machine's monotonic clock, milliseconds, at the speed as it is now. */
  deskAt(monotonic: number): EpochMicros {
    const { speed } = this.#clock;
    const passed = speed === "max" ? 0 : (monotonic - performance.now()) * 1_000 * speed;
    return epochMicros(Math.round(this.deskNow + passed));
  }

  hear(told: Told): void {
    this.#toldSeq = told.seq;
    this.#replies.hear(told);
  }

  command(command: Command): Promise<DeskReply> {
    const answered = this.#replies.expect(command.id);
    const { sequencer, source } = this.#parts;
    const at = this.deskNow;
    sequencer.put({ kind: "command", command }, at);
    source.asked?.(at);
    return answered;
  }

  /** A sentence why not, or null: it runs so fast from now on. */
  setSpeed(speed: Speed): string | null {
    const why = this.#parts.source.pace(speed);
    if (why === null) this.#clock.setSpeed(speed, this.run.at);
    return why;
  }

  async control(request: unknown): Promise<DeskReply> {
    const { source, sequencer, run, journal } = this.#parts;
    const asked = await source.control(request, run.at);
    if (!asked.ok) return asked.reply;
    // the session may have ended while a market in another thread thought about it
    if (this.closed !== null) return notOffered(this.closed).reply;
    sequencer.aside(asked.aside);
    await journal.flush();
    return { kind: "done", seq: run.seq, at: asked.at };
  }

  /** Never beyond what the source may still say: between two minutes of a file time passes, but no minute is skipped. */
  get deskNow(): EpochMicros {
    const { run, source } = this.#parts;
    if (this.#state === "ended") return run.at;
    const passed = Math.min(this.#clock.deskNow(run.at), source.horizon());
    // a run whose market has not opened stands before its own beginning
    return epochMicros(run.seq === 1 ? passed : Math.max(run.at, passed));
  }
}
