import type {
  BrokerLink,
  Command,
  EpochMicros,
  ExecutionEvent,
  QuoteOf,
  RegimeView,
  Ticker,
  TradePlan,
  UsdE4,
} from "@smart0dte/domain";

/** The underlying's price now, or null when no admissible one is known. */
export type SpotOf = (ticker: Ticker) => UsdE4 | null;

/** What risk is told, in the order of the sequencer. */
export type RiskInput = { readonly seq: number; readonly at: EpochMicros } & (
  | { readonly kind: "plan"; readonly plan: TradePlan; readonly quoteOf: QuoteOf }
  | { readonly kind: "command"; readonly command: Command; readonly quoteOf: QuoteOf }
  /** After each batch: marks, exits and breakers. */
  | { readonly kind: "market"; readonly quoteOf: QuoteOf; readonly spotOf: SpotOf }
  /** The same judgement when only time has passed: ages and time exits. */
  | { readonly kind: "timer"; readonly quoteOf: QuoteOf; readonly spotOf: SpotOf }
  | { readonly kind: "regime"; readonly view: RegimeView }
  /** Whether openings would reach the broker; a paper broker is never spoken of. */
  | { readonly kind: "brokerLink"; readonly link: BrokerLink }
  | { readonly kind: "execution"; readonly event: ExecutionEvent }
);
