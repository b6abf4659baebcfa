import type { EpochMicros } from "@smart0dte/domain";
import type { Recorder } from "../recorder/index.ts";
import type { FeedMessage } from "./feed-messages.ts";
import type { MarketTranslator } from "./market-translator.ts";

/** Batches that the desk may have unfinished; beyond it records wait here, and quotes are conflated. */
const MOST_UNDER_WAY = 4;
/** Wall time that records wait for others to share a batch with. */
const GATHER_MS = 3;

export interface PostOrder {
  readonly translator: MarketTranslator;
  readonly recorder: Recorder | null;
  readonly tell: (message: FeedMessage) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Where desk time stands before the first record. */
  readonly openAt: EpochMicros;
}

/** Hands what the translator has over to the desk, a few times in ten milliseconds and never more than it works off. */
export class BatchPost {
  readonly #order: PostOrder;
  #underWay = 0;
  #timer: NodeJS.Timeout | null = null;
  #postedAt = 0;
  #receivedAtMs = 0;
  #reached: EpochMicros;
  batches = 0;

  constructor(order: PostOrder) {
    this.#order = order;
    this.#reached = order.openAt;
  }

  /** Something has come. */
  arrived(): void {
    const { translator, now } = this.#order;
    this.#receivedAtMs = Date.now();
    if (translator.pending === 0) return;
    if (now() - this.#postedAt >= GATHER_MS) this.post();
    else this.#later();
  }

  /** The desk has worked one batch off. */
  taken(): void {
    if (this.#underWay > 0) this.#underWay -= 1;
    if (this.#order.translator.pending > 0) this.#later();
  }

  /** Hands over all there is, if the desk keeps up. */
  post(): void {
    const { translator, recorder, tell, now } = this.#order;
    if (this.#underWay >= MOST_UNDER_WAY) return;
    this.#postedAt = now();
    const listings = translator.takeListings();
    const taken = translator.takeBatch();
    if (taken !== null) this.#reached = taken.at;
    if (listings.length > 0) {
      tell({ kind: "instruments", listings });
      recorder?.cut(this.#reached, "instruments");
    }
    if (taken === null) return;
    this.#underWay += 1;
    this.batches += 1;
    tell({ kind: "market", batch: taken.batch, at: taken.at, receivedAtMs: this.#receivedAtMs });
    recorder?.cut(taken.at, "market");
    recorder?.reach(taken.at);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.post();
    }, GATHER_MS);
  }
}
