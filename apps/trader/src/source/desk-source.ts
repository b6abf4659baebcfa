import type { DeskInput, DeskReply, EpochMicros, FeedLine, SessionStart } from "@smart0dte/domain";
import type { RunBroker } from "../broker/run-broker.ts";
import type { DeskRun } from "../sequencer/desk-run.ts";
import type { Sequencer } from "../sequencer/sequencer.ts";
import type { DeskClock, Speed } from "./desk-clock.ts";

/** What a source says of a run before it begins; the rest of {@link SessionStart} is the desk's. */
export type SourceFacts = Pick<
  SessionStart,
  "mode" | "source" | "session" | "provenance" | "minuteSource" | "ageLimits" | "findings" | "previousCloses"
>;

/** Who takes what a source says, and when it must stop. */
export interface Playing {
  readonly sequencer: Sequencer;
  readonly clock: DeskClock;
  readonly stop: AbortSignal;
  /** Where orders go if not to the run's own paper broker; only a live line comes with one. */
  readonly broker?: Pick<RunBroker, "booksFile" | "open" | "close"> | null;
}

/** Where the events of one session come from. */
export interface DeskSource {
  readonly facts: SourceFacts;
  /** The simulated market plants something to find. */
  readonly planted: boolean;
  /** The word and number that a start from the beginning prints. */
  readonly label: string;
  /** What was found while it was played, beside the facts. */
  readonly found?: readonly string[];
  /** Passes over an input that the journal holds; refuses one that this source would not have given. */
  passOver(input: DeskInput): void;
  /** Goes to where a rebuilt run stands; call before {@link play}. */
  catchUp(run: DeskRun): void;
  /** Repeats a request that the journal holds, in its place among the inputs. */
  repeat(body: unknown, run: DeskRun): void;
  /** Plays until the session has ended (an `end` was put) or until stopped. */
  play(playing: Playing): Promise<"ended" | "stopped">;
  /** Desk time up to which nothing more can come than what has come, for ages between events. */
  horizon(): EpochMicros;
  /** Asks something of a simulated market at a desk time; what must be journalled with it is `aside`. */
  control(request: unknown, at: EpochMicros): Promise<Controlled>;
  /** Takes another speed on from now, or says in a sentence why not. */
  pace(speed: Speed): string | null;
  /** A person asked something of the desk at a desk time; for a source that is recorded. */
  asked?(at: EpochMicros): void;
  /** How its connections stand, the same object until something changes; null where it has none. */
  line(): FeedLine | null;
}

export type Controlled =
  | { readonly ok: true; readonly aside: unknown; readonly at: EpochMicros }
  | { readonly ok: false; readonly reply: Extract<DeskReply, { kind: "refused" }> };

export const notOffered = (sentence: string): Extract<Controlled, { ok: false }> => ({
  ok: false,
  reply: { kind: "refused", commandId: null, code: "NOT_OFFERED", numbers: { sentence }, at: null },
});
