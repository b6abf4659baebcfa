import type { UsdE4 } from "@smart0dte/domain";

/** One option as Interactive Brokers asks for it. */
export interface OptionWish {
  readonly symbol: string;
  /** `20260313`. */
  readonly expiry: string;
  readonly right: "C" | "P";
  readonly strike: UsdE4;
}

export interface TwsLeg {
  readonly conId: number;
  /** Contracts in one package, positive. */
  readonly ratio: number;
  readonly action: "BUY" | "SELL";
}

export type TwsContract =
  | { readonly kind: "package"; readonly symbol: string; readonly legs: readonly TwsLeg[] }
  | { readonly kind: "option"; readonly symbol: string; readonly conId: number; readonly wish: OptionWish };

/** A day limit order, or stop-limit order, with everything stated that the library would otherwise leave open. */
export interface TwsOrder {
  readonly action: "BUY" | "SELL";
  readonly quantity: number;
  /** On the tick. A package's is signed: debit positive, credit negative. */
  readonly limit: UsdE4;
  /** On the tick, of a single leg: from this price on it works. Absent: at once. */
  readonly trigger?: UsdE4;
  readonly account: string;
  /** The desk's own order id: what the order is known by again after a crash. */
  readonly orderRef: string;
}

/** Whose market data: a line each, of the hundred that TWS and all its clients share. */
export type QuoteWish =
  { readonly kind: "option"; readonly wish: OptionWish } | { readonly kind: "index"; readonly symbol: "VIX" };

/** What the desk says to TWS. */
export type TwsSay =
  | {
      readonly say: "placeOrder";
      readonly orderNumber: number;
      readonly contract: TwsContract;
      readonly order: TwsOrder;
    }
  /** What the order would do to the margin; it trades nothing, and uses up its number all the same. */
  | {
      readonly say: "whatIf";
      readonly orderNumber: number;
      readonly contract: TwsContract;
      readonly order: TwsOrder;
    }
  | { readonly say: "cancelOrder"; readonly orderNumber: number }
  | { readonly say: "globalCancel" }
  | { readonly say: "currentTime" }
  /** Of every client and of TWS itself: orders by hand must be seen. */
  | { readonly say: "allOpenOrders" }
  | { readonly say: "completedOrders" }
  | { readonly say: "executions"; readonly requestId: number; readonly account: string }
  | { readonly say: "positions" }
  | { readonly say: "cancelPositions" }
  | { readonly say: "accountValues"; readonly requestId: number; readonly account: string }
  | { readonly say: "cancelAccountValues"; readonly requestId: number }
  /** What the account has made today, told about once a second until it is cancelled. */
  | { readonly say: "profit"; readonly requestId: number; readonly account: string }
  | { readonly say: "cancelProfit"; readonly requestId: number }
  /** Delayed quotes are better than none: real ones come all the same where they are paid for. */
  | { readonly say: "delayedQuotesToo" }
  | { readonly say: "quotes"; readonly requestId: number; readonly of: QuoteWish }
  | { readonly say: "cancelQuotes"; readonly requestId: number }
  | { readonly say: "contractDetails"; readonly requestId: number; readonly wish: OptionWish }
  | { readonly say: "marketRule"; readonly ruleId: number };
