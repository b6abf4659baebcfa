import { dayNumberOfSession } from "./expiry-day.ts";
import { MICROS_PER_MINUTE, type Session } from "@smart0dte/domain";

const DAY_MICROS = 24 * 60 * MICROS_PER_MINUTE;
/** A day's records end well before; later stamps are broken ones. */
const LATEST_AFTER_MICROS = 36 * 60 * MICROS_PER_MINUTE;
/** Time leaps further only when a second record of the connection says so too: one flipped bit must not end a day. */
const LEAP_MICROS = 5 * MICROS_PER_MINUTE;
const NEVER = 0;

/** What {@link RecordTimes.stamp} says of a record that is not of this day. */
export const OF_ANOTHER_DAY = -1;

/**
 * The desk time of each record: its own stamp in whole microseconds, wherever it can be believed.
 *
 * A record is never made younger than it says. An undefined or impossible stamp takes the connection's last time.
 */
export class RecordTimes {
  readonly #dayStart: number;
  readonly #last: number[] = [];
  readonly #leaps: number[] = [];
  /** The newest believed time of all connections; 0 before the first. */
  newest = NEVER;
  undefinedTimes = 0;
  /** The newest time of what is published once a day, hours before the market opens. */
  #published = NEVER;

  constructor({ date }: Session) {
    // a day's records begin after the evening before in New York, which is midnight in UTC
    this.#dayStart = dayNumberOfSession(date) * DAY_MICROS;
  }

  /** `micros` is NaN where the record has no time. */
  stamp(connection: number, micros: number): number {
    if (micros > this.newest) return this.#ahead(connection, micros);
    if (micros >= this.#dayStart) {
      if (micros > this.last(connection)) this.#last[connection] = micros;
      return micros;
    }
    if (micros > NEVER) return OF_ANOTHER_DAY;
    this.undefinedTimes += 1;
    return this.last(connection);
  }

  /** The same for a stamp that its feed itself calls wrong: it moves no time on. */
  stampUnsure(connection: number, micros: number): number {
    if (micros >= this.#dayStart && micros <= this.newest) return micros;
    if (Number.isNaN(micros)) this.undefinedTimes += 1;
    return micros > this.newest ? this.newest : this.last(connection);
  }

  /** The same for what is published once a day: the market's time is another and takes no leap from it. */
  stampPublished(connection: number, micros: number): number {
    if (!this.#isPossible(micros)) return this.stamp(connection, micros);
    if (micros > this.#published) this.#published = micros;
    return micros;
  }

  /** Where desk time stands: the market's newest, or before its first record what was published. */
  get reached(): number {
    return this.newest === NEVER ? this.#published : this.newest;
  }

  /** The connection's newest time; 0 before its first. */
  last(connection: number): number {
    return this.#last[connection] ?? NEVER;
  }

  #ahead(connection: number, micros: number): number {
    if (!this.#isPossible(micros)) {
      if (micros < this.#dayStart) return OF_ANOTHER_DAY;
      this.undefinedTimes += 1;
      return this.last(connection);
    }
    if (
      this.newest !== NEVER &&
      micros - this.newest > LEAP_MICROS &&
      !this.#isConfirmed(connection, micros)
    ) {
      this.undefinedTimes += 1;
      return this.last(connection);
    }
    this.newest = micros;
    this.#last[connection] = micros;
    return micros;
  }

  #isPossible(micros: number): boolean {
    return micros >= this.#dayStart && micros < this.#dayStart + LATEST_AFTER_MICROS;
  }

  #isConfirmed(connection: number, micros: number): boolean {
    const before = this.#leaps[connection] ?? NEVER;
    this.#leaps[connection] = micros;
    return Math.abs(micros - before) <= LEAP_MICROS;
  }
}
