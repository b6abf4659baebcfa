/** At most one sentence is spoken in so much time. Milliseconds. */
export const PAUSE_MS = 5_000;

/** Sentences that wait for their turn to be read aloud: the newest is spoken, the others are counted. */
export class PoliteQueue {
  readonly #waiting: string[] = [];
  #saidAt = -Infinity;

  add(sentences: readonly string[]): void {
    this.#waiting.push(...sentences);
  }

  /** The next sentence when the pause is over; null while it lasts or nothing waits. */
  take(nowMs: number): string | null {
    const newest = this.#waiting.at(-1);
    if (newest === undefined || nowMs - this.#saidAt < PAUSE_MS) return null;
    const others = this.#waiting.length - 1;
    this.#waiting.length = 0;
    this.#saidAt = nowMs;
    return others === 0 ? newest : `${newest} And ${others} more, see Alarms and events.`;
  }
}
