import type { EpochMicros, UsdE4 } from "../units.ts";
import type { ExecutionId, OrderId } from "./ids.ts";
import type { Leg } from "./plan-event.ts";

/** What the desk tells a broker. Packages are one order, never legs. */
export type OrderCommand =
  | {
      readonly type: "orderCommand";
      readonly action: "place";
      readonly at: EpochMicros;
      readonly orderId: OrderId;
      readonly purpose: "open" | "close";
      readonly legs: readonly Leg[];
      /** Packages, positive: the legs' signs give the direction. */
      readonly quantity: number;
      /** Worst package price: debit positive, credit negative. */
      readonly limit: UsdE4;
      /** Absent: it works at once. Else a stop-limit of one leg: it works from this price of the leg on, UsdE4 a share. */
      readonly trigger?: UsdE4;
      /** Opening orders end here, unfilled part cancelled; closing orders work until the close. */
      readonly validUntil: EpochMicros;
    }
  /** Another limit for an order that the broker has acknowledged; everything else stays. */
  | {
      readonly type: "orderCommand";
      readonly action: "replace";
      readonly at: EpochMicros;
      readonly orderId: OrderId;
      readonly purpose: "open" | "close";
      readonly limit: UsdE4;
    }
  | {
      readonly type: "orderCommand";
      readonly action: "cancel";
      readonly at: EpochMicros;
      readonly orderId: OrderId;
    };

export interface LegFill {
  readonly instrument: number;
  /** Contracts, signed. */
  readonly quantity: number;
  readonly price: UsdE4;
}

/** What a broker tells the desk. Fills are keyed by execution id; money comes from them, never from a status. */
export type BrokerEvent =
  /** The adapter has handed the order over; nothing is known of the broker yet. */
  | { readonly kind: "sent"; readonly orderId: OrderId; readonly at: EpochMicros }
  | { readonly kind: "acknowledged"; readonly orderId: OrderId; readonly at: EpochMicros }
  | { readonly kind: "working"; readonly orderId: OrderId; readonly at: EpochMicros }
  | {
      readonly kind: "fill";
      readonly orderId: OrderId;
      readonly executionId: ExecutionId;
      readonly at: EpochMicros;
      /** Packages. */
      readonly quantity: number;
      readonly legs: readonly LegFill[];
      /** Package price a share, debit positive. */
      readonly price: UsdE4;
      /** Positive, for this execution, summed and rounded once. */
      readonly fees: UsdE4;
    }
  /** Legs of a package that traded without the others, which the broker does not have either. */
  | {
      readonly kind: "orphan";
      readonly orderId: OrderId;
      readonly executionId: ExecutionId;
      readonly at: EpochMicros;
      /** Contracts of one leg at several prices are several of them. */
      readonly legs: readonly LegFill[];
      /** Positive, for these executions. */
      readonly fees: UsdE4;
    }
  /** The order works at the limit that was asked for. */
  | {
      readonly kind: "replaced";
      readonly orderId: OrderId;
      readonly at: EpochMicros;
      readonly limit: UsdE4;
    }
  /** The order is as it was. */
  | {
      readonly kind: "replaceRefused";
      readonly orderId: OrderId;
      readonly at: EpochMicros;
      readonly why: string;
    }
  | { readonly kind: "cancelled"; readonly orderId: OrderId; readonly at: EpochMicros; readonly why: string }
  | { readonly kind: "rejected"; readonly orderId: OrderId; readonly at: EpochMicros; readonly why: string }
  /** The broker ended what was not filled: at `validUntil`, or at the close. */
  | { readonly kind: "expired"; readonly orderId: OrderId; readonly at: EpochMicros; readonly why: string }
  /** What became of the order cannot be said (a connection died before the answer): it may be alive. */
  | { readonly kind: "lost"; readonly orderId: OrderId; readonly at: EpochMicros; readonly why: string };
