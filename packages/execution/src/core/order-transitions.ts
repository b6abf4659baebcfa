import { err, ok, type OrderState, type Result } from "@smart0dte/domain";

/** What can happen to an order. `partFill` leaves something to fill, `fullFill` nothing. */
export type OrderCause =
  | "approve"
  | "journal"
  | "sent"
  | "acknowledged"
  | "working"
  | "partFill"
  | "fullFill"
  | "replace"
  | "replaced"
  | "replaceRefused"
  | "cancel"
  | "cancelled"
  | "rejected"
  | "expired"
  | "lost";

type Row = Readonly<Partial<Record<OrderCause, OrderState>>>;

/** How any order that may still fill ends, whether or not its progress was heard of. */
const endings = {
  fullFill: "filled",
  cancelled: "cancelled",
  rejected: "rejected",
  expired: "expired",
  lost: "unknown",
} as const satisfies Row;

/** Whatever is told late about an order that is over, and a wish to cancel it, changes nothing. */
const staying = <State extends OrderState>(state: State) =>
  ({
    sent: state,
    acknowledged: state,
    working: state,
    replaced: state,
    replaceRefused: state,
    cancel: state,
    cancelled: state,
    rejected: state,
    expired: state,
    lost: state,
  }) as const satisfies Row;

/** A change of the limit is asked of an order that the broker has, and of no order that is to go. */
const changing = <State extends OrderState>(state: State) =>
  ({ replace: state, replaced: state, replaceRefused: state }) as const satisfies Row;

/** A fill told after the end is money all the same; one that completes the order makes it filled. */
const ended = <State extends OrderState>(state: State) =>
  ({ ...staying(state), partFill: state, fullFill: "filled" }) as const satisfies Row;

/**
 * The life of an order: which cause leads from which state to which. The same state: the cause counts and is no
 * step. What is not listed cannot happen.
 *
 * Brokers repeat reports and tell them out of order, so an earlier stage never takes an order back.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, Row>> = {
  intent: { approve: "approved" },
  // held until the broker can be given it: cancelled by the desk, or ended with the day
  approved: { journal: "journalled", cancelled: "cancelled", expired: "expired" },
  journalled: {
    sent: "sent",
    acknowledged: "acknowledged",
    working: "working",
    partFill: "partlyFilled",
    cancel: "cancelRequested",
    ...endings,
  },
  sent: {
    sent: "sent",
    acknowledged: "acknowledged",
    working: "working",
    partFill: "partlyFilled",
    cancel: "cancelRequested",
    ...endings,
  },
  acknowledged: {
    ...changing("acknowledged"),
    sent: "acknowledged",
    acknowledged: "acknowledged",
    working: "working",
    partFill: "partlyFilled",
    cancel: "cancelRequested",
    ...endings,
  },
  working: {
    ...changing("working"),
    sent: "working",
    acknowledged: "working",
    working: "working",
    partFill: "partlyFilled",
    cancel: "cancelRequested",
    ...endings,
  },
  partlyFilled: {
    ...changing("partlyFilled"),
    sent: "partlyFilled",
    acknowledged: "partlyFilled",
    working: "partlyFilled",
    partFill: "partlyFilled",
    cancel: "cancelRequested",
    ...endings,
  },
  // until the broker confirms, it may fill
  cancelRequested: {
    sent: "cancelRequested",
    acknowledged: "cancelRequested",
    working: "cancelRequested",
    partFill: "cancelRequested",
    replaced: "cancelRequested",
    replaceRefused: "cancelRequested",
    cancel: "cancelRequested",
    ...endings,
  },
  // a broker may trade more than was ordered
  filled: ended("filled"),
  cancelled: ended("cancelled"),
  rejected: ended("rejected"),
  expired: ended("expired"),
  // having been sent says nothing about what became of it
  unknown: {
    sent: "unknown",
    replaced: "unknown",
    replaceRefused: "unknown",
    acknowledged: "acknowledged",
    working: "working",
    partFill: "partlyFilled",
    cancel: "cancelRequested",
    ...endings,
  },
};

/** A cause that the table does not list for a state. */
export interface Untabled {
  readonly code: "NOT_IN_TABLE";
  readonly state: OrderState;
  readonly cause: OrderCause;
}

/** The state after a cause, or a refusal. */
export function nextState(state: OrderState, cause: OrderCause): Result<OrderState, Untabled> {
  const next = ORDER_TRANSITIONS[state][cause];
  return next === undefined ? err({ code: "NOT_IN_TABLE", state, cause }) : ok(next);
}

const OVER: readonly OrderState[] = ["filled", "cancelled", "rejected", "expired"];

/** True once nothing more is expected of an order. `unknown` is not such a state. */
export const isOver = (state: OrderState): boolean => OVER.includes(state);
