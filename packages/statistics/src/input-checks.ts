import { err, ok } from "@smart0dte/domain";
import { RefusedSetting, type Statistic, type StatisticsRefusal } from "./refusal.ts";

/** The first fault, or null where the input can be used. */
export type Fault = StatisticsRefusal | null;

/** A series must have so many values, all finite. */
export function seriesFault(input: string, values: ArrayLike<number>, needed: number): Fault {
  if (values.length < needed) return { code: "tooFew", input, given: values.length, needed };
  for (let at = 0; at < values.length; at += 1) {
    if (!Number.isFinite(values[at])) return { code: "notFinite", input, at };
  }
  return null;
}

/** Series named x and y, of one length. */
export function pairFault(x: ArrayLike<number>, y: ArrayLike<number>, needed: number): Fault {
  return lengthFault("y", y, x.length) ?? seriesFault("x", x, needed) ?? seriesFault("y", y, needed);
}

export const lengthFault = (input: string, values: ArrayLike<unknown>, needed: number): Fault =>
  values.length === needed ? null : { code: "lengthsDiffer", input, given: values.length, needed };

export interface Range {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
  readonly whole?: true;
}

/** A single number must be finite and within the range. */
export function numberFault(input: string, value: number, range: Range = {}): Fault {
  if (!Number.isFinite(value)) return { code: "notFinite", input, at: null };
  const { from = -Infinity, above = -Infinity, to = Infinity, below = Infinity, whole } = range;
  const within = value >= from && value > above && value <= to && value < below;
  if (within && (whole !== true || Number.isInteger(value))) return null;
  return { code: "outOfRange", input, given: value, range: rangeWords(range) };
}

function rangeWords({ from, above, to, below, whole }: Range): string {
  const parts = [
    ...(whole === true ? ["a whole number"] : []),
    ...(from === undefined ? [] : [`at least ${from}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(to === undefined ? [] : [`at most ${to}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return parts.join(", ");
}

/** What a sum of squares around the mean says of its series: nothing varies, or its squares leave double precision. */
export function spreadFault(input: string, values: ArrayLike<number>, squares: number): Fault {
  if (squares > 0 && Number.isFinite(squares)) return null;
  return isConstant(values) ? { code: "constant", input } : { code: "notRepresentable", input };
}

export function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i += 1) if (values[i] !== values[0]) return false;
  return true;
}

/** A number that was calculated from finite ones; refused where it left double precision on the way. */
export const representable = (input: string, value: number): Statistic<number> =>
  Number.isFinite(value) ? ok(value) : err({ code: "notRepresentable", input });

/** For constructors: throws the first fault. */
export function refuseSetting(...faults: readonly Fault[]): void {
  const first = faults.find((fault) => fault !== null);
  if (first != null) throw new RefusedSetting(first);
}
