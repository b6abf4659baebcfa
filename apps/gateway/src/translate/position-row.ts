import {
  formatCompactOsi,
  MULTIPLIER,
  minus,
  usdE4,
  weakestHow,
  type Fill,
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
}

/** Null where its entry price cannot be known: a closed position whose fills this gateway has not seen. */
export function positionRow(
  position: Position,
  { mark, openings, obstacle, orphan }: PositionFacts,
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
    protection: obstacle === null ? "DESK" : "NONE",
    unprotected: obstacle,
    closing,
    openedAt,
    closedAt,
    realised: closedAt === null ? null : usd(minus(cash, fees)),
    fees: usd(fees),
    how: weakestHow(open === null ? [position.how] : [open.how, position.how]),
  };
}

/** Average package price of the openings a share, rounded towards the worse side (up, debit positive). */
function entryOf({ quantity, openCost }: Position, openings: readonly Fill[]): UsdE4 | null {
  const packages = openings.reduce((sum, fill) => sum + fill.quantity, 0);
  if (packages > 0)
    return usdE4(Math.ceil(openings.reduce((sum, fill) => sum + fill.price * fill.quantity, 0) / packages));
  return quantity === 0 ? null : usdE4(Math.ceil(openCost / (quantity * MULTIPLIER)));
}
