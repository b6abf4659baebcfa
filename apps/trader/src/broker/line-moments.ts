import type { EpochMicros } from "@smart0dte/domain";
import type { IbkrView } from "@smart0dte/execution/ibkr";

/** Desk times of what the adapter dates by a clock without a calendar. */
export interface Moments {
  /** When the session's state began. */
  readonly since: EpochMicros;
  /** When a wait ends; null where nothing is waited for. */
  readonly until: EpochMicros | null;
  /** The last sign of life, to about a second; null without a connection. */
  readonly heardAt: EpochMicros | null;
}

/** Desk time at a moment of the adapter's clock, milliseconds. */
export type DeskAt = (monotonic: number) => EpochMicros;

/** Signs of life closer than this are one to whoever looks. */
const HEARD_APART_MS = 1_000;

/** Keeps the moments of a session; they stay the same until it says something new. */
export class LineMoments {
  readonly #deskAt: DeskAt;
  #session: IbkrView["session"]["state"] = "disconnected";
  #heard: number | null = null;
  #moments: Moments;

  constructor(start: EpochMicros, deskAt: DeskAt) {
    this.#deskAt = deskAt;
    this.#moments = { since: start, until: null, heardAt: null };
  }

  of(session: IbkrView["session"]): Moments {
    if (session.state !== this.#session) {
      this.#session = session.state;
      const since = this.#deskAt("since" in session ? session.since : performance.now());
      const until = "until" in session && session.until !== null ? this.#deskAt(session.until) : null;
      this.#moments = { ...this.#moments, since, until };
    }
    const heard = "beat" in session ? session.beat.heardAt : null;
    const isNews =
      heard === null || this.#heard === null ? heard !== this.#heard : heard - this.#heard >= HEARD_APART_MS;
    if (isNews) {
      this.#heard = heard;
      this.#moments = { ...this.#moments, heardAt: heard === null ? null : this.#deskAt(heard) };
    }
    return this.#moments;
  }
}
