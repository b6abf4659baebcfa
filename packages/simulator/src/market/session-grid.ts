import { InvariantError, type EpochMicros, type Session } from "@smart0dte/domain";

const COARSEST_MICROS = 250_000;
/** Each divides the one before, so that every grid meets on the coarser ones. */
const STEPS_MICROS = [
  COARSEST_MICROS,
  125_000,
  50_000,
  25_000,
  10_000,
  5_000,
  2_500,
  1_250,
  500,
  250,
] as const;

/** The model's time: whole steps from the open to the close of the options. */
export interface SessionGrid {
  readonly open: EpochMicros;
  readonly end: EpochMicros;
  readonly stepMicros: number;
  /** Steps to the end. */
  readonly steps: number;
  /** Part of open-to-close that one step is. */
  readonly dx: number;
  /** Every contract is quoted in every step. */
  readonly dense: boolean;
}

/**
 * The grid on which at least `quotesPerSecond` option quotes are made.
 *
 * Without a rate, or with one that the coarsest grid gives anyway, quotes come when prices move.
 */
export function sessionGrid(
  session: Session,
  contracts: number,
  quotesPerSecond: number | undefined,
): SessionGrid {
  if (quotesPerSecond !== undefined && !(quotesPerSecond > 0 && Number.isFinite(quotesPerSecond))) {
    throw new InvariantError("quotesPerSecond must be positive", { quotesPerSecond });
  }
  const wanted = quotesPerSecond === undefined ? COARSEST_MICROS : (contracts * 1_000_000) / quotesPerSecond;
  const stepMicros =
    STEPS_MICROS.find((step) => step <= wanted) ?? STEPS_MICROS[STEPS_MICROS.length - 1] ?? 250;
  return {
    open: session.open,
    end: session.optionClose,
    stepMicros,
    steps: Math.ceil((session.optionClose - session.open) / stepMicros),
    dx: stepMicros / (session.close - session.open),
    dense: quotesPerSecond !== undefined && quotesPerSecond > SPARSE_QUOTES_PER_SECOND,
  };
}

/** What the default grid makes by itself, about. */
const SPARSE_QUOTES_PER_SECOND = 300;
