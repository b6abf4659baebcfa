import { MOST_PACKAGE_LEGS } from "@smart0dte/gateway/contract";
import { contractSymbol } from "../../ui/board-contract.ts";
import { fromE4, strike as strikeWords, toE4 } from "../../ui/format/number-format.ts";

/** A contract of the board that a person has picked. */
export interface SelectedLeg {
  /** Decimal text with four places. */
  readonly strike: string;
  readonly right: "C" | "P";
  /** Contracts in one package: bought positive, sold negative, never 0. */
  readonly quantity: number;
}

/** What one key or click does to a contract of the selection. */
export type LegAct = "buy" | "sell" | "clear";

const MOST_CONTRACTS = 99;

/** The legs of the address, `1x660C,-1x661P`; what cannot be read there, or stands there twice, is not there. */
export function readSelection(text: string): readonly SelectedLeg[] {
  const legs: SelectedLeg[] = [];
  for (const part of text.split(",")) {
    const [, quantity, strike = "", right] = /^(-?[1-9]\d?)x(\d{1,6}(?:\.\d{1,4})?)([CP])$/.exec(part) ?? [];
    if (quantity === undefined) continue;
    const leg = {
      strike: fromE4(Math.round(Number(strike) * 10_000)),
      right: right === "P" ? "P" : "C",
      quantity: Number(quantity),
    } as const;
    if (legs.length < MOST_PACKAGE_LEGS && quantityOf(legs, leg) === 0) legs.push(leg);
  }
  return legs;
}

export const writeSelection = (legs: readonly SelectedLeg[]): string =>
  legs.map(({ quantity, strike, right }) => `${quantity}x${strikeWords(strike)}${right}`).join();

/** Contracts picked of one of the board; 0 for none. */
export const quantityOf = (
  legs: readonly SelectedLeg[],
  { strike, right }: Omit<SelectedLeg, "quantity">,
): number => legs.find((leg) => leg.strike === strike && leg.right === right)?.quantity ?? 0;

/** The selection after an act: a contract more, a contract less, or none of it; what nets to nothing is gone. */
export function afterAct(
  legs: readonly SelectedLeg[],
  act: LegAct,
  { strike, right }: Omit<SelectedLeg, "quantity">,
): readonly SelectedLeg[] {
  const before = quantityOf(legs, { strike, right });
  const wanted = act === "clear" ? 0 : before + (act === "buy" ? 1 : -1);
  const quantity = Math.min(Math.max(wanted, -MOST_CONTRACTS), MOST_CONTRACTS);
  if (before === 0) {
    if (quantity === 0 || legs.length >= MOST_PACKAGE_LEGS) return legs;
    return [...legs, { strike, right, quantity }].toSorted(byStrike);
  }
  return legs.flatMap((leg) => {
    if (leg.strike !== strike || leg.right !== right) return [leg];
    return quantity === 0 ? [] : [{ ...leg, quantity }];
  });
}

/** As the desk is asked for them: `1xSPY260814C00660000,-1xSPY260814C00661000`. */
export const askedLegs = (
  legs: readonly SelectedLeg[],
  of: { readonly ticker: string; readonly expiry: string },
): string =>
  legs.map(({ quantity, ...contract }) => `${quantity}x${contractSymbol({ ...of, ...contract })}`).join();

/** No further contract can be picked beside these. */
export const isFull = (legs: readonly SelectedLeg[]): boolean => legs.length >= MOST_PACKAGE_LEGS;

const byStrike = (one: SelectedLeg, other: SelectedLeg): number =>
  toE4(one.strike) - toE4(other.strike) || (one.right === other.right ? 0 : one.right === "P" ? -1 : 1);
