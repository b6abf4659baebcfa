import type { EpochMicros, OrderCommand, QuoteOf } from "@smart0dte/domain";

/** A place in the desk's one order of inputs. */
export interface Moment {
  readonly seq: number;
  readonly at: EpochMicros;
}

export type Look = Moment & { readonly kind: "look"; readonly quoteOf: QuoteOf };

/** What the paper broker is told: an order or its cancel, and after each market or timer input a look at the market. */
export type PaperInput = (Moment & { readonly kind: "command"; readonly command: OrderCommand }) | Look;
