import type { DayPnl, Exit, Fill, Order, OrderId, Position, PositionId, UsdE4 } from "@smart0dte/domain";

/** An order that the desk decided to place, and how things stood when it did. */
export interface PlacedOrder {
  readonly seq: number;
  readonly orderId: OrderId;
  readonly purpose: "open" | "close";
  readonly isHalted: boolean;
  /** As the run knew the way to the broker. */
  readonly link: "ready" | "notReady" | "notReconciled";
  /** Automation was switched off, and automation it was. */
  readonly isDisarmed: boolean;
}

/** What the desk says of itself: its journal, read from the start. */
export interface DeskLedger {
  readonly run: string;
  readonly orders: ReadonlyMap<OrderId, Order>;
  readonly fills: readonly Fill[];
  readonly positions: ReadonlyMap<PositionId, Position>;
  readonly placed: readonly PlacedOrder[];
  readonly exits: readonly Exit[];
}

export interface BrokerOrderFact {
  /** The desk's name of it; null for an order of nobody's. */
  readonly orderId: OrderId | null;
  readonly orderRef: string;
  readonly isLive: boolean;
}

/** One execution of a single contract. */
export interface BrokerTrade {
  readonly execId: string;
  readonly orderId: OrderId | null;
  /** Compact OSI symbol. */
  readonly contract: string;
  /** Signed. */
  readonly quantity: number;
  readonly price: UsdE4;
  readonly fees: UsdE4;
}

/** What the broker truly has. */
export interface BrokerTruth {
  readonly orders: readonly BrokerOrderFact[];
  readonly trades: readonly BrokerTrade[];
  /** Contracts held, by compact OSI symbol; none of 0. */
  readonly positions: ReadonlyMap<string, number>;
  /** Since the account was opened. */
  readonly cash: UsdE4;
}

/** An order as it went by on the wire. */
export interface WireFact {
  readonly orderId: OrderId | null;
  readonly number: number;
  /** Which life of the desk's process sent it, from 1. */
  readonly life: number;
  /** Questions of the comparison that nobody had answered on its connection. */
  readonly unanswered: readonly string[];
}

/** A life of the desk's process. */
export interface DeskLife {
  readonly life: number;
  /** The last input of the run before it. */
  readonly seq: number;
}

/** An order that the broker had when the desk was killed, and whether the database had its intent. */
export interface SentAtKill {
  readonly orderRef: string;
  readonly isCommitted: boolean;
}

/** Everything that a run is judged by. */
export interface Evidence {
  readonly desk: DeskLedger;
  /** Of the day, as risk keeps it; null where the desk could not be asked. */
  readonly day: DayPnl | null;
  readonly broker: BrokerTruth;
  readonly wire: readonly WireFact[];
  readonly lives: readonly DeskLife[];
  readonly sentAtKill: readonly SentAtKill[];
  /** Positions that were to be closed and have no order for it. */
  readonly unclosed: readonly PositionId[];
  /** A flat book was asked for and did not come. */
  readonly isFlatDue: boolean;
  /** What was unknown for longer than it may be, in words. */
  readonly tooLongUnknown: readonly string[];
  /** Why the desk and its broker did not come to rest; null where they did. */
  readonly unrest: string | null;
  /** Deaths of the desk that nobody caused. */
  readonly deaths: readonly string[];
}

export const CHECKS = [
  "positions",
  "fills",
  "money",
  "orders",
  "commits",
  "openings",
  "exits",
  "unknown",
  "rest",
  "deaths",
  "journal",
] as const;
export type CheckName = (typeof CHECKS)[number];

export interface Violation {
  readonly check: CheckName;
  readonly sentence: string;
}
