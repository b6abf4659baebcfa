import { crc32 } from "node:zlib";
import {
  BadInputError,
  canonicalJson,
  epochMicros,
  InvariantError,
  RECORD_BYTES,
  type DeskInput,
  type EpochMicros,
  type OutsideInput,
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
    return playRecorded({ next: () => this.#next, advance }, playing);
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

  line(): null {
    return null;
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

const CUT_NOTES: Readonly<Record<DbnDay["cut"], string>> = {
  "as recorded":
    "inputs are those of the desk that recorded the day; what people asked of it is not in the recording",
  "by time": "inputs are cut by the times in the files, four a second",
};

function sumOf(what: OutsideInput): number {
  if (what.kind !== "market") return crc32(canonicalJson(what));
  return crc32(what.batch.bytes.subarray(0, what.batch.count * RECORD_BYTES));
}
