import { InvariantError } from "@smart0dte/domain";
import type { PayoffLeg } from "./payoff-leg.ts";

/** Why a package cannot be valued, with the number that decided; `leg` counts from 0. */
export type StructureFault =
  | { readonly code: "noLegs" }
  | { readonly code: "tooManyLegs"; readonly legs: number }
  | { readonly code: "badRight"; readonly leg: number; readonly right: string }
  | { readonly code: "badStrike"; readonly leg: number; readonly strike: number }
  | { readonly code: "badQuantity"; readonly leg: number; readonly quantity: number }
  | { readonly code: "badPaid"; readonly paid: number }
  /** A price, probability or mean of the density is not one. */
  | { readonly code: "badDensity" };

const RIGHTS: ReadonlySet<string> = new Set(["C", "P"]);
/** More legs are a book, not a package. */
const MOST_LEGS = 64;
const MOST_OPTIONS = 1e6;
/** Of strikes and of what is paid: larger ones leave less than a ten-thousandth in a double's digits. */
const MOST_MONEY = 1e12;

/**
 * The first fault of a package, or null: one leg or more, strikes more than zero, whole quantities that are not zero,
 * a finite price; no strike and no price beyond 1e12.
 */
export function structureFault(legs: readonly PayoffLeg[], paid: number): StructureFault | null {
  if (legs.length === 0) return { code: "noLegs" };
  if (legs.length > MOST_LEGS) return { code: "tooManyLegs", legs: legs.length };
  for (const [leg, { right, strike, quantity }] of legs.entries()) {
    if (!RIGHTS.has(right)) return { code: "badRight", leg, right };
    if (!(strike > 0 && strike <= MOST_MONEY)) return { code: "badStrike", leg, strike };
    const size = Math.abs(quantity);
    if (!(Number.isInteger(quantity) && size >= 1 && size <= MOST_OPTIONS))
      return { code: "badQuantity", leg, quantity };
  }
  return Math.abs(paid) <= MOST_MONEY ? null : { code: "badPaid", paid };
}

/** For callers that have judged their input: a fault is a bug then. */
export function refuseFaulty(legs: readonly PayoffLeg[], paid: number): void {
  const fault = structureFault(legs, paid);
  // as text: a NaN would be written as null
  if (fault !== null) throw new InvariantError(`Not a package: ${fault.code}`, { legs: String(legs.length) });
}
