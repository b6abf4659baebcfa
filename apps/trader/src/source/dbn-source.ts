import { crc32 } from "node:zlib";
import {
  BadInputError,
  canonicalJson,
  epochMicros,
  InvariantError,
  RECORD_BYTES,
  type DeskInput,
  type EpochMicros,
  type FeedLine,
  type OutsideInput,
  type SourceNote,
} from "@smart0dte/domain";
import { readDbnDay, type DbnDay, type DbnEvent } from "@smart0dte/feeds/dbn-files";
import type { Controlled, DeskSource, Playing, SourceFacts } from "./desk-source.ts";
import { notSteered, playRecorded } from "./recorded-play.ts";

/** An input that the journal holds: when it was stamped, and a sum over what it says. */
interface Held {
  readonly at: number;
  readonly sum: number;
}

/** A session of DBN files: quotes, prints and definitions of a market, recorded or from the historical service. */
export class DbnSource implements DeskSource {
  readonly facts: SourceFacts;
  readonly planted = false;
  readonly label: string;
  readonly #day: DbnDay;
  readonly #events: AsyncIterator<DbnEvent>;
  readonly #held: Held[] = [];
  #next: DbnEvent | null = null;
  #reached: EpochMicros;
  #notes: readonly SourceNote[] = [];
  #line: FeedLine | null = null;
  #isOver = false;

  constructor(paths: readonly string[], date: string | null) {
    this.#day = readDbnDay(paths, date);
    const { session, provenance, ageLimits, findings, cut } = this.#day;
    this.facts = {
      mode: "replay",
      source: `dbn:${paths.join(",")}`,
      session,
      provenance,
      minuteSource: false,
      ageLimits,
      findings: [...findings, CUT_NOTES[cut]],
      previousCloses: {},
    };
    const made = provenance.src === "simulated" ? "SIMULATED market, recorded" : "recorded market";
    this.label = `${session.date}, ${made}, options quoted`;
    this.#events = this.#day.events();
    this.#reached = session.open;
  }

  /** What was found in the records so far. */
  get found(): readonly string[] {
    return this.#day.foundInRecords;
  }

  /** Held against the files when they are read, in {@link play}. */
  passOver({ at, what }: DeskInput): void {
    this.#held.push({ at, sum: sumOf(what) });
  }

  catchUp(): void {
    // every input that the journal holds was passed over in its turn
  }

  repeat(body: unknown): void {
    throw new InvariantError("A recorded market was asked for something", { body });
  }

  async play(playing: Playing): Promise<"ended" | "stopped"> {
    await this.#skipHeld();
    const advance = (): Promise<void> => {
      this.#reached = this.#next?.at ?? this.#reached;
      return this.#advance();
    };
    const outcome = await playRecorded({ next: () => this.#next, advance }, playing);
    this.#isOver = outcome === "ended";
    return outcome;
  }

  /** Until the next input. */
  horizon(): EpochMicros {
    return this.#next?.at ?? this.#reached;
  }

  control(): Promise<Controlled> {
    return notSteered();
  }

  pace(): null {
    return null;
  }

  /** No connection; what was found in the files so far, for the screen. */
  line(): FeedLine | null {
    const found = this.#isOver ? this.found : this.#day.foundSoFar;
    if (found.length > this.#notes.length) {
      const known = new Set(this.#notes.map(({ text }) => text));
      const fresh = found.filter((text) => !known.has(text)).map((text) => ({ text, at: this.#reached }));
      this.#notes = [...this.#notes, ...fresh];
      this.#line = { ...NO_LINE, notes: this.#notes };
    }
    return this.#line;
  }

  /** A run that began with other files would go on with half of each. */
  async #skipHeld(): Promise<void> {
    for (const held of this.#held.splice(0)) {
      await this.#advance();
      const next: DbnEvent | null = this.#next;
      // the sequencer never stamps earlier than the source does
      if (next === null || next.at > held.at || sumOf(next.what) !== held.sum) {
        const at = new Date(held.at / 1_000).toISOString();
        throw new BadInputError(
          `${this.facts.source}: what the files say at ${at} is not what the journal holds (other files, options or version than the run began with). Start with --abandon to begin afresh.`,
        );
      }
      this.#reached = epochMicros(held.at);
    }
    await this.#advance();
  }

  async #advance(): Promise<void> {
    const next = await this.#events.next();
    this.#next = next.done === true ? null : next.value;
  }
}

const NO_LINE: FeedLine = {
  connections: [],
  alarms: [],
  lagMicros: null,
  conflated: 0,
  loopDelayMs: { feed: null, exchange: null },
};

const CUT_NOTES: Readonly<Record<DbnDay["cut"], string>> = {
  "as recorded":
    "inputs are those of the desk that recorded the day, without what people asked of it (halt, resume, accept, close, cancel, parameters): where somebody asked anything, that is told",
  "by time": "inputs are cut by the times in the files, four a second",
};

function sumOf(what: OutsideInput): number {
  if (what.kind !== "market") return crc32(canonicalJson(what));
  return crc32(what.batch.bytes.subarray(0, what.batch.count * RECORD_BYTES));
}
