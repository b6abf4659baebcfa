import type { Right } from "@smart0dte/domain";

/** One option of a package. */
export interface PayoffLeg {
  readonly right: Right;
  /** Any unit of money, the same in all legs and in what is paid; more than zero. */
  readonly strike: number;
  /** Options per package, a whole number; negative is short. */
  readonly quantity: number;
}
