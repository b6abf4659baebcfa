import { PacingQueue, type PacingLimits, type Urgency } from "../orders/pacing-queue.ts";
import type { BookedOrder } from "../orders/order-book.ts";
import type { TwsSay } from "../words/tws-say.ts";

interface Waiting {
  readonly order: BookedOrder | null;
  readonly leave: () => void;
}

export interface OutboxEnds {
  say(words: TwsSay): void;
  /** `later`: it keeps its place until {@link Outbox.release}. `never`: it is taken out and refused. */
  mayLeave(order: BookedOrder): "now" | "later" | "never";
}

/** Everything that leaves for TWS, in its turn. */
export class Outbox {
  readonly #queue: PacingQueue<Waiting>;
  readonly #ends: OutboxEnds;
  #held: Waiting[] = [];

  constructor(limits: PacingLimits, ends: OutboxEnds) {
    this.#queue = new PacingQueue(limits);
    this.#ends = ends;
  }

  get length(): number {
    return this.#queue.length + this.#held.length;
  }

  ask(words: TwsSay, urgency: Urgency): void {
    const leave = (): void => {
      this.#ends.say(words);
    };
    this.#queue.put({ order: null, leave }, urgency);
  }

  /** Exits go before openings. `leave` is called when its turn has come. */
  place(order: BookedOrder, leave: () => void): void {
    this.#queue.put({ order, leave }, order.command.purpose === "close" ? "exit" : "order");
  }

  /** A change of an order that is with the broker; `leave` judges for itself whether it may still be said. */
  change(leave: () => void, urgency: Urgency): void {
    this.#queue.put({ order: null, leave }, urgency);
  }

  /** Says at once what has had its turn already. */
  say(words: TwsSay): void {
    this.#ends.say(words);
  }

  /** Lets out what may leave now. */
  pump(at: number): void {
    for (const waiting of this.#queue.take(at)) {
      const when = waiting.order === null ? "now" : this.#ends.mayLeave(waiting.order);
      if (when === "now") waiting.leave();
      if (when === "later") this.#held.push(waiting);
    }
  }

  /** Orders that had to wait go back to the queue, in their order. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const { order, leave } of held) if (order !== null) this.place(order, leave);
  }

  forget(order: BookedOrder): void {
    this.#queue.remove((waiting) => waiting.order === order);
    this.#held = this.#held.filter((waiting) => waiting.order !== order);
  }

  clear(): void {
    this.#queue.drain();
    this.#held = [];
  }
}
