/** How urgent a message is: cancels and exits, then orders that open, then everything else. */
export const URGENCIES = ["exit", "order", "query"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** How many messages may leave; the broker cuts those who send more than 50 a second. */
export interface PacingLimits {
  /** All messages in any second. */
  readonly perSecond: number;
  /** Of these, kept for cancels and exits. */
  readonly reserve: number;
  /** Of these, kept for orders: questions, however many, never make one wait. */
  readonly forOrders: number;
  /** All messages in any 100 ms: the library's own limiter must never be the one that waits. */
  readonly perSlice: number;
}

/** 49 a second of which 9 are kept for cancels and exits and 20 for orders, 5 in 100 ms. */
export const TWS_PACING: PacingLimits = { perSecond: 49, reserve: 9, forOrders: 20, perSlice: 5 };

/** Of each slice, for what is more urgent. */
const KEPT_OF_SLICE: Readonly<Record<Urgency, number>> = { exit: 0, order: 1, query: 3 };

const SECOND_MS = 1000;
const SLICE_MS = 100;

/**
 * Messages waiting for their turn: by urgency, in order within one, none ever dropped.
 *
 * Knows no clock: time, in milliseconds that never go back, is given.
 */
export class PacingQueue<Item> {
  readonly #limits: PacingLimits;
  readonly #waiting: Record<Urgency, Item[]> = { exit: [], order: [], query: [] };
  /** When the messages of the last second left. */
  #left: number[] = [];

  constructor(limits: PacingLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return URGENCIES.reduce((sum, urgency) => sum + this.#waiting[urgency].length, 0);
  }

  put(item: Item, urgency: Urgency): void {
    this.#waiting[urgency].push(item);
  }

  /** What may leave now, most urgent first; the caller sends it at once. */
  take(at: number): readonly Item[] {
    this.#left = this.#left.filter((left) => at - left < SECOND_MS);
    const out: Item[] = [];
    for (const urgency of URGENCIES) {
      const waiting = this.#waiting[urgency];
      const room = Math.min(waiting.length, this.#room(urgency, at));
      for (let n = 0; n < room; n += 1) this.#left.push(at);
      out.push(...waiting.splice(0, room));
    }
    return out;
  }

  /** Everything that has not left, most urgent first; the queue is empty afterwards. */
  drain(): readonly Item[] {
    return URGENCIES.flatMap((urgency) => this.#waiting[urgency].splice(0));
  }

  /** Takes out what waits and matches. */
  remove(matches: (item: Item) => boolean): readonly Item[] {
    return URGENCIES.flatMap((urgency) => {
      const out = this.#waiting[urgency].filter(matches);
      this.#waiting[urgency] = this.#waiting[urgency].filter((item) => !matches(item));
      return out;
    });
  }

  #room(urgency: Urgency, at: number): number {
    const { perSecond, reserve, forOrders, perSlice } = this.#limits;
    const kept = urgency === "exit" ? 0 : urgency === "order" ? reserve : reserve + forOrders;
    const inSlice = this.#left.filter((left) => at - left < SLICE_MS).length;
    return Math.max(
      0,
      Math.min(perSecond - kept - this.#left.length, perSlice - KEPT_OF_SLICE[urgency] - inSlice),
    );
  }
}
