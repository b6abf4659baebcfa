import type { ContractCell, PositionRow } from "@smart0dte/gateway/contract";
import { signedCount, strike } from "./format/number-format.ts";

type Fault = NonNullable<ContractCell["fault"]>;
type Leg = PositionRow["legs"][number];

/** The words of a row whose quote cannot be used. */
export const FAULT_WORDS: Readonly<Record<Fault, string>> = {
  absent: "NO QUOTE",
  halted: "HALTED",
  gap: "GAP",
  bad: "BAD",
  stale: "STALE",
  crossed: "CROSSED",
  wide: "WIDE",
  oneSided: "ONE-SIDED",
};

const STRATEGY_WORDS: Readonly<Record<string, string>> = {
  putCreditVertical: "put credit spread",
  callCreditVertical: "call credit spread",
  putDebitVertical: "put debit spread",
  callDebitVertical: "call debit spread",
  ironCondor: "iron condor",
};

export const strategyWords = (name: string): string => STRATEGY_WORDS[name] ?? name;

/** `510/508 P`, `505/507 P 518/520 C`. */
export function strikesOf(legs: readonly Leg[]): string {
  const side = (right: "C" | "P"): string => {
    const strikes = legs.filter((leg) => leg.right === right).map((leg) => strike(leg.strike));
    return strikes.length === 0 ? "" : `${strikes.join("/")} ${right}`;
  };
  return [side("P"), side("C")].filter((text) => text !== "").join(" ");
}

/** `−1 510 P`. */
export const legWords = (leg: Leg, packages: number): string =>
  `${signedCount(leg.ratio * packages)} ${strike(leg.strike)} ${leg.right}`;

/** `586 P` of the compact symbol `QQQ261125P00586000`; any other name stays as it is. */
export function symbolWords(symbol: string): string {
  const [, right, thousandths] = /^[A-Z]+\d{6}([CP])(\d{8})$/.exec(symbol) ?? [];
  return thousandths === undefined ? symbol : `${Number(thousandths) / 1_000} ${right}`;
}

export const BASIS_WORDS = {
  uncalibratedScore: "uncalibrated score",
  driftlessDiffusion: "driftless diffusion",
} as const;

/** What a confidence rests on: `uncalibrated score, n=214, won 131`. */
export function basisOf({
  basis,
  outcomes,
  won,
}: {
  basis: keyof typeof BASIS_WORDS;
  outcomes: number;
  won: number;
}): string {
  return `${BASIS_WORDS[basis]}, n=${outcomes}, won ${won}`;
}

/** `uncalibratedScore` → `uncalibrated score`: names of the desk as words. */
export const asWords = (name: string): string =>
  name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
