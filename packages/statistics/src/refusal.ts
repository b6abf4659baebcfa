import { BadInputError, type Result } from "@smart0dte/domain";

/** Why a statistic cannot be had: a stable code and what decided it. Places count from 0; no field is ever NaN. */
export type StatisticsRefusal =
  /** A value is NaN or infinite; `at` is its place, null for a single number. */
  | { readonly code: "notFinite"; readonly input: string; readonly at: number | null }
  | { readonly code: "tooFew"; readonly input: string; readonly given: number; readonly needed: number }
  | {
      readonly code: "lengthsDiffer";
      readonly input: string;
      readonly given: number;
      readonly needed: number;
    }
  /** Nothing varies, so nothing can be scaled by how it varies. */
  | { readonly code: "constant"; readonly input: string }
  | { readonly code: "outOfRange"; readonly input: string; readonly given: number; readonly range: string }
  /** A time lies before the one at the place before it. */
  | { readonly code: "notAscending"; readonly input: string; readonly at: number }
  /** One series is, but for rounding, a combination of the others: their shares cannot be told apart. */
  | { readonly code: "collinear"; readonly input: string }
  /** Finite inputs so large, small or far apart that a sum or product of them leaves double precision. */
  | { readonly code: "notRepresentable"; readonly input: string }
  /** The bet or record has no advantage that could be sized or tested. */
  | { readonly code: "noEdge"; readonly input: string };

/** What a statistic is or why there is none. */
export type Statistic<Value> = Result<Value, StatisticsRefusal>;

/** A setting that no statistic can be built with; thrown by constructors, which cannot return a refusal. */
export class RefusedSetting extends BadInputError {
  readonly refusal: StatisticsRefusal;

  constructor(refusal: StatisticsRefusal) {
    super(refusalSentence(refusal));
    this.refusal = refusal;
  }
}

/** The value, or null where there is none and the reason does not matter. */
export const orNull = <Value>(statistic: Statistic<Value>): Value | null =>
  statistic.ok ? statistic.value : null;

/** The refusal for a person: one sentence. */
export function refusalSentence(refusal: StatisticsRefusal): string {
  const { input } = refusal;
  switch (refusal.code) {
    case "notFinite":
      return refusal.at === null
        ? `${input} is not a finite number.`
        : `${input} is not a finite number at place ${refusal.at}.`;
    case "tooFew":
      return `${input} has ${refusal.given} values; ${refusal.needed} are needed.`;
    case "lengthsDiffer":
      return `${input} has ${refusal.given} values where ${refusal.needed} must stand.`;
    case "constant":
      return `${input} does not vary.`;
    case "outOfRange":
      return `${input} must be ${refusal.range}, not ${refusal.given}.`;
    case "notAscending":
      return `${input} falls at place ${refusal.at}.`;
    case "collinear":
      return `${input} is a combination of the others.`;
    case "notRepresentable":
      return `${input} is too large, too small or too far apart to be calculated with.`;
    case "noEdge":
      return `${input} is not above what it is held against.`;
  }
}
