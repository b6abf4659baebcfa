import type { DbnSurvey } from "./dbn-survey.ts";
import type { HistoricalClient } from "./historical-client.ts";
import { HistoricalError } from "./historical-error.ts";
import type { ClosedRange } from "./range-rest.ts";

/** What the server says that a request will cost and give, beside what is there and was paid before. */
export interface RangeQuote {
  readonly costUsd: number;
  readonly bytes: number;
  readonly records: number;
  readonly paidUsd: number;
  /** What is held already and is not given again: without the seam's records, which the rest repeats. */
  readonly heldRecords: number;
  readonly heldBytes: number;
}

interface Asked {
  readonly rest: ClosedRange;
  readonly held: DbnSurvey | null;
  readonly paidUsd: number;
  readonly signal: AbortSignal | undefined;
}

/** Costs nothing to ask. */
export async function rangeQuote({ metadata }: HistoricalClient, asked: Asked): Promise<RangeQuote> {
  const { rest, held, paidUsd, signal } = asked;
  const [costUsd, bytes, records] = await Promise.all([
    metadata.getCost(rest, signal),
    metadata.getBillableSize(rest, signal),
    metadata.getRecordCount(rest, signal),
  ]);
  if (costUsd < 0) throw new HistoricalError("badAnswer", `The server's cost is ${String(costUsd)}.`);
  const repeated = [...(held?.seam?.seen.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const heldRecords = Math.max(0, (held?.records ?? 0) - repeated);
  const each = held === null || held.records === 0 ? 0 : held.recordBytes / held.records;
  return { costUsd, bytes, records, paidUsd, heldRecords, heldBytes: Math.round(heldRecords * each) };
}

// sums of prices like 0.1 and 0.2 are not exact
const ROUNDING = 1e-9;

/** Refuses what would make the file dearer than allowed. */
export function refuseAbove({ costUsd, paidUsd }: RangeQuote, maxCostUsd: number): void {
  if (costUsd + paidUsd <= maxCostUsd + ROUNDING) return;
  const before = paidUsd === 0 ? "" : ` beside ${usdText(paidUsd)} that was paid before for this file`;
  throw new HistoricalError(
    "tooCostly",
    `It costs ${usdText(costUsd)}${before}; the limit is ${usdText(maxCostUsd)}.`,
    {
      remedy: `Raise the limit to ${plain(Math.ceil((costUsd + paidUsd) * 1e4 - ROUNDING) / 1e4)} to allow it.`,
    },
  );
}

/** Dollars with the digits that matter: prices of small ranges are fractions of a cent. */
export function usdText(usd: number): string {
  return `$${plain(usd)}`;
}

function plain(usd: number): string {
  return usd === 0 || usd >= 0.01
    ? usd.toFixed(2 + (Math.round(usd * 1e4) % 100 === 0 ? 0 : 2))
    : usd.toPrecision(2);
}
