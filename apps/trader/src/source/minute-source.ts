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
import type { Controlled, DeskSource, Playing, SourceFacts } from "./desk-source.ts";
import { notSteered, playRecorded } from "./recorded-play.ts";

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

  play(playing: Playing): Promise<"ended" | "stopped"> {
    return playRecorded({ next: () => this.#next, advance: () => this.#advance() }, playing);
  }

  /** Until the next minute becomes known. */
  horizon(): EpochMicros {
    return this.#next?.at ?? this.#reached;
  }

  control(): Promise<Controlled> {
    return notSteered();
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
