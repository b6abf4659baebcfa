import { setImmediate as turn } from "node:timers/promises";
import {
  BadInputError,
  canonicalJson,
  epochMicros,
  InvariantError,
  RECORD_BYTES,
  type DeskInput,
  type EpochMicros,
} from "@smart0dte/domain";
import {
  minuteEvents,
  readMinuteDay,
  type MinuteEvent,
  type MinuteSource as MinuteFolder,
} from "@smart0dte/feeds";
import {
  notOffered,
  type Controlled,
  type DeskSource,
  type Playing,
  type SourceFacts,
} from "./desk-source.ts";

/** At full speed the process looks at its sockets and commands after so many events. */
const EVENTS_A_TURN = 32;

/** A real session of minute files with options modelled on top. */
export class MinuteSource implements DeskSource {
  readonly facts: SourceFacts;
  readonly planted = false;
  readonly label: string;
  readonly #events: Iterator<MinuteEvent>;
  #next: MinuteEvent | null;
  #reached: EpochMicros;

  constructor(folder: MinuteFolder, date: string) {
    const day = readMinuteDay(folder, date);
    const { session, provenance, ageLimits, findings, previousCloses } = day;
    this.facts = {
      mode: "replay",
      source: `minutes:${folder.dir}`,
      session,
      provenance,
      minuteSource: true,
      ageLimits,
      findings,
      previousCloses,
    };
    this.label = `${session.date}, real minutes, options MODELLED`;
    this.#events = minuteEvents(day);
    this.#reached = session.open;
    this.#next = this.#take();
  }

  /** A run that began with other files would go on with half of each. */
  passOver(input: DeskInput): void {
    const next = this.#next;
    if (next === null || !isSame(next, input)) {
      const at = new Date(input.at / 1_000).toISOString();
      throw new BadInputError(
        `${this.facts.source}: what the files say at ${at} is not what the journal holds (other files, options or version than the run began with).`,
      );
    }
    this.#advance();
  }

  catchUp(): void {
    // every input that the journal holds was passed over in its turn
  }

  repeat(body: unknown): void {
    throw new InvariantError("A minute file was asked for something", { body });
  }

  async play({ sequencer, clock, stop }: Playing): Promise<"ended" | "stopped"> {
    for (let n = 1; this.#next !== null; n += 1) {
      const { at, what } = this.#next;
      while (!stop.aborted && clock.deskNow(at) < at) await clock.until(at);
      if (clock.speed === "max" && n % EVENTS_A_TURN === 0) await turn();
      if (stop.aborted) return "stopped";
      this.#advance();
      sequencer.put(what, at);
      if (sequencer.settling !== null) await sequencer.settling;
    }
    return "ended";
  }

  /** Until the next minute becomes known. */
  horizon(): EpochMicros {
    return this.#next?.at ?? this.#reached;
  }

  control(): Promise<Controlled> {
    return Promise.resolve(
      notOffered("This market is a recorded one. Nothing was done. Only a simulated market can be steered."),
    );
  }

  pace(): null {
    return null;
  }

  line(): null {
    return null;
  }

  #advance(): void {
    if (this.#next === null) throw new InvariantError("A minute file was played beyond its end", {});
    this.#reached = epochMicros(this.#next.at);
    this.#next = this.#take();
  }

  #take(): MinuteEvent | null {
    const next = this.#events.next();
    return next.done === true ? null : next.value;
  }
}

function isSame({ at, what }: MinuteEvent, input: DeskInput): boolean {
  // the sequencer never stamps earlier than the source does
  if (at > input.at || what.kind !== input.what.kind) return false;
  if (what.kind !== "market" || input.what.kind !== "market")
    return canonicalJson(what) === canonicalJson(input.what);
  const [mine, held] = [what.batch, input.what.batch];
  const bytes = mine.count * RECORD_BYTES;
  return (
    mine.count === held.count &&
    Buffer.compare(mine.bytes.subarray(0, bytes), held.bytes.subarray(0, bytes)) === 0
  );
}
