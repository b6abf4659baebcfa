import type {
  EpochMicros,
  ExecutionId,
  How,
  Order,
  Position,
  SessionStart,
  Ticker,
  TradePlan,
  UsdE4,
} from "@smart0dte/domain";

/** Everything that execution remembers of a day: plain data, rebuilt by folding the same inputs again. */
export interface ExecutionState {
  /** When closing orders end. */
  readonly close: EpochMicros;
  /** How fills of this run come about. */
  readonly fillHow: How;
  /** In the order in which they were made; those that are over stay, for late fills. */
  readonly orders: readonly Order[];
  /** The plans that opening orders grew from. */
  readonly plans: readonly TradePlan[];
  /** In the order of their first fills; flat ones stay. */
  readonly positions: readonly Position[];
  /** Executions booked: what a broker repeats is booked once. */
  readonly executions: readonly ExecutionId[];
  /** Closing prices that positions settle at, by ticker; null before the close. */
  readonly settling: Readonly<Record<Ticker, UsdE4 | null>> | null;
}

/** The state at the start of a run: no order and flat. */
export function openExecution({ session, mode, provenance }: SessionStart): ExecutionState {
  return {
    close: session.close,
    fillHow: fillHowOf(mode, provenance.options),
    orders: [],
    plans: [],
    positions: [],
    executions: [],
    settling: null,
  };
}

/** A paper fill is as good as the quotes it was made on. */
function fillHowOf(mode: SessionStart["mode"], options: SessionStart["provenance"]["options"]): How {
  if (options === "modelled") return "modelled";
  return mode === "live" ? "broker" : "quoted";
}
