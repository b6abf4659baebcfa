import { usdE4, type UsdE4 } from "@smart0dte/domain";
import type { ExecutionPart } from "./execution-name.ts";

/** One leg execution of the broker, as far as it is used up by package fills. */
export interface LegLot {
  readonly base: string;
  readonly revision: number;
  /** Contracts, positive. */
  readonly size: number;
  readonly price: UsdE4;
  readonly heardAt: number;
  /** Contracts that earlier package fills took. */
  used: number;
  /** Null until the commission report has come. */
  fees: UsdE4 | null;
}

export interface LotTaking {
  readonly parts: readonly (ExecutionPart & { readonly lot: LegLot })[];
  /** Of one contract; the parts' average where it is a whole number, else null. */
  readonly price: UsdE4 | null;
}

export const leftOf = (lots: readonly LegLot[]): number =>
  lots.reduce((sum, { size, used }) => sum + Math.max(0, size - used), 0);

/** Contracts at the front that share a price. */
export function samePriceRun(lots: readonly LegLot[]): number {
  let run = 0;
  let price: UsdE4 | null = null;
  for (const lot of lots) {
    const left = lot.size - lot.used;
    if (left <= 0) continue;
    price ??= lot.price;
    if (lot.price !== price) break;
    run += left;
  }
  return run;
}

/** The next contracts of a leg, oldest first. Takes nothing yet: {@link useUp} does. */
export function pickLots(lots: readonly LegLot[], contracts: number): LotTaking {
  const parts: LotTaking["parts"][number][] = [];
  let wanted = contracts;
  let paid = 0;
  for (const lot of lots) {
    const count = Math.min(wanted, lot.size - lot.used);
    if (count <= 0) continue;
    parts.push({ base: lot.base, from: lot.used, count, lot });
    paid += count * lot.price;
    wanted -= count;
    if (wanted === 0) break;
  }
  const average = paid / contracts;
  return { parts, price: Number.isSafeInteger(average) ? usdE4(average) : null };
}

export function useUp({ parts }: Pick<LotTaking, "parts">): void {
  for (const { lot, from, count } of parts) lot.used = Math.max(lot.used, from + count);
}

/** A part's share of its execution's commission; the shares of all parts add up to it exactly. */
export function feesOfPart({ lot, from, count }: LotTaking["parts"][number]): UsdE4 | null {
  if (lot.fees === null) return null;
  const upTo = (contracts: number): number => Math.round(((lot.fees ?? 0) * contracts) / lot.size);
  return usdE4(upTo(from + count) - upTo(from));
}
