import {
  closeNatural,
  InvariantError,
  MICROS_PER_MINUTE,
  openNatural,
  packageWidth,
  type CommandId,
  type EpochMicros,
  type QuoteOf,
  type TradePlan,
} from "@smart0dte/domain";
import { armingDenial } from "./arming.ts";
import type { Denial } from "./denial.ts";
import { haltRefusal } from "./halt-refusal.ts";
import type { RiskBook } from "./risk-book.ts";
import { pauseDenial } from "./pause-after-stop.ts";
import { sizeOf } from "./sizing.ts";
import { change, nextOrder, say, type Turn } from "./turn.ts";
import { lossPerPackage, unboundedOf } from "./worst-case.ts";
import { isOver } from "./halting.ts";

/** Whose will it is that a plan be traded. */
export interface Will {
  readonly quoteOf: QuoteOf;
  readonly by: "automation" | CommandId;
  /** Packages that a person asked for; null leaves it to the limits. */
  readonly requested: number | null;
  /** The limit is a person's own: it may wait for a market that is not there now. */
  readonly mayWait?: boolean;
}

/** A plan as the strategy hands it over: traded, kept for a person, or refused. */
export function takePlan(turn: Turn, plan: TradePlan, quoteOf: QuoteOf): Turn {
  assertNumbers(plan);
  const isKnown = turn.book.seenPlans.some(({ id }) => id === plan.id);
  if (isKnown) return refusePlan(turn, plan, { code: "DUPLICATE", numbers: { plan: plan.id } });

  const seen = change(turn, {
    seenPlans: [...turn.book.seenPlans, { id: plan.id, validUntil: plan.validUntil, taken: false }],
  });
  const { automation } = turn.book.parameters;
  if (automation === "AUTO") return approveOrDeny(seen, plan, { quoteOf, by: "automation", requested: null });

  const code = automation === "ASK" ? "AWAITING_ACCEPTANCE" : "AUTOMATION_OFF";
  const kept = change(seen, { pending: [...seen.book.pending, plan] });
  return refusePlan(kept, plan, { code, numbers: { validUntil: plan.validUntil } });
}

function approveOrDeny(turn: Turn, plan: TradePlan, will: Will): Turn {
  const denial = denialOf(turn.book, plan, { at: turn.at, will });
  return denial === null ? approve(turn, plan, will) : refusePlan(turn, plan, denial);
}

const refusePlan = (turn: Turn, plan: TradePlan, { code, numbers }: Denial): Turn =>
  say(turn, { type: "refused", at: turn.at, subject: { plan: plan.id }, code, numbers });

/** Opens: call only after {@link denialOf} found nothing. */
export function approve(turn: Turn, plan: TradePlan, will: Will): Turn {
  const size = sizeOf(turn.book, plan, will.requested);
  if (!size.ok) throw new InvariantError("Approved without a size", { plan: plan.id });
  const { id, turn: numbered } = nextOrder(turn);
  const { book } = numbered;
  const reserved = change(numbered, {
    pending: book.pending.filter((other) => other.id !== plan.id),
    seenPlans: book.seenPlans.map((seen) => (seen.id === plan.id ? { ...seen, taken: true } : seen)),
    reservations: [
      ...book.reservations,
      {
        orderId: id,
        ticker: plan.ticker,
        plan,
        instruments: plan.legs.map(({ instrument }) => instrument),
        perPackage: lossPerPackage(plan),
        quantity: size.quantity,
      },
    ],
  });
  const { quantity, boundedBy, sizes } = size;
  return say(reserved, {
    type: "approved",
    at: turn.at,
    plan,
    orderId: id,
    quantity,
    boundedBy,
    sizes,
    by: will.by,
  });
}

/** The first reason against opening, the most absolute one first; null when there is none. */
export function denialOf(
  book: RiskBook,
  plan: TradePlan,
  { at, will }: { at: EpochMicros; will: Will },
): Denial | null {
  return (
    standingDenial(book, plan, at) ??
    repeatDenial(book, plan) ??
    (will.by === "automation" ? pauseDenial(book, plan.ticker, at) : null) ??
    blindDenial(book, plan, will.quoteOf) ??
    (will.mayWait === true ? null : movedDenial(plan, will.quoteOf)) ??
    limitDenial(book, plan, will.requested)
  );
}

/** What forbids more risk on the plan's ticker now, whatever the plan and its market are. */
export function standingDenial(book: RiskBook, plan: TradePlan, at: EpochMicros): Denial | null {
  return (
    haltRefusal(book, plan.ticker) ??
    armingDenial(book.arming) ??
    timeDenial(book, plan, at) ??
    brokerDenial(book) ??
    orphanDenial(book, plan) ??
    unboundedDenial(book)
  );
}

function timeDenial({ session, parameters }: RiskBook, plan: TradePlan, at: EpochMicros): Denial | null {
  if (at < session.open || at >= session.close) {
    return { code: "NOT_OPEN", numbers: { at, open: session.open, close: session.close } };
  }
  const cutoff = session.close - parameters.openingCutoffMinutes * MICROS_PER_MINUTE;
  if (at >= cutoff) {
    const secondsLate = (at - cutoff) / 1_000_000;
    return {
      code: "EXPIRY_CUTOFF",
      numbers: { cutoff, minutesBeforeClose: parameters.openingCutoffMinutes, secondsLate },
    };
  }
  if (at > plan.validUntil) return { code: "EXPIRED", numbers: { at, validUntil: plan.validUntil } };
  return null;
}

/** An opening that cannot be sent, or whose place in the broker's book is not known, is not begun. */
function brokerDenial({ brokerLink: { state, why } }: RiskBook): Denial | null {
  return state === "ready" ? null : { code: "BROKER_NOT_READY", numbers: { state, why } };
}

/** What half a package left behind comes first. */
function orphanDenial({ orphans }: RiskBook, { ticker }: TradePlan): Denial | null {
  const orphan = orphans.find((one) => one.ticker === ticker);
  if (orphan === undefined) return null;
  const { orderId, state, why } = orphan;
  return { code: "ORPHAN_LEGS", numbers: { ticker, order: orderId, state, why } };
}

/** Beside a loss without an end there is no room, on whatever ticker. */
function unboundedDenial(book: RiskBook): Denial | null {
  const held = unboundedOf(book);
  if (held === undefined) return null;
  return { code: "ORPHAN_LEGS", numbers: { ticker: held.ticker, position: held.id, worst: "unbounded" } };
}

function repeatDenial(book: RiskBook, plan: TradePlan): Denial | null {
  if (book.seenPlans.some(({ id, taken }) => id === plan.id && taken)) {
    return { code: "ALREADY_TAKEN", numbers: { plan: plan.id } };
  }
  const key = legsKey(plan.legs.map(({ instrument }) => instrument));
  const held = book.positions.find(({ legs }) => legsKey(legs.map(({ instrument }) => instrument)) === key);
  if (held !== undefined) return { code: "DUPLICATE", numbers: { position: held.id } };
  const working = book.reservations.find(({ instruments }) => legsKey(instruments) === key);
  return working === undefined ? null : { code: "DUPLICATE", numbers: { order: working.orderId } };
}

const legsKey = (instruments: readonly number[]): string => [...instruments].sort((a, b) => a - b).join();

/** How far the executable price may have run beyond the limit: 2 cents or a twentieth of the width. */
const collarOf = (plan: TradePlan): number => Math.max(200, Math.floor(packageWidth(plan.legs) / 20));

function movedDenial(plan: TradePlan, quoteOf: QuoteOf): Denial | null {
  const natural = openNatural(plan.legs, quoteOf);
  const collar = collarOf(plan);
  if (natural !== null && natural > plan.entryLimit + collar) {
    return { code: "PRICE_MOVED", numbers: { entryLimit: plan.entryLimit, natural, collar } };
  }
  return null;
}

/** What is held on the ticker and what is to be opened must be priced by usable quotes. */
export function blindDenial(book: RiskBook, plan: TradePlan, quoteOf: QuoteOf): Denial | null {
  for (const { id, ticker, legs } of book.positions) {
    const natural = ticker === plan.ticker ? closeNatural(legs, quoteOf) : null;
    if (natural !== null && !natural.markable) {
      return {
        code: "UNMARKABLE",
        numbers: { position: id, instrument: natural.instrument, why: natural.why },
      };
    }
  }
  const natural = openNatural(plan.legs, quoteOf);
  return natural === null ? { code: "QUOTE_STALE", numbers: staleLeg(plan, quoteOf) } : null;
}

function staleLeg(plan: TradePlan, quoteOf: QuoteOf): Denial["numbers"] {
  for (const { instrument, contract } of plan.legs) {
    const { bid, ask, fault, at } = quoteOf(instrument);
    const why = fault ?? (bid === null ? "no bid" : ask === null ? "no ask" : null);
    if (why !== null)
      return {
        instrument,
        strike: contract.strike,
        right: contract.right,
        why,
        ...(at === null ? {} : { quotedAt: at }),
      };
  }
  return {};
}

function limitDenial(book: RiskBook, plan: TradePlan, requested: number | null): Denial | null {
  const working = book.orders.filter((order) => order.purpose === "open" && !isOver(order));
  const ids = new Set<string>([
    ...book.positions.map(({ id }) => id),
    ...working.map(({ positionId }) => positionId),
  ]);
  // approved in this very input and not yet known as orders
  const unseen = book.reservations.filter(
    ({ orderId }) => !book.orders.some(({ id }) => id === orderId),
  ).length;
  const open = ids.size + unseen;
  const { maxOpenPositions } = book.parameters;
  if (open >= maxOpenPositions)
    return { code: "LIMIT_OPEN_POSITIONS", numbers: { open, limit: maxOpenPositions } };
  const size = sizeOf(book, plan, requested);
  return size.ok ? null : { code: size.code, numbers: size.numbers };
}

/** A NaN in a plan is a bug upstream, and no comparison with it would ever refuse. */
function assertNumbers({
  id,
  entryLimit,
  maxLoss,
  costs,
  target,
  stop,
  timeExitAt,
  validUntil,
}: TradePlan): void {
  const numbers = [
    entryLimit,
    maxLoss,
    costs,
    target.closeAt,
    stop.closeAt,
    stop.persistQuotes,
    timeExitAt,
    validUntil,
  ];
  if (!numbers.every(Number.isSafeInteger))
    throw new InvariantError("A plan without whole numbers", { plan: id });
}
