import {
  defaultParameters,
  firstLink,
  type BrokerLink,
  type EpochMicros,
  type ExecutionId,
  type How,
  type Order,
  type OrderId,
  type Orphan,
  type Parameters,
  type Position,
  type SessionStart,
  type Ticker,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";

/** An orphan and what is done about it. */
export interface Stranding {
  readonly orphan: Orphan;
  /** What was paid for its legs, money, debit positive: a part of its position's `openCost`. */
  readonly cost: UsdE4;
  /** The orders made to repair it. */
  readonly repairs: readonly OrderId[];
  /** The newest of them were made to get rid of it, because the book is to be flat. */
  readonly isLeaving: boolean;
  /** Not judged again before. */
  readonly lookAt: EpochMicros;
}

/** Contracts of one leg of an order that are in none of its package fills. */
export interface TradedAlone {
  readonly orderId: OrderId;
  readonly instrument: number;
  /** Signed. */
  readonly quantity: number;
}

/** An opening order on its way from the middle towards the executable price. */
export interface PriceWalk {
  readonly orderId: OrderId;
  /** The plan's worst price: the walk never goes beyond. */
  readonly worst: UsdE4;
  readonly left: number;
  /** Microseconds of desk time between steps. */
  readonly every: number;
  readonly nextAt: EpochMicros;
}

/** Everything that execution remembers of a day: plain data, rebuilt by folding the same inputs again. */
export interface ExecutionState {
  /** When closing orders end. */
  readonly close: EpochMicros;
  readonly parameters: Parameters;
  /** How fills of this run come about. */
  readonly fillHow: How;
  /** Whether the broker can be given orders; a paper broker always can. */
  readonly link: BrokerLink;
  /** Risk wants a flat book: orphan legs go too. */
  readonly isFlattening: boolean;
  /** In the order in which they were made; those that are over stay, for late fills. */
  readonly orders: readonly Order[];
  /** The plans that opening orders grew from. */
  readonly plans: readonly TradePlan[];
  /** In the order of their first fills; flat ones stay. */
  readonly positions: readonly Position[];
  /** Executions booked: what a broker repeats is booked once. */
  readonly executions: readonly ExecutionId[];
  /** What orders traded without the rest of their packages, or beyond what was ordered, for good. */
  readonly alone: readonly TradedAlone[];
  /** By order; those that are resolved stay. */
  readonly strandings: readonly Stranding[];
  readonly walks: readonly PriceWalk[];
  /** When the passing of time alone is work; null while it is none. */
  readonly tickAt: EpochMicros | null;
  /** Closing prices that positions settle at, by ticker; null before the close. */
  readonly settling: Readonly<Record<Ticker, UsdE4 | null>> | null;
}

/** The state at the start of a run: no order and flat. */
export function openExecution(start: SessionStart): ExecutionState {
  const { session, parameters } = start;
  return {
    close: session.close,
    // a journal of an earlier version knows fewer
    parameters: { ...defaultParameters(), ...parameters },
    fillHow: fillHowOf(start),
    link: firstLink(start.broker),
    isFlattening: false,
    orders: [],
    plans: [],
    positions: [],
    executions: [],
    alone: [],
    strandings: [],
    walks: [],
    tickAt: null,
    settling: null,
  };
}

/** A TWS reports its own fills; the desk's paper broker makes them, as good as the quotes they are made on. */
function fillHowOf({ broker, provenance }: SessionStart): How {
  if (broker === "tws") return "broker";
  return provenance.options === "modelled" ? "modelled" : "quoted";
}
