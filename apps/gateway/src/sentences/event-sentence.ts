import {
  formatCompactOsi,
  type BreakerTripped,
  type Exercised,
  type Exit,
  type Fill,
  type Order,
  type Orphan,
  type ParametersChanged,
  type Resumed,
  worstOwed,
} from "@smart0dte/domain";
import { money, packagePrice } from "./number-words.ts";

export const fillSentence = (
  { purpose, quantity, price, fees, orderId }: Fill,
  ticker: string | null,
): string =>
  quantity === 0
    ? `${named(ticker)}legs of ${orderId} traded without the rest of their package, at ${packagePrice(price)}, fees ${money(fees)}.`
    : `${named(ticker)}${purpose === "open" ? "opened" : "closed"} ${quantity}x at ${packagePrice(price)}, fees ${money(fees)} (${orderId}).`;

export const orphanSentence = ({ orderId, ticker, state, why, legs }: Orphan): string => {
  if (state === "resolved") return `Orphan legs of ${orderId}: resolved, ${why}. ${ticker} may open again.`;
  const what = legs
    .map(({ leg, quantity }) => `${quantity > 0 ? "+" : ""}${quantity} ${formatCompactOsi(leg.contract)}`)
    .join(", ");
  return `ORPHAN LEGS of ${orderId}: ${what}; ${ORPHAN_STATES[state]}: ${why}. ${worstSentence(legs)} Nothing opens on ${ticker}.`;
};

function worstSentence(legs: Orphan["legs"]): string {
  const owed = worstOwed(legs);
  if (owed === null) return "Its loss is UNBOUNDED: a call is short that no other covers.";
  return owed === 0 ? "It can owe nothing." : `At worst it owes ${money(owed)} at the close.`;
}

const ORPHAN_STATES: Readonly<Record<Exclude<Orphan["state"], "resolved">, string>> = {
  waiting: "waiting",
  repairing: "being repaired",
  held: "a person must decide",
};

export const exitSentence = (
  { reason, quantity, limit, positionId, dropped }: Exit,
  ticker: string | null,
): string => {
  const left =
    dropped.length === 0
      ? ""
      : ` Left behind without a bid: ${dropped.length} leg${dropped.length === 1 ? "" : "s"}.`;
  return `${named(ticker)}exit by ${reason}: ${quantity}x of ${positionId} at ${packagePrice(limit)} or better.${left}`;
};

export const breakerSentence = ({ level, scope, pnl, limit }: BreakerTripped): string =>
  `Breaker level ${level}: ${scope} lost ${money(Math.abs(pnl))} of ${money(limit)}. ${CONSEQUENCE[level]}`;

const CONSEQUENCE: Readonly<Record<BreakerTripped["level"], string>> = {
  1: "The position is closed.",
  2: "The ticker is blocked for new risk.",
  3: "The desk is halted and goes flat.",
};

export const resumedSentence = ({ by, reason, cleared }: Resumed): string =>
  `${by} resumed (${cleared.join(", ") || "nothing to clear"}): ${JSON.stringify(reason)}.`;

export const parametersSentence = ({ by, reason, changes }: ParametersChanged): string => {
  const what = changes.map(({ name, from, to }) => `${name} ${from} → ${to}`).join(", ");
  return `${by} set ${what}${reason === "" ? "" : `: ${JSON.stringify(reason)}`}.`;
};

export const exercisedSentence = ({
  outcome,
  quantity,
  shares,
  strike,
  settledAt,
  value,
  positionId,
}: Exercised): string => {
  const what = `${quantity}x ${money(strike)} of ${positionId}`;
  if (outcome === "expired") return `Expired worthless at ${money(settledAt)}: ${what}.`;
  return `${outcome === "exercised" ? "Exercised" : "Assigned"} at ${money(settledAt)}: ${what}, ${shares} shares, ${money(value)}.`;
};

/** Null for steps of an order that need nobody's eye. */
export function orderSentence({ id, state, filled, quantity, purpose, history }: Order): string | null {
  const note = history.at(-1)?.note ?? null;
  const why = note === null ? "" : `: ${note}`;
  const part = `${filled}/${quantity}`;
  switch (state) {
    case "rejected":
      return `Order ${id} (${purpose}) was rejected${why}. ${part} filled.`;
    case "cancelled":
      return `Order ${id} (${purpose}) is cancelled${why}. ${part} filled.`;
    case "expired":
      return `Order ${id} (${purpose}) expired${why}. ${part} filled.`;
    case "unknown":
      return `Order ${id} (${purpose}) is UNKNOWN${why}. It may exist. Do not resend.`;
    default:
      return null;
  }
}

/** `SPY: `, or nothing where the ticker is not known. */
const named = (ticker: string | null): string => (ticker === null ? "" : `${ticker}: `);
