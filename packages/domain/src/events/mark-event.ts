import type { EpochMicros, UsdE4 } from "../units.ts";
import type { How } from "../provenance.ts";
import type { PositionId } from "./ids.ts";

/**
 * What a position is worth now, twice: at mid, and executable (what closing would fetch).
 *
 * Money is signed UsdE4 for the whole position, after all fees paid and the fee of closing.
 */
export interface PositionMark {
  readonly positionId: PositionId;
  readonly at: EpochMicros;
  /** Package price to close at mid / at executable sides, debit positive (what must be paid); null when not known. */
  readonly closeMid: UsdE4 | null;
  readonly closeExecutable: UsdE4 | null;
  readonly pnlMid: UsdE4 | null;
  readonly pnlExecutable: UsdE4 | null;
  /** For breakers where executable is not known: last executable worsened by the forward's move, at most the maximum loss. */
  readonly pnlForBreakers: UsdE4;
  /** Which leg cannot be marked and why; null when markable. */
  readonly unmarkable: string | null;
  readonly oldestQuoteAt: EpochMicros | null;
  readonly stopHits: number;
  readonly how: How;
}

export interface DayPnl {
  readonly at: EpochMicros;
  /** Signed money after costs; null where an open position cannot be marked. */
  readonly mid: UsdE4 | null;
  readonly executable: UsdE4 | null;
  readonly realised: UsdE4;
  readonly fees: UsdE4;
  readonly unmarkable: readonly string[];
  readonly how: How;
}
