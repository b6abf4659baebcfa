import { setImmediate as turn } from "node:timers/promises";
import {
  ALL_INSTRUMENTS,
  epochMicros,
  MarketBatchWriter,
  unreachable,
  type EpochMicros,
  type InstrumentListing,
  type MarketBatch,
  type Session,
} from "@smart0dte/domain";
import type { DatabentoFeed, FeedMessage } from "@smart0dte/feeds/databento";
import { DeskFailure } from "../desk/desk-failure.ts";
import type { Sequencer } from "../sequencer/sequencer.ts";
import type { FeedInbox } from "./feed-inbox.ts";
import type { LineBoard } from "./line-board.ts";
import type { LineTime } from "./line-time.ts";

/** What the loop works off: the feed's words, and that something else has broken. */
export type LineMessage = FeedMessage | { readonly kind: "broken"; readonly why: string };

export interface LinePlayParts {
  readonly session: Session;
  readonly sequencer: Sequencer;
  readonly stop: AbortSignal;
  readonly inbox: FeedInbox<LineMessage>;
  readonly feed: Pick<DatabentoFeed, "taken" | "timer">;
  readonly board: LineBoard;
  readonly time: LineTime;
  /** Data sets without which nothing can be traded. */
  readonly needed: readonly string[];
  /** The run had quotes before this line. */
  readonly isTakenOver: boolean;
  /** Before anything is taken, and after what is left from before a take-over is dead. */
  readonly onBegun: () => void;
  readonly onInstruments: (listings: readonly InstrumentListing[]) => void;
  /** After each input, and once all data sets are there. */
  readonly onReached: (at: EpochMicros) => void;
  readonly onStreaming: () => void;
}

/** Wall time between two looks at the clock while nothing comes. */
const TICK_MS = 25;

/** Takes what a feed brings into the run, in order; lets desk time pass where it brings nothing. */
export class LinePlay {
  readonly #parts: LinePlayParts;
  readonly #hasStreamed = new Set<string>();

  constructor(parts: LinePlayParts) {
    this.#parts = parts;
  }

  /** To the session's end, by the feed's time or, where it is silent, by the clock's. */
  async run(): Promise<"ended" | "stopped"> {
    const { sequencer, stop, inbox, session, isTakenOver } = this.#parts;
    // no quote from before the desk went down may be used, whatever comes first
    if (isTakenOver) sequencer.put({ kind: "market", batch: gapOfAll(sequencer.reached) }, sequencer.reached);
    this.#parts.onBegun();
    for (;;) {
      if (stop.aborted) return "stopped";
      const message = inbox.take();
      if (message !== null) {
        await this.#take(message);
        continue;
      }
      if (sequencer.reached >= session.optionClose) return this.#end();
      await inbox.wait(TICK_MS);
      // what came while this thread was busy is taken before time passes by itself
      await turn();
      await this.#passTime();
    }
  }

  async #end(): Promise<"ended"> {
    const { sequencer } = this.#parts;
    sequencer.put({ kind: "end" }, null);
    await sequencer.settled();
    return "ended";
  }

  async #passTime(): Promise<void> {
    const { sequencer, time, inbox, feed } = this.#parts;
    if (!inbox.isEmpty) return;
    const due = time.due(sequencer.reached);
    if (due === null) return;
    sequencer.put({ kind: "timer" }, due);
    feed.timer(due);
    await this.#settled();
  }

  async #settled(): Promise<void> {
    const { sequencer, onReached } = this.#parts;
    if (sequencer.settling !== null) await sequencer.settling;
    onReached(sequencer.reached);
  }

  async #take(message: LineMessage): Promise<void> {
    const { sequencer, board } = this.#parts;
    switch (message.kind) {
      case "instruments":
        this.#parts.onInstruments(message.listings);
        sequencer.put({ kind: "instruments", listings: message.listings }, null);
        return;
      case "market":
        return this.#market(message.batch, message.at);
      case "connection":
        return this.#connection(message);
      case "gap":
        return this.#gap(message);
      case "alarm":
        return board.alarm({ code: message.code, text: message.text, at: sequencer.reached });
      case "counts":
        return board.counts(message.counts.conflated, message.loopDelayMs);
      case "failed":
        throw new DeskFailure(
          `The feed has failed (${message.why}): the desk ends, and the next start takes over.`,
        );
      case "broken":
        throw new DeskFailure(`${message.why}: the desk ends, and the next start takes over.`);
      default:
        return unreachable(message);
    }
  }

  async #market(batch: MarketBatch, at: EpochMicros): Promise<void> {
    const { sequencer, time, feed } = this.#parts;
    const before = sequencer.reached;
    sequencer.put({ kind: "market", batch }, at);
    time.feed(at, before);
    await this.#settled();
    feed.taken();
    // records that are older than desk time do not hold it back
    if (at <= before) await this.#passTime();
  }

  #connection({ dataset, state, why }: Extract<FeedMessage, { kind: "connection" }>): void {
    const { board, sequencer, onStreaming, needed, isTakenOver } = this.#parts;
    board.connection({ dataset, state, since: sequencer.reached, why });
    if (state === "streaming") this.#hasStreamed.add(dataset);
    if (board.isStreaming) onStreaming();
    // a run that may hold something goes on by its clock; a fresh one has nothing to stay for
    if (state === "failed" && needed.includes(dataset) && !this.#hasStreamed.has(dataset) && !isTakenOver)
      throw new DeskFailure(`${dataset} cannot be had: ${why ?? "its gateway gave no reason"}`);
  }

  /** A break of the line is told by its state; records that were skipped or unreadable are told here. */
  #gap({ dataset, cause }: Extract<FeedMessage, { kind: "gap" }>): void {
    const { board, sequencer } = this.#parts;
    if (cause !== "skipped" && cause !== "corrupt") return;
    const text =
      cause === "skipped"
        ? `${dataset} skipped records because they were not taken in time: its quotes are dead until they are refreshed.`
        : `${dataset} sent something unreadable: its quotes are dead until they are refreshed.`;
    board.alarm({ code: `${cause} ${dataset}`, text, at: sequencer.reached });
  }
}

function gapOfAll(at: EpochMicros): MarketBatch {
  const writer = new MarketBatchWriter(1);
  writer.gap({ instrument: ALL_INSTRUMENTS, at: epochMicros(at), how: "quoted" });
  return writer.take();
}
