import type {
  Approved,
  BrokerEvent,
  BrokerLink,
  CancelOpening,
  EpochMicros,
  Exit,
  ParametersChanged,
  QuoteOf,
  ReplaceWorking,
  Ticker,
  UsdE4,
} from "@smart0dte/domain";

/** What execution hears: decisions of risk, the broker's reports, and the close. */
export type ExecutionInput = {
  readonly seq: number;
  readonly at: EpochMicros;
  /** The market as it stands at this input. Without it an order and its fills are not held against a middle. */
  readonly quoteOf?: QuoteOf;
} & (
  | { readonly kind: "approved"; readonly approved: Approved }
  | { readonly kind: "exit"; readonly exit: Exit }
  | { readonly kind: "cancel"; readonly cancel: CancelOpening }
  | { readonly kind: "replace"; readonly replace: ReplaceWorking }
  | { readonly kind: "broker"; readonly event: BrokerEvent }
  /** A paper broker is never spoken of. */
  | { readonly kind: "brokerLink"; readonly link: BrokerLink }
  /** Whether risk wants a flat book; told when it changes. Positions leave by exits, orphan legs by this. */
  | { readonly kind: "flatten"; readonly isFlattening: boolean }
  | { readonly kind: "parameters"; readonly changed: ParametersChanged }
  /** Time has passed to where {@link isTickDue} says that it is work. */
  | { readonly kind: "tick" }
  /** After the close. Null where no closing price of the ticker is known. */
  | { readonly kind: "settle"; readonly settlingPriceOf: (ticker: Ticker) => UsdE4 | null }
);
