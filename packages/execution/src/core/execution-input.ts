import type {
  Approved,
  BrokerEvent,
  CancelOpening,
  EpochMicros,
  Exit,
  Ticker,
  UsdE4,
} from "@smart0dte/domain";

/** What execution hears: decisions of risk, the broker's reports, and the close. */
export type ExecutionInput = {
  readonly seq: number;
  readonly at: EpochMicros;
} & (
  | { readonly kind: "approved"; readonly approved: Approved }
  | { readonly kind: "exit"; readonly exit: Exit }
  | { readonly kind: "cancel"; readonly cancel: CancelOpening }
  | { readonly kind: "broker"; readonly event: BrokerEvent }
  /** After the close. Null where no closing price of the ticker is known. */
  | { readonly kind: "settle"; readonly settlingPriceOf: (ticker: Ticker) => UsdE4 | null }
);
