import { epochMicros, type EpochMicros } from "@smart0dte/domain";
import type { DeskClock } from "./desk-clock.ts";

/** Wall time after which desk time moves on although the feed has not moved it. */
const TIMER_EVERY_MS = 100;
/** A timer that is nearly due is due: the next look comes only later. */
const NEARLY = 0.9;

export interface LineTimeOptions {
  /**
   * `wall`: a real market. Desk time is the feed's earliest arrival and runs on with the wall: what comes later than
   * usual is older. `feed`: a simulated market has no other time than its own, so that a slow machine makes slow time.
   */
  readonly by: "wall" | "feed";
  /** Nothing happens before it is known where the market stands: no timer comes before the first record. */
  readonly isKnown: boolean;
  /** The session's end: a timer reaches it, however small the last step is. */
  readonly end: EpochMicros;
  /** Where the market stands, where it says so itself; null where nobody says. */
  readonly limit: EpochMicros | null;
}

/** Desk time on a live line: what the feed says, and the desk's clock while it says nothing. */
export class LineTime {
  readonly #clock: DeskClock;
  readonly #by: "wall" | "feed";
  readonly #end: EpochMicros;
  #isKnown: boolean;
  #isFed = false;
  /** How far the market itself has come, where somebody says so. */
  #limit: number;

  constructor(clock: DeskClock, { by, isKnown, end, limit }: LineTimeOptions) {
    this.#clock = clock;
    this.#by = by;
    this.#isKnown = isKnown;
    this.#end = end;
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
  }

  /** The feed has brought desk time from one moment to another, or not moved it. */
  feed(at: EpochMicros, before: EpochMicros): void {
    this.#isKnown = true;
    const now = this.#clock.deskNow(before);
    const isMoved = at > before;
    // the first record sets the clock: the machine's own may be wrong
    if (at > now || !this.#isFed || (this.#by === "feed" && isMoved)) this.#clock.resumeAt(at);
    // a simulated market that has fallen behind is waited for at half the pace, or its quotes would be old for ever
    else if (this.#by === "feed") this.#clock.resumeAt(epochMicros(Math.floor(before + (now - before) / 2)));
    this.#isFed = true;
  }

  /** The market stands here: desk time passes no further by itself. */
  limit(at: EpochMicros): void {
    this.#limit = at;
  }

  /** Up to which desk time may be shown as passed between two inputs. */
  horizon(start: EpochMicros): EpochMicros {
    return this.#isKnown ? epochMicros(Math.min(this.#limit, this.#end)) : start;
  }

  now(reached: EpochMicros): EpochMicros {
    if (!this.#isKnown) return reached;
    return epochMicros(Math.max(reached, Math.min(this.#clock.deskNow(reached), this.#limit)));
  }

  /** Where a timer must bring desk time; null while the feed moves it, or nothing does. */
  due(reached: EpochMicros): EpochMicros | null {
    const { speed } = this.#clock;
    const now = this.now(reached);
    const step = speed === "max" ? 1 : TIMER_EVERY_MS * 1_000 * speed * NEARLY;
    const isLast = now >= this.#end && reached < this.#end;
    return now - reached >= step || isLast ? now : null;
  }
}
