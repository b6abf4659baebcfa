import { InvariantError, type Right } from "@smart0dte/domain";

/**
 * Shares that one standard option on a stock or a fund delivers: exact, by the Options Clearing Corporation's terms.
 * Contracts that were adjusted for a split or a special dividend deliver another number; they have roots of their own
 * (SPY1) and never come here.
 */
export const SHARES_PER_CONTRACT = 100;

/** Contracts of one strike and right that dealers hold or owe. */
export interface ExposedContract {
  readonly right: Right;
  /** Dollars. */
  readonly strike: number;
  /** A fraction per root year, held fixed when the spot moves (sticky strike). */
  readonly volatility: number;
  /**
   * Contracts: open interest, or signed customer volume. Without a sign of its own the convention gives one.
   */
  readonly contracts: number;
}

/**
 * Whose side dealers are taken to be on. An assumption, never a fact: state it beside every figure.
 *
 * `callsLong`: dealers long calls and short puts (the common one for open interest). `callsShort`: the reverse.
 * `againstCustomers`: contracts are signed customer volume (bought positive), and dealers hold the other side.
 */
export type DealerSign = "callsLong" | "callsShort" | "againstCustomers";

export interface ExposureTerms {
  /** Dollars. */
  readonly spot: number;
  /** More than zero. */
  readonly years: number;
  readonly sign: DealerSign;
}

/**
 * Why no exposure can be had. Out of range is what is no finite number, too: prices and strikes from 1e-100 to 1e100
 * dollars, years from 1e-12 to 1,000, volatilities from 1e-9 to 1,000,000, contracts to 1e12 either way.
 */
export type NoExposure =
  "spotOutOfRange" | "yearsOutOfRange" | "strikeOutOfRange" | "volatilityOutOfRange" | "contractsOutOfRange";

/** The first reason for which {@link exposureProfile} and {@link flipLevels} would not answer; null for none. */
export function exposureRefusal(
  contracts: readonly ExposedContract[],
  { spot, years }: Omit<ExposureTerms, "sign">,
): NoExposure | null {
  if (!isPrice(spot)) return "spotOutOfRange";
  if (!(years >= 1e-12 && years <= 1_000)) return "yearsOutOfRange";
  for (const { strike, volatility, contracts: held } of contracts) {
    if (!isPrice(strike)) return "strikeOutOfRange";
    if (!isVolatility(volatility)) return "volatilityOutOfRange";
    if (!(Math.abs(held) <= 1e12)) return "contractsOutOfRange";
  }
  return null;
}

/** Ends the process for what nobody asked {@link exposureRefusal} about: no NaN leaves. */
export function demandExposure(contracts: readonly ExposedContract[], terms: ExposureTerms): void {
  const refusal = exposureRefusal(contracts, terms);
  if (refusal !== null) throw new InvariantError("No exposure of such terms", { refusal });
}

/** Dealers' side of one contract: +1 long, -1 short; of signed customer volume always the other side. */
export function signOf({ right }: ExposedContract, sign: DealerSign): number {
  if (sign === "againstCustomers") return -1;
  return (right === "C") === (sign === "callsLong") ? 1 : -1;
}

export const isPrice = (value: number): boolean => value >= 1e-100 && value <= 1e100;
export const isVolatility = (value: number): boolean => value >= 1e-9 && value <= 1e6;
