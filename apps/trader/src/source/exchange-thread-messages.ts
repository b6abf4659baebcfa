import type { EpochMicros, InstrumentListing, Session } from "@smart0dte/domain";
import type { ExchangeState, SimControl } from "@smart0dte/simulator/exchange";

/** What the exchange's thread is started with, as `workerData`. */
export interface ExchangeThreadData {
  readonly seed: number;
  readonly session: Session;
  readonly market: "planted" | "null";
  readonly speed: number;
  readonly startAt: EpochMicros;
  readonly controls: readonly { readonly control: SimControl; readonly at: EpochMicros }[];
  /** The key that its data door asks for. */
  readonly key: string;
  /** The account that its broker has. */
  readonly account: string;
  /** Where the broker's books last; null: they end with the thread. */
  readonly booksFile: string | null;
}

/** What the desk asks of the thread; `n` comes back with the answer. */
export type ExchangeOrder =
  /** Desk time stands until the first of these. */
  | { readonly kind: "resume" }
  | { readonly kind: "speed"; readonly speed: number }
  /** The desk has come so far: the market does not run away from it. */
  | { readonly kind: "reached"; readonly at: EpochMicros }
  | { readonly kind: "control"; readonly n: number; readonly control: SimControl; readonly at: EpochMicros }
  | { readonly kind: "fault"; readonly n: number; readonly fault: unknown }
  | { readonly kind: "close" };

export type ExchangeThreadMessage =
  | {
      readonly kind: "ready";
      readonly port: number;
      readonly twsPort: number;
      readonly listings: readonly InstrumentListing[];
    }
  /** `loopDelayMs`: 99th percentile of the thread's event-loop delay since the last one. */
  | { readonly kind: "state"; readonly state: ExchangeState; readonly loopDelayMs: number }
  /** Done at this desk time, or a sentence why not. */
  | { readonly kind: "answer"; readonly n: number; readonly at: EpochMicros }
  | { readonly kind: "refusal"; readonly n: number; readonly sentence: string }
  | { readonly kind: "log"; readonly line: string };
