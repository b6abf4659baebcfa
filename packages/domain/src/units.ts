import { InvariantError } from "./errors.ts";
import { err, ok, type Result } from "./result.ts";

declare const brand: unique symbol;

/** A number that knows its unit. Free at runtime, not interchangeable at compile time. */
export type Quantity<Unit extends string> = number & { readonly [brand]: Unit };

/** A text that knows what it names. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** Money, price and premium, in whole ten-thousandths of a US dollar. 12_500 is $1.25. */
export type UsdE4 = Quantity<"USD×10⁻⁴">;

/** A count of option contracts; negative is short. Never fractional. */
export type Contracts = Quantity<"contracts">;

/** Whole microseconds since 1970-01-01T00:00Z: desk time. Exact below 2^53. */
export type EpochMicros = Quantity<"µs since epoch">;

/** A plain date of the exchange's day, `2026-03-13`. */
export type IsoDate = Id<"date">;

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60_000_000;
export const USD_E4 = 10_000;
/** Shares that one contract of SPY, QQQ and IWM delivers. Adjusted series differ and are refused. */
export const MULTIPLIER = 100;

/** States a unit for a number that our own code made. A wrong one is our bug, so it throws. */
export function usdE4(value: number): UsdE4 {
  if (!Number.isSafeInteger(value)) throw new InvariantError("Not a whole UsdE4", { value });
  return (value === 0 ? 0 : value) as UsdE4;
}

export function contracts(value: number): Contracts {
  if (!Number.isSafeInteger(value)) throw new InvariantError("Not a whole count of contracts", { value });
  return value as Contracts;
}

export function epochMicros(value: number): EpochMicros {
  if (!Number.isSafeInteger(value)) throw new InvariantError("Not whole microseconds", { value });
  return value as EpochMicros;
}

/** Parses a price from outside (a feed, a form). Refuses what cannot be exact. */
export function parseUsd(text: string): Result<UsdE4, "NOT_A_PRICE" | "TOO_PRECISE"> {
  const match = /^(-?)(\d{1,9})(?:\.(\d+))?$/.exec(text);
  if (match === null) return err("NOT_A_PRICE");
  const [, sign, whole = "0", fraction = ""] = match;
  if (fraction.length > 4 && /[1-9]/.test(fraction.slice(4))) return err("TOO_PRECISE");
  const magnitude = Number(whole) * USD_E4 + Number(fraction.slice(0, 4).padEnd(4, "0"));
  return ok(usdE4(sign === "-" ? -magnitude : magnitude));
}

/** Prints what {@link parseUsd} reads, so that the pair round-trips. */
export function formatUsd(value: UsdE4): string {
  const magnitude = Math.abs(value);
  const whole = Math.trunc(magnitude / USD_E4);
  return `${value < 0 ? "-" : ""}${whole}.${String(magnitude % USD_E4).padStart(4, "0")}`;
}

/** Dollars as a plain number, for analytics and output. Never to be turned back into money. */
export const dollars = (value: UsdE4): number => value / USD_E4;

/** The exact money nearest to a printed decimal that carries a float's tail (vendor files): 248.46788… is 248.4679. */
export function nearestUsdE4(value: number): UsdE4 {
  return usdE4(Math.round(value * USD_E4));
}

/** Money times a count. The only multiplication money knows. */
export const times = (value: UsdE4, count: number): UsdE4 => usdE4(value * count);

export const plus = (...values: readonly UsdE4[]): UsdE4 =>
  usdE4(values.reduce((sum, value) => sum + value, 0));

export const minus = (left: UsdE4, right: UsdE4): UsdE4 => usdE4(left - right);

export const ZERO_USD: UsdE4 = usdE4(0);
