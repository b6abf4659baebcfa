import type { Ticker } from "../instruments/index.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";
import type { Armed, Disarmed } from "./arming.ts";
import type { CommandId } from "./command.ts";
import type { OrderId, PlanId, PositionId } from "./ids.ts";
import type { TradePlan } from "./plan-event.ts";

/** Stable codes: the screen, the tests and other programs match on them. */
export const REFUSAL_CODES = [
  "HALTED",
  "BREAKER_TICKER",
  "BREAKER_BOOK",
  "EXPIRED",
  "EXPIRY_CUTOFF",
  "NOT_OPEN",
  "AUTOMATION_OFF",
  "AWAITING_ACCEPTANCE",
  "UNKNOWN_PLAN",
  "UNKNOWN_POSITION",
  "UNKNOWN_ORDER",
  "ALREADY_TAKEN",
  "ALREADY_CLOSING",
  "LIMIT_POSITION",
  "LIMIT_TICKER_DAILY",
  "LIMIT_PORTFOLIO",
  "LIMIT_OPEN_POSITIONS",
  "SIZE_ZERO",
  "QUOTE_STALE",
  "PRICE_MOVED",
  "AFTER_STOP",
  "UNMARKABLE",
  "BROKER_NOT_READY",
  "ORPHAN_LEGS",
  "NOT_ARMED",
  "NOT_LIVE",
  "ALREADY_ARMED",
  "BAD_PARAMETER",
  "CAUSE_HOLDS",
  "ROLE",
  "NOT_CANCELLABLE",
  "NOT_REPLACEABLE",
  "DUPLICATE",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Leave to open: the only thing an opening order can grow from. */
export interface Approved {
  readonly type: "approved";
  readonly at: EpochMicros;
  readonly plan: TradePlan;
  readonly orderId: OrderId;
  /** Packages. */
  readonly quantity: number;
  /** Which limit gave the quantity, and what each limit allowed. */
  readonly boundedBy: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly by: "automation" | CommandId;
}

export interface Refused {
  readonly type: "refused";
  readonly at: EpochMicros;
  readonly subject: { readonly plan: PlanId } | { readonly command: CommandId };
  readonly code: RefusalCode;
  readonly numbers: Readonly<Record<string, number | string>>;
}

export const EXIT_REASONS = [
  "target",
  "stop",
  "time",
  "invalidation",
  "breaker",
  "flatten",
  "person",
  "expiryGuard",
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

/** A decision to close. Exits are never blocked by a halt. */
export interface Exit {
  readonly type: "exit";
  readonly at: EpochMicros;
  readonly positionId: PositionId;
  readonly orderId: OrderId;
  readonly reason: ExitReason;
  /** Worst package price accepted: debit positive. Mandatory exits go no worse than the structure's width. */
  readonly limit: UsdE4;
  /** Packages. */
  readonly quantity: number;
  /** Instruments of long legs without a bid: worth nothing, left out of the closing order. */
  readonly dropped: readonly number[];
  readonly numbers: Readonly<Record<string, number | string>>;
}

/**
 * A working order that must go: an opening one because of a halt, a breaker, a disarming or its plan's end; any one because a
 * person says so or because a close takes its place (`replaced`): a closing one that only waits at its price, or
 * what is left of the opening order of a position that is being closed.
 */
export interface CancelOpening {
  readonly type: "cancelOpening";
  readonly at: EpochMicros;
  readonly orderId: OrderId;
  readonly why: "halt" | "expired" | "breaker" | "person" | "replaced" | "disarmed";
}

/** Leave to let a working order work at a limit that a person chose. */
export interface ReplaceWorking {
  readonly type: "replaceWorking";
  readonly at: EpochMicros;
  readonly orderId: OrderId;
  /** Worst package price: debit positive. */
  readonly limit: UsdE4;
  readonly by: CommandId;
}

/** Why the desk opens nothing. Persistent until a person resumes. */
export type HaltCause =
  | { readonly kind: "manual"; readonly by: string; readonly reason: string; readonly at: EpochMicros }
  | {
      readonly kind: "ticker";
      readonly ticker: Ticker;
      readonly pnl: UsdE4;
      readonly limit: UsdE4;
      readonly at: EpochMicros;
    }
  | { readonly kind: "book"; readonly pnl: UsdE4; readonly limit: UsdE4; readonly at: EpochMicros }
  | { readonly kind: "emergency"; readonly vix: number | null; readonly at: EpochMicros }
  /** The broker traded more than an order asked for: what is held was not meant. */
  | { readonly kind: "overFilled"; readonly orderId: OrderId; readonly at: EpochMicros };

export interface Halted {
  readonly type: "halted";
  readonly at: EpochMicros;
  readonly cause: HaltCause;
}

export interface Resumed {
  readonly type: "resumed";
  readonly at: EpochMicros;
  readonly by: string;
  readonly reason: string;
  readonly cleared: readonly HaltCause["kind"][];
}

/** Level 1 acts on one position (an exit follows), 2 blocks a ticker, 3 halts the book and flattens. */
export interface BreakerTripped {
  readonly type: "breaker";
  readonly at: EpochMicros;
  readonly level: 1 | 2 | 3;
  readonly scope: PositionId | Ticker | "book";
  /** Signed; the worse of mid and executable. */
  readonly pnl: UsdE4;
  readonly limit: UsdE4;
}

export interface ParametersChanged {
  readonly type: "parametersChanged";
  readonly at: EpochMicros;
  readonly by: string;
  readonly reason: string;
  readonly changes: readonly {
    readonly name: string;
    readonly from: number | string;
    readonly to: number | string;
  }[];
}

/** A person said what belongs to the account and not to the desk. */
export interface HoldingAccepted {
  readonly type: "holdingAccepted";
  readonly at: EpochMicros;
  readonly by: string;
  readonly contract: string;
  /** Contracts or shares, signed: all that is the account's own from now on. */
  readonly quantity: number;
}

/** A command was carried out (a refused one has a {@link Refused}). */
export interface CommandDone {
  readonly type: "commandDone";
  readonly at: EpochMicros;
  readonly commandId: CommandId;
}

export type RiskEvent =
  | Approved
  | Refused
  | Exit
  | CancelOpening
  | ReplaceWorking
  | Halted
  | Resumed
  | BreakerTripped
  | ParametersChanged
  | Armed
  | Disarmed
  | HoldingAccepted
  | CommandDone;
