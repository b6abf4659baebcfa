import {
  buyableAt,
  closeMid,
  closeNatural,
  InvariantError,
  MULTIPLIER,
  sellableAt,
  usdE4,
  weakestHow,
  ZERO_USD,
  type CloseNatural,
  type EpochMicros,
  type FeeTable,
  type Leg,
  type Position,
  type PositionMark,
  type QuoteOf,
  type UsdE4,
} from "@smart0dte/domain";
import { evidenceOf } from "./evidence.ts";
import type { PositionMemory } from "./risk-book.ts";
import { closingFees, floorPnl } from "./worst-case.ts";

/** The market of one moment, as one position sees it. */
export interface Moment {
  readonly at: EpochMicros;
  readonly quoteOf: QuoteOf;
  readonly spot: UsdE4 | null;
  readonly feeTable: FeeTable;
}

export interface Marked {
  readonly mark: PositionMark;
  readonly memory: PositionMemory;
}

type LastExecutable = PositionMemory["lastExecutable"];

/** Values a position at mid and at executable sides, and says so when it cannot. */
export function markPosition(position: Position, memory: PositionMemory, moment: Moment): Marked {
  const { legs } = position;
  const { at, quoteOf, spot } = moment;
  if (spot !== null && !Number.isFinite(spot))
    throw new InvariantError("The underlying is not a number", { at });

  const natural = closeNatural(legs, quoteOf);
  const middle = natural.markable ? closeMid(legs, quoteOf) : null;
  const fees = natural.markable ? feesNow(position, natural.dropped, moment) : usdE4(0);
  const value = (close: UsdE4): UsdE4 =>
    usdE4(position.cash - position.fees - close * MULTIPLIER * position.quantity - fees);

  const pnlMid = middle === null ? null : value(middle);
  const pnlExecutable = natural.markable ? value(natural.price) : null;
  const worse = pnlExecutable === null ? null : usdE4(Math.min(pnlExecutable, pnlMid ?? pnlExecutable));
  const lastExecutable = remembered(memory, natural, spot);

  const mark: PositionMark = {
    positionId: position.id,
    at,
    closeMid: middle,
    closeExecutable: natural.markable ? natural.price : null,
    pnlMid,
    pnlExecutable,
    pnlForBreakers: worse ?? worsened(position, lastExecutable, moment.feeTable),
    unmarkable: natural.markable ? null : `${symbolOf(legs, natural.instrument)}: ${natural.why}`,
    oldestQuoteAt: oldest(legs, quoteOf),
    stopHits: memory.stopHits,
    how: weakestHow([position.how, ...legs.map(({ instrument }) => quoteOf(instrument).how)]),
  };
  return {
    mark,
    memory: { ...memory, lastExecutable, evidence: evidenceOf(legs, quoteOf), isChanged: false },
  };
}

/** Fees of closing now at executable sides; a leg that nobody bids for is left out and costs nothing. */
function feesNow(position: Position, dropped: readonly number[], { quoteOf, feeTable }: Moment): UsdE4 {
  const kept = position.legs.filter(({ instrument }) => !dropped.includes(instrument));
  const prices = kept.map(({ instrument, ratio }) => {
    const quote = quoteOf(instrument);
    return (ratio > 0 ? sellableAt(quote) : buyableAt(quote)) ?? usdE4(0);
  });
  return closingFees({ legs: kept, quantity: position.quantity, prices }, feeTable);
}

/** What to go by while nothing can be marked: the last executable close and the known move since. */
function remembered(
  { lastExecutable }: PositionMemory,
  natural: CloseNatural,
  spot: UsdE4 | null,
): LastExecutable {
  if (natural.markable) return { price: natural.price, spot, moved: ZERO_USD };
  // an underlying that is missing too is no move: the last one known stands, and the alarm says the rest
  if (spot === null) return lastExecutable;
  // never marked since its fill: moves count from the first known underlying
  const from = lastExecutable.spot ?? spot;
  return { price: lastExecutable.price, spot: from, moved: usdE4(Math.abs(spot - from)) };
}

/**
 * The last executable value made worse by all that the underlying has moved since, at most to the maximum loss.
 *
 * A package of equal and opposite legs changes by at most a dollar a share for each dollar of the underlying.
 */
function worsened(position: Position, { price, moved }: LastExecutable, feeTable: FeeTable): UsdE4 {
  const fees = closingFees({ legs: position.legs, quantity: position.quantity, prices: [] }, feeTable);
  const pnl = position.cash - position.fees - (price + moved) * MULTIPLIER * position.quantity - fees;
  return usdE4(Math.max(floorPnl(position, feeTable), pnl));
}

function oldest(legs: readonly Leg[], quoteOf: QuoteOf): EpochMicros | null {
  let oldestAt: EpochMicros | null = null;
  for (const { instrument } of legs) {
    const { at } = quoteOf(instrument);
    if (at === null) return null;
    if (oldestAt === null || at < oldestAt) oldestAt = at;
  }
  return oldestAt;
}

function symbolOf(legs: readonly Leg[], instrument: number): string {
  const contract = legs.find((leg) => leg.instrument === instrument)?.contract;
  if (contract === undefined) throw new InvariantError("No such leg", { instrument });
  return `${contract.root} ${contract.strike / 10_000} ${contract.right}`;
}
