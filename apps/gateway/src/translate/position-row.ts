import {
  formatCompactOsi,
  MULTIPLIER,
  minus,
  usdE4,
  weakestHow,
  type Fill,
  type Order,
  type Orphan,
  type Position,
  type PositionMark,
  type UsdE4,
} from "@smart0dte/domain";
import type { PositionRow } from "../contract/index.ts";
import { orphanSentence } from "../sentences/event-sentence.ts";
import { legRow } from "./leg-row.ts";
import { usd, usdOrNull } from "./money-text.ts";

/** What is known of a position beside its own account: its mark and what opened it. */
export interface PositionFacts {
  readonly mark: PositionMark | null;
  readonly openings: readonly Fill[];
  /** Why the desk's exits would not go out now; null while they do. */
  readonly obstacle: string | null;
  /** What was last said of legs that traded alone. */
  readonly orphan: Orphan | null;
  /** Its resting stops that a broker beside this program has. */
  readonly stops: readonly Order[];
}

/** Null where its entry price cannot be known: a closed position whose fills this gateway has not seen. */
export function positionRow(
  position: Position,
  { mark, openings, obstacle, orphan, stops }: PositionFacts,
): PositionRow | null {
  const entry = entryOf(position, openings);
  // a position of nothing but orphan legs has no entry, and is held all the same
  if (entry === null && position.closedAt !== null) return null;
  const { id, plan, ticker, strategy, legs, quantity, opened, closing, openedAt, closedAt, cash, fees } =
    position;
  const open = closedAt === null ? mark : null;
  return {
    id,
    planId: plan.id,
    ticker,
    strategy,
    legs: legs.map((leg) => legRow(leg)),
    quantity,
    opened,
    entry: usdOrNull(entry),
    residual: position.residual.map((over) => ({
      symbol: formatCompactOsi(over.leg.contract),
      quantity: over.quantity,
    })),
    orphan: orphan === null || orphan.state === "resolved" ? null : orphanSentence(orphan),
    closeMid: usdOrNull(open?.closeMid ?? null),
    closeExecutable: usdOrNull(open?.closeExecutable ?? null),
    pnlMid: usdOrNull(open?.pnlMid ?? null),
    pnlExecutable: usdOrNull(open?.pnlExecutable ?? null),
    unmarkable: open === null ? (closedAt === null ? "not marked yet" : null) : open.unmarkable,
    quoteAt: open?.oldestQuoteAt ?? null,
    stopAt: usd(plan.stop.closeAt),
    stopHits: open?.stopHits ?? 0,
    stopPersist: plan.stop.persistQuotes,
    targetAt: usd(plan.target.closeAt),
    timeExitAt: plan.timeExitAt,
    invalidation: {
      above: usdOrNull(plan.invalidation.above),
      below: usdOrNull(plan.invalidation.below),
    },
    protection: protectionOf(obstacle === null, isCovered(position, stops)),
    unprotected: obstacle,
    brokerStops: stops.flatMap(stopRow),
    closing,
    openedAt,
    closedAt,
    realised: closedAt === null ? null : usd(minus(cash, fees)),
    fees: usd(fees),
    how: weakestHow(open === null ? [position.how] : [open.how, position.how]),
  };
}

function protectionOf(byDesk: boolean, byBroker: boolean): PositionRow["protection"] {
  if (byBroker) return byDesk ? "DESK + BROKER STOP" : "BROKER STOP ONLY";
  return byDesk ? "DESK" : "NONE";
}

/** The broker has confirmed stops for as many contracts as are short, of every leg. */
function isCovered({ legs, quantity }: Position, stops: readonly Order[]): boolean {
  const short = legs.filter(({ ratio }) => ratio < 0);
  return (
    quantity > 0 &&
    short.length > 0 &&
    short.every(({ instrument, ratio }) => {
      const own = stops.filter(
        (order) => CONFIRMED.includes(order.state) && order.legs[0]?.instrument === instrument,
      );
      return own.reduce((sum, order) => sum + order.quantity - order.filled, 0) >= -ratio * quantity;
    })
  );
}

/** One that is asked to go, or of which nothing is known, is relied on no more. */
const CONFIRMED: readonly Order["state"][] = ["acknowledged", "working", "partlyFilled"];

function stopRow({ id, legs, quantity, filled, trigger, state }: Order): PositionRow["brokerStops"] {
  const [leg] = legs;
  if (leg === undefined || trigger === undefined) return [];
  const symbol = formatCompactOsi(leg.contract);
  return [{ orderId: id, symbol, quantity: quantity - filled, trigger: usd(trigger), state }];
}

/** Average package price of the openings a share, rounded towards the worse side (up, debit positive). */
function entryOf({ quantity, openCost }: Position, openings: readonly Fill[]): UsdE4 | null {
  const packages = openings.reduce((sum, fill) => sum + fill.quantity, 0);
  if (packages > 0)
    return usdE4(Math.ceil(openings.reduce((sum, fill) => sum + fill.price * fill.quantity, 0) / packages));
  return quantity === 0 ? null : usdE4(Math.ceil(openCost / (quantity * MULTIPLIER)));
}
