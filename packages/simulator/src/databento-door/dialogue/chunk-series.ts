import { err, ok, type Result } from "@smart0dte/domain";
import {
  ALL_SYMBOLS,
  MOST_SYMBOLS,
  type SubscriptionChunk,
  type SubscriptionRequest,
} from "./subscription-request.ts";

/** Puts the lines of a subscription together; a series is never interleaved with anything. */
export class ChunkSeries {
  #first: SubscriptionChunk | null = null;
  #symbols: string[] = [];

  /** True while a series waits for its last line. */
  get isOpen(): boolean {
    return this.#first !== null;
  }

  /** The whole request at the last line, null before; the error is the text that the client is told. */
  add(chunk: SubscriptionChunk): Result<SubscriptionRequest | null, string> {
    if (this.#first !== null && !isOneSeries(this.#first, chunk))
      return err("A subscription's lines are mixed with those of another: its last line is missing.");
    this.#symbols.push(...chunk.symbols);
    if (this.#symbols.length > MOST_SYMBOLS)
      return err(`A subscription has at most ${MOST_SYMBOLS} symbols; ${ALL_SYMBOLS} stands for all.`);
    if (this.#symbols.length > 1 && this.#symbols.includes(ALL_SYMBOLS))
      return err(`${ALL_SYMBOLS} stands alone.`);
    if (!chunk.isLast) {
      this.#first ??= chunk;
      return ok(null);
    }
    const { id, schema, stypeIn, start } = chunk;
    const request = { id, schema, stypeIn, start, symbols: this.#symbols };
    this.#first = null;
    this.#symbols = [];
    return ok(request);
  }
}

const isOneSeries = (left: SubscriptionChunk, right: SubscriptionChunk): boolean =>
  left.id === right.id &&
  left.schema === right.schema &&
  left.stypeIn === right.stypeIn &&
  left.start === right.start;
