import type { Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";
import type { LegFill } from "./broker-event.ts";
import type { ExecutionId, OrderId, PlanId, PositionId } from "./ids.ts";
import type { Leg, StrategyName, TradePlan } from "./plan-event.ts";
import type { ExitReason } from "./risk-event.ts";

/** The life of an order. Which may follow which is one table in execution/core. */
export const ORDER_STATES = [
  "intent",
  "approved",
  "journalled",
  "sent",
  "acknowledged",
  "working",
  "partlyFilled",
  "filled",
  "cancelRequested",
  "cancelled",
  "rejected",
  "expired",
  "unknown",
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export interface Order {
  readonly id: OrderId;
  readonly planId: PlanId;
  readonly positionId: PositionId;
  readonly ticker: Ticker;
  readonly purpose: "open" | "close";
  readonly reason: ExitReason | "entry";
  readonly legs: readonly Leg[];
  readonly quantity: number;
  readonly filled: number;
  readonly limit: UsdE4;
  readonly validUntil: EpochMicros;
  readonly state: OrderState;
  /** When each state was entered, in order. */
  readonly history: readonly {
    readonly state: OrderState;
    readonly at: EpochMicros;
    readonly note: string | null;
  }[];
}

export interface OrderChanged {
  readonly type: "orderChanged";
  readonly at: EpochMicros;
  readonly order: Order;
}

/** One execution of a package. */
export interface Fill {
  readonly type: "fill";
  readonly at: EpochMicros;
  readonly executionId: ExecutionId;
  readonly orderId: OrderId;
  readonly positionId: PositionId;
  readonly purpose: "open" | "close";
  readonly quantity: number;
  readonly legs: readonly LegFill[];
  readonly price: UsdE4;
  readonly fees: UsdE4;
  readonly how: How;
}

/** What the desk holds: packages opened by one plan. Flat positions stay in the book for the day. */
export interface Position {
  readonly id: PositionId;
  readonly plan: TradePlan;
  readonly ticker: Ticker;
  readonly strategy: StrategyName;
  readonly legs: readonly Leg[];
  /** Packages held now. */
  readonly quantity: number;
  /** Packages ever opened. */
  readonly opened: number;
  /** Cash of all fills so far, signed: received positive. Fees not included. */
  readonly cash: UsdE4;
  /** What was paid to open the packages still held (debit positive), UsdE4 of money. */
  readonly openCost: UsdE4;
  readonly fees: UsdE4;
  readonly openedAt: EpochMicros;
  readonly closedAt: EpochMicros | null;
  readonly closing: OrderId | null;
  /** Long legs that a close left out because nobody bid for them: contracts by instrument, settled at the close. */
  readonly residual: readonly { readonly leg: Leg; readonly quantity: number }[];
  readonly how: How;
}

export interface PositionChanged {
  readonly type: "positionChanged";
  readonly at: EpochMicros;
  readonly position: Position;
}

/** What the exercise rule did with a leg that was still there at the close. */
export interface Exercised {
  readonly type: "exercised";
  readonly at: EpochMicros;
  readonly positionId: PositionId;
  readonly instrument: number;
  /** Contracts, signed as held. */
  readonly quantity: number;
  readonly outcome: "exercised" | "assigned" | "expired";
  /** Shares booked at the strike, signed; marked at the settling price. */
  readonly shares: number;
  readonly strike: UsdE4;
  readonly settledAt: UsdE4;
  /** Intrinsic value booked, signed money. */
  readonly value: UsdE4;
}

/** A short or long leg that could not be settled because no 16:00 price is known: a person must act. */
export interface Unsettled {
  readonly type: "unsettled";
  readonly at: EpochMicros;
  readonly positionId: PositionId;
  readonly why: string;
}

export type ExecutionEvent = OrderChanged | Fill | PositionChanged | Exercised | Unsettled;
