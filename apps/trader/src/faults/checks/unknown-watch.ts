import type { BookedLeg } from "../desk/desk-words.ts";
import type { BrokerTrade } from "./evidence.ts";

/** How long something may be unknown to a desk that is connected, milliseconds of the machine's clock. */
export const UNKNOWN_AT_MOST_MS = 10_000;

/** Adds up how long legs and orders are unknown while the desk could know them. */
export class UnknownWatch {
  readonly #booked = new Map<string, number>();
  readonly #unknownMs = new Map<string, number>();
  readonly #tooLong = new Set<string>();

  /** A life of the desk begins: it tells again what it has booked. */
  begin(): void {
    this.#booked.clear();
  }

  booked(legs: readonly BookedLeg[]): void {
    for (const { orderId, contract, quantity } of legs) add(this.#booked, `${orderId} ${contract}`, quantity);
  }

  /** So many milliseconds have passed, in all of which the desk was connected with its broker or not. */
  pass(ms: number, isConnected: boolean, seen: UnknownNow): void {
    const now = new Set([...this.#unbooked(seen.trades), ...seen.unknownOrders.map((id) => `order ${id}`)]);
    for (const known of [...this.#unknownMs.keys()]) if (!now.has(known)) this.#unknownMs.delete(known);
    for (const what of now) {
      add(this.#unknownMs, what, isConnected ? ms : 0);
      if ((this.#unknownMs.get(what) ?? 0) > UNKNOWN_AT_MOST_MS) this.#tooLong.add(what);
    }
  }

  /** Nothing is unknown now. */
  get isClear(): boolean {
    return this.#unknownMs.size === 0;
  }

  /** What was unknown for too long, each in a sentence; then forgotten. */
  take(): readonly string[] {
    const sentences = [...this.#tooLong].map(
      (what) => `${what} was unknown for more than ${UNKNOWN_AT_MOST_MS / 1_000} connected seconds`,
    );
    this.#tooLong.clear();
    return sentences;
  }

  #unbooked(trades: readonly BrokerTrade[]): readonly string[] {
    const traded = new Map<string, number>();
    for (const { orderId, contract, quantity } of trades) add(traded, `${orderId} ${contract}`, quantity);
    return [...traded]
      .filter(([key, quantity]) => quantity !== (this.#booked.get(key) ?? 0))
      .map(([key]) => `leg ${key}`);
  }
}

export interface UnknownNow {
  readonly trades: readonly BrokerTrade[];
  readonly unknownOrders: readonly string[];
}

const add = (sums: Map<string, number>, key: string, more: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + more);
