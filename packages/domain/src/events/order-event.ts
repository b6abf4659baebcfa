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
  /**
   * `orphan`: it repairs a package of which only some legs traded. `restingStop`: it buys a short leg back where the
   * desk is not there to close the package.
   */
  readonly reason: ExitReason | "entry" | "orphan" | "restingStop";
  readonly legs: readonly Leg[];
  readonly quantity: number;
  readonly filled: number;
  readonly limit: UsdE4;
  /** The price of its one leg from which on it works, UsdE4 a share; absent where it works at once. */
  readonly trigger?: UsdE4;
  /** Another limit that the broker was asked for and has not answered about. */
  readonly asked: UsdE4 | null;
  readonly validUntil: EpochMicros;
  /** The package's middle when the order was placed, rounded to the worse side; null where a leg had none. */
  readonly placedMid: UsdE4 | null;
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

/**
 * How well an execution went. Prices are UsdE4 a share, positive where it was worse than what it is held against, and
 * null where there is nothing to hold it against.
 */
export interface FillQuality {
  /** Against the package's middle when its order was placed. */
  readonly toPlacedMid: UsdE4 | null;
  /** Against the middle of the legs that traded, when the desk heard of it. */
  readonly toFillMid: UsdE4 | null;
  /** Against the plan: its entry, or the target or stop that a close was for. */
  readonly toPlan: UsdE4 | null;
  /** Microseconds of desk time from the intent to the execution. */
  readonly sinceIntent: number;
}

/** One execution of a package; or, at a quantity of 0, of legs that traded without the rest of theirs. */
export interface Fill {
  readonly type: "fill";
  readonly at: EpochMicros;
  readonly executionId: ExecutionId;
  readonly orderId: OrderId;
  readonly positionId: PositionId;
  readonly purpose: "open" | "close";
  readonly quantity: number;
  readonly legs: readonly LegFill[];
  /** Of one package; of all the legs together where there is none. UsdE4 a share, debit positive. */
  readonly price: UsdE4;
  readonly fees: UsdE4;
  readonly quality: FillQuality;
  readonly how: How;
  /** With it the broker has traded more of a leg than was ordered; left out where it has not. */
  readonly isBeyondOrder?: true;
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
  /** What was paid for the packages still held and for orphan legs (debit positive), UsdE4 of money. */
  readonly openCost: UsdE4;
  readonly fees: UsdE4;
  readonly openedAt: EpochMicros;
  readonly closedAt: EpochMicros | null;
  readonly closing: OrderId | null;
  /**
   * Contracts beside the packages, signed: long legs that a close left out because nobody bid for them, settled at the
   * close, and orphan legs.
   */
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

/** Legs of an order that traded without the rest of their package. Nothing opens on their ticker before `resolved`. */
export interface Orphan {
  readonly orderId: OrderId;
  readonly positionId: PositionId;
  readonly ticker: Ticker;
  readonly since: EpochMicros;
  /** What is beside the packages because of it: contracts, signed as held. */
  readonly legs: readonly { readonly leg: Leg; readonly quantity: number }[];
  /** `waiting`: for the order's end or a market; `repairing`: an order for it is out; `held`: a person must decide. */
  readonly state: "waiting" | "repairing" | "held" | "resolved";
  readonly why: string;
}

export interface OrphanChanged {
  readonly type: "orphanChanged";
  readonly at: EpochMicros;
  readonly orphan: Orphan;
}

export type ExecutionEvent = OrderChanged | Fill | PositionChanged | OrphanChanged | Exercised | Unsettled;
