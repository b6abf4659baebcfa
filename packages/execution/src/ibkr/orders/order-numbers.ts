/**
 * Where the highest order number ever used is kept, by client id and account.
 *
 * `raise` returns only when the number is on the disk: a number must never be used twice, whatever dies.
 */
export interface OrderNumberStore {
  /** 0 when none was ever used. */
  highest(): number;
  raise(to: number): void;
}

/** Request ids begin here, order numbers end before: an error about one is never taken for the other. */
export const FIRST_REQUEST_ID = 1_000_000_000;

/** One write to the store pays for so many numbers; a restart skips what was left of them. */
const RESERVED = 512;

/**
 * Our own counter of order numbers.
 *
 * The broker's `nextValidId` may go back after a restart, so it only ever raises the counter, like every number
 * seen in open orders and executions.
 */
export class OrderNumbers {
  readonly #store: OrderNumberStore;
  #last: number;
  #reserved: number;

  constructor(store: OrderNumberStore) {
    this.#store = store;
    this.#last = store.highest();
    this.#reserved = this.#last;
  }

  /** A number that somebody used. Numbers of requests and of orders bound from TWS (negative) say nothing. */
  seen(orderNumber: number): void {
    if (orderNumber < FIRST_REQUEST_ID) this.#last = Math.max(this.#last, orderNumber);
  }

  /** What the broker would take next. */
  suggested(nextValidId: number): void {
    this.seen(nextValidId - 1);
  }

  /** A number nobody used, durable before it is given out; null where a broker has seen the last of them. */
  next(): number | null {
    const number = this.#last + 1;
    if (number >= FIRST_REQUEST_ID) return null;
    if (number > this.#reserved) {
      this.#store.raise(number + RESERVED - 1);
      this.#reserved = number + RESERVED - 1;
    }
    this.#last = number;
    return number;
  }
}
