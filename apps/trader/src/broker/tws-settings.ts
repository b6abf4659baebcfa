import type { ResetWindow } from "@smart0dte/execution/ibkr";

/** What a person may set of the way to a TWS. */
export interface TwsSettings {
  /** When the broker is expected to be away: the desk waits there instead of trying again and again. */
  readonly resetWindows: readonly ResetWindow[];
  /** Lines of market data that the desk may take of the hundred that TWS and all its clients share. */
  readonly lines: number;
}

/** The VIX, and four legs each of four packages, with some to spare. */
export const USUAL_LINES = 20;

/** Of a market's own TWS and of tests: there is no night in it. */
export const OWN_TWS_SETTINGS: TwsSettings = { resetWindows: [], lines: USUAL_LINES };
