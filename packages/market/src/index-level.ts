import type { EpochMicros, FeedHealth, How, IndexView } from "@smart0dte/domain";

/** The last level of one index and how old it may be. */
export class IndexLevel {
  readonly #ageLimit: number;
  /** Dense number of the index; -1 where the source has none. */
  number = -1;
  #level = 0;
  #at = 0;
  #gapAt = 0;
  #how: How = "quoted";

  constructor(ageLimit: number) {
    this.#ageLimit = ageLimit;
  }

  /** A level that is not above 0 is none and is passed over. */
  take(levelE4: number, at: number, how: How): void {
    if (levelE4 <= 0) return;
    this.#level = levelE4 / 10_000;
    this.#at = Math.max(at, this.#at);
    this.#how = how;
  }

  /** What has come so far counts as stale until a newer level comes. */
  gap(at: number): void {
    this.#gapAt = Math.max(at, this.#at);
  }

  view(now: EpochMicros): IndexView {
    if (this.#at === 0) {
      const why = this.number < 0 ? "The source has no VIX today" : "No VIX level has come yet";
      return { level: null, at: null, how: this.#how, stale: false, why };
    }
    const stale = this.#isInGap || this.#isOld(now);
    return { level: this.#level, at: this.#at as EpochMicros, how: this.#how, stale, why: null };
  }

  /** Null where the source has no such index: what was never promised is not missing. */
  health(now: EpochMicros): FeedHealth | null {
    if (this.number < 0) return null;
    const named = { at: now, scope: "VIX" };
    if (this.#at === 0) return { ...named, state: "absent", worstAge: null, lastRecordAt: null };
    const state = this.#isInGap ? "gap" : this.#isOld(now) ? "stale" : "well";
    return { ...named, state, worstAge: now - this.#at, lastRecordAt: this.#at as EpochMicros };
  }

  get #isInGap(): boolean {
    return this.#at <= this.#gapAt;
  }

  #isOld(now: EpochMicros): boolean {
    return now - this.#at > this.#ageLimit;
  }
}
