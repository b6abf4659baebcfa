/** A day on which the exchange left its rules. */
export interface ExceptionalDay {
  readonly what: "closed" | "early";
  readonly why: string;
}

const closed = (why: string): ExceptionalDay => ({ what: "closed", why });
const early = (why: string): ExceptionalDay => ({ what: "early", why });

/**
 * Days since 2000 that no rule gives. The list is as of 2026-07-24.
 *
 * Source: the exchange's own notices (NYSE, "Special closings since 1885" and its press releases); the days up
 * to 2022 agree with two session tables compiled from them, that of 2025 with the daily record of SPY and VIX.
 */
export const EXCEPTIONAL_DAYS: ReadonlyMap<string, ExceptionalDay> = new Map([
  ["2001-09-11", closed("attack on the World Trade Center")],
  ["2001-09-12", closed("attack on the World Trade Center")],
  ["2001-09-13", closed("attack on the World Trade Center")],
  ["2001-09-14", closed("attack on the World Trade Center")],
  ["2003-12-26", early("day after Christmas, by notice for that year")],
  ["2004-06-11", closed("mourning of President Reagan")],
  ["2007-01-02", closed("mourning of President Ford")],
  ["2012-10-29", closed("Hurricane Sandy")],
  ["2012-10-30", closed("Hurricane Sandy")],
  ["2018-12-05", closed("mourning of President G. H. W. Bush")],
  ["2025-01-09", closed("mourning of President Carter")],
]);
