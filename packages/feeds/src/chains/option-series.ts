/** How the options under one root exercise and settle. */
export interface OptionSeries {
  /** As it stands in contract symbols. */
  readonly root: string;
  /** What it is an option on. */
  readonly underlying: string;
  /** `open`: settles at the opening of its expiry date and last trades the session before. `close`: both at the close. */
  readonly settles: "open" | "close";
  readonly style: "american" | "european";
}

/** Roots whose terms are known; any other is refused by name rather than guessed. */
export const OPTION_SERIES: readonly OptionSeries[] = [
  { root: "SPY", underlying: "SPY", settles: "close", style: "american" },
  { root: "QQQ", underlying: "QQQ", settles: "close", style: "american" },
  { root: "IWM", underlying: "IWM", settles: "close", style: "american" },
  { root: "SPX", underlying: "SPX", settles: "open", style: "european" },
  { root: "SPXW", underlying: "SPX", settles: "close", style: "european" },
  { root: "XSP", underlying: "XSP", settles: "close", style: "european" },
];

export const seriesOf = (root: string): OptionSeries | null =>
  OPTION_SERIES.find((series) => series.root === root) ?? null;
