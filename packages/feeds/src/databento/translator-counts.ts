/** What became of the records so far. */
export interface TranslatorCounts {
  readonly records: number;
  readonly quotes: number;
  readonly trades: number;
  readonly gaps: number;
  /** Quotes that a newer one of their instrument replaced before the desk took them. */
  readonly conflated: number;
  /** Quotes that were dropped because a gap came before the desk took them. */
  readonly overtakenByGaps: number;
  /** Records under an id that the connection never explained. */
  readonly unknownInstrument: number;
  /** Records of instruments that are not of this desk and day: other expiries, adjusted series. */
  readonly otherInstrument: number;
  /** Records stamped before this day. */
  readonly otherDay: number;
  /** Times that were undefined or could not be believed; their records took the connection's last time. */
  readonly undefinedTime: number;
  /** Quotes older than what was known of their instrument, snapshots of an interval included. */
  readonly outdated: number;
  /** Quotes that the feed marked as bad, or with a price beyond any of this desk. */
  readonly bad: number;
  /** Prints of a schema beside the one that is counted, so that none counts twice. */
  readonly otherPrints: number;
  /** Records of the trade schemas that are no print: cancels, or without a price. */
  readonly notPrints: number;
  /** Open interest that another publisher states otherwise; the first one stays. */
  readonly openInterestDiffers: number;
  /** Definitions whose expiration is not the date in their own symbol; they are not listed. */
  readonly contradictoryDefinitions: number;
}

export type MutableCounts = { -readonly [Name in keyof TranslatorCounts]: number };

export const noCounts = (): MutableCounts => ({
  records: 0,
  quotes: 0,
  trades: 0,
  gaps: 0,
  conflated: 0,
  overtakenByGaps: 0,
  unknownInstrument: 0,
  otherInstrument: 0,
  otherDay: 0,
  undefinedTime: 0,
  outdated: 0,
  bad: 0,
  otherPrints: 0,
  notPrints: 0,
  openInterestDiffers: 0,
  contradictoryDefinitions: 0,
});
