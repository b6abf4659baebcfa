import { epochMicros, MICROS_PER_MINUTE, type EpochMicros, type Order, type Ticker } from "@smart0dte/domain";
import type { Denial } from "./denial.ts";
import { isOver } from "./halting.ts";
import type { RiskBook } from "./risk-book.ts";

/** How long automation leaves a ticker alone that the market has just driven it out of. A judgement, not a measurement. */
const PAUSE_MINUTES = 15;

/** Closes that say that the view was wrong. */
const DRIVEN_OUT: readonly Order["reason"][] = ["stop", "invalidation", "breaker"];

/**
 * Refuses what would open a ticker again at once after a stop, an invalidation or a breaker closed it.
 *
 * The move that has just cost money is not over because the position is; a person who accepts a plan is not bound.
 */
export function pauseDenial(book: RiskBook, ticker: Ticker, at: EpochMicros): Denial | null {
  let last: { readonly reason: string; readonly closedAt: EpochMicros } | null = null;
  for (const order of book.orders) {
    if (order.ticker !== ticker || !DRIVEN_OUT.includes(order.reason)) continue;
    if (isOver(order) && order.filled === 0) continue;
    // a close that still works is an end that has not even come
    const closedAt = isOver(order) ? (order.history.at(-1)?.at ?? at) : at;
    if (last === null || closedAt >= last.closedAt) last = { reason: order.reason, closedAt };
  }
  if (last === null) return null;
  const opensAt = epochMicros(last.closedAt + PAUSE_MINUTES * MICROS_PER_MINUTE);
  return at >= opensAt ? null : { code: "AFTER_STOP", numbers: { ticker, ...last, opensAt } };
}
