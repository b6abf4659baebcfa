import {
  epochMicros,
  feeTableOn,
  firstLink,
  ZERO_USD,
  type Arming,
  type BreakerTripped,
  type BrokerLink,
  type CommandId,
  type DayPnl,
  type EpochMicros,
  type ExitReason,
  type FeeTable,
  type HaltCause,
  type How,
  type Order,
  type OrderId,
  type Orphan,
  type Parameters,
  type PlanId,
  type Position,
  type PositionId,
  type PositionMark,
  type Regime,
  type Session,
  type SessionStart,
  type Ticker,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";
import { openArming } from "./arming.ts";

/** Everything that risk remembers: plain data, rebuilt from the journal by folding the same inputs again. */
export interface RiskBook {
  readonly session: Session;
  readonly feeTable: FeeTable;
  /** Times in a row that a loss must show on fresh quotes before a breaker trips. */
  readonly breakerPersistence: number;
  readonly parameters: Parameters;
  readonly regime: Regime;
  readonly vix: number | null;
  /** Whether openings would reach the broker; exits and cancels are sent whatever it says. */
  readonly brokerLink: BrokerLink;
  /** Whether a live account may be given openings; exits and cancels go out whatever it says. */
  readonly arming: Arming;
  /** What people said belongs to the account and not to the desk; the newest word of each contract. */
  readonly accepted: readonly AcceptedByPerson[];
  /** Causes in force; nothing but a person's resume takes one away. */
  readonly halts: readonly HaltCause[];
  /** Breakers in force: level 1 while its position is open, 2 and 3 until resumed. */
  readonly breakers: readonly BreakerTripped[];
  /** Breakers that see their condition hold but have not yet tripped. */
  readonly watches: readonly BreakerWatch[];
  /** A person asked for a flat book; holds for positions that fills open later, until resumed. */
  readonly flattening: boolean;
  /** Plans that wait for a person, until `validUntil`. */
  readonly pending: readonly TradePlan[];
  /** Plans already judged or taken, kept until they expire. */
  readonly seenPlans: readonly {
    readonly id: PlanId;
    readonly validUntil: EpochMicros;
    readonly taken: boolean;
  }[];
  readonly seenCommands: readonly CommandId[];
  /** The last order id that was given: one input can reach risk several times. */
  readonly lastOrder: { readonly seq: number; readonly n: number };
  /** All orders of the day. */
  readonly orders: readonly Order[];
  /** Approved and not yet fully filled or dead: risk that is as good as taken. */
  readonly reservations: readonly Reservation[];
  readonly positions: readonly Position[];
  readonly memories: readonly PositionMemory[];
  readonly marks: readonly PositionMark[];
  readonly closed: readonly ClosedPosition[];
  /** Positions without packages that still hold contracts beside them. */
  readonly beside: readonly Position[];
  /** Legs that traded without the rest of their package, until they are resolved. */
  readonly orphans: readonly Orphan[];
  readonly day: DayPnl;
}

/** A holding of the account, and the counts that a person saw when they accepted it. */
export interface AcceptedByPerson {
  readonly contract: string;
  /** Signed; 0 once there is nothing of it any more. */
  readonly quantity: number;
  readonly seen: { readonly desk: number; readonly broker: number };
}

export interface Reservation {
  readonly orderId: OrderId;
  readonly ticker: Ticker;
  /** What the order grew from, at the worst limit that it was ever allowed. */
  readonly plan: TradePlan;
  readonly instruments: readonly number[];
  /** Maximum loss and costs of one package of that plan, money. */
  readonly perPackage: UsdE4;
  /** Packages not filled yet. */
  readonly quantity: number;
}

/** What risk keeps of an open position between inputs. */
export interface PositionMemory {
  readonly positionId: PositionId;
  /** Bid, ask, time and fault of each leg when last looked at. */
  readonly evidence: readonly number[];
  /** Fills have changed the position since its mark. */
  readonly isChanged: boolean;
  /** Last close at executable sides (UsdE4 a share, debit positive) and the underlying then. */
  readonly lastExecutable: {
    readonly price: UsdE4;
    readonly spot: UsdE4 | null;
    /** How far the underlying is known to have moved since, either way; 0 while markable. */
    readonly moved: UsdE4;
  };
  readonly stopHits: number;
  /** The last close that was sent out. */
  readonly exit: {
    readonly orderId: OrderId;
    readonly reason: ExitReason;
    readonly at: EpochMicros;
    readonly cancelling: boolean;
  } | null;
  /** A close on the market's word that was refused: it stays due, wherever the market has gone since. */
  readonly owed: ExitReason | null;
  /** A close that the broker refused is not repeated before this. */
  readonly retryAt: EpochMicros | null;
}

export interface BreakerWatch {
  readonly scope: PositionId | Ticker | "book";
  readonly since: EpochMicros;
  readonly hits: number;
  readonly pnl: UsdE4;
}

/** What is left of a position that was closed: signed money after fees. */
export interface ClosedPosition {
  readonly positionId: PositionId;
  readonly ticker: Ticker;
  readonly pnl: UsdE4;
  readonly fees: UsdE4;
  readonly how: How;
}

const BREAKER_PERSISTENCE = 3;

/** The book at the start of a run: flat, and under the halts that the last run left. */
export function openBook(start: SessionStart): RiskBook {
  const how: How = start.provenance.options === "modelled" ? "modelled" : "derived";
  return {
    session: start.session,
    feeTable: feeTableOn(start.session.date),
    // one modelled quote a minute is all the evidence there is
    breakerPersistence: start.minuteSource ? 1 : BREAKER_PERSISTENCE,
    parameters: start.parameters,
    regime: "unknown",
    vix: null,
    brokerLink: firstLink(start.broker),
    arming: openArming(start),
    accepted: [],
    halts: start.halts,
    breakers: start.halts.flatMap(breakerOf),
    watches: [],
    flattening: false,
    pending: [],
    seenPlans: [],
    seenCommands: [],
    lastOrder: { seq: 0, n: 0 },
    orders: [],
    reservations: [],
    positions: [],
    memories: [],
    marks: [],
    closed: [],
    beside: [],
    orphans: [],
    day: {
      at: epochMicros(start.session.open),
      mid: ZERO_USD,
      executable: ZERO_USD,
      realised: ZERO_USD,
      fees: ZERO_USD,
      unmarkable: [],
      how,
    },
  };
}

function breakerOf(cause: HaltCause): readonly BreakerTripped[] {
  if (cause.kind !== "ticker" && cause.kind !== "book") return [];
  const { at, pnl, limit } = cause;
  return cause.kind === "ticker"
    ? [{ type: "breaker", at, level: 2, scope: cause.ticker, pnl, limit }]
    : [{ type: "breaker", at, level: 3, scope: "book", pnl, limit }];
}
