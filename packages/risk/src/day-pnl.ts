import {
  usdE4,
  weakestHow,
  type DayPnl,
  type EpochMicros,
  type Position,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import type { RiskBook } from "./risk-book.ts";

/** The day's result so far, at mid and executable, after costs. */
export function dayPnl(book: RiskBook, at: EpochMicros): DayPnl {
  const closed = book.closed.reduce((sum, { pnl }) => sum + pnl, 0);
  const hows = [...book.closed, ...book.marks].map(({ how }) => how);
  return {
    at,
    mid: total(
      closed,
      book.marks.map(({ pnlMid }) => pnlMid),
    ),
    executable: total(
      closed,
      book.marks.map(({ pnlExecutable }) => pnlExecutable),
    ),
    realised: usdE4(closed + book.positions.reduce((sum, held) => sum + realisedOf(held), 0)),
    fees: usdE4([...book.closed, ...book.positions].reduce((sum, { fees }) => sum + fees, 0)),
    unmarkable: book.marks
      .filter(({ unmarkable }) => unmarkable !== null)
      .map(({ positionId }) => positionId),
    how: hows.length === 0 ? book.day.how : weakestHow(hows),
  };
}

/** Signed money, the worse of mid and executable, of a ticker or of the whole book. Breakers judge by it. */
export function breakerPnl(book: RiskBook, ticker: Ticker | null): UsdE4 {
  const closed = book.closed
    .filter((one) => ticker === null || one.ticker === ticker)
    .reduce((sum, { pnl }) => sum + pnl, 0);
  const open = book.marks
    .filter(({ positionId }) => ticker === null || tickerOf(book, positionId) === ticker)
    .reduce((sum, { pnlForBreakers }) => sum + pnlForBreakers, 0);
  return usdE4(closed + open);
}

/** Gains and losses of what a position has closed already, after the fees paid. */
const realisedOf = ({ cash, openCost, fees }: Position): number => cash + openCost - fees;

function total(closed: number, open: readonly (UsdE4 | null)[]): UsdE4 | null {
  let sum = closed;
  for (const pnl of open) {
    if (pnl === null) return null;
    sum += pnl;
  }
  return usdE4(sum);
}

const tickerOf = (book: RiskBook, positionId: string): Ticker | undefined =>
  book.positions.find(({ id }) => id === positionId)?.ticker;
