import { parseIsoDate, type EpochMicros } from "@smart0dte/domain";
import { parseInstant } from "@smart0dte/feeds";
import type { ExpiryChoice } from "./chain-expiry.ts";
import type { OpenInterestSign } from "./chain-exposures.ts";

/** The command's options as written; undefined where one is not. */
export interface ChainWords {
  /** An instant with its offset. */
  readonly at?: string | undefined;
  /** A fraction a year. */
  readonly rate?: string | undefined;
  readonly expiry?: string | undefined;
  readonly root?: string | undefined;
  readonly sign?: string | undefined;
}

/** What they say. */
export interface ChainChoice {
  readonly at: EpochMicros | null;
  readonly rate: number | null;
  readonly choice: ExpiryChoice;
  readonly sign: OpenInterestSign;
}

/** Reads them; a text is the sentence that refuses the first one that cannot be used. */
export function chainChoice({
  at,
  rate,
  expiry,
  root,
  sign = "callsLong",
}: ChainWords): ChainChoice | string {
  const instant = at === undefined ? null : (parseInstant(at) ?? "bad");
  if (instant === "bad")
    return `--at is not an instant with its offset: "${at ?? ""}" (2026-08-14T15:23:00Z).`;
  const fraction = rateFrom(rate);
  if (fraction === "bad")
    return `--rate is not a fraction a year between -0.1 and 0.5: "${rate ?? ""}" (0.0425 is 4.25 %).`;
  const date = expiry === undefined ? null : parseIsoDate(expiry);
  if (date !== null && !date.ok) return `--expiry is not a date: "${expiry ?? ""}" (2026-08-14).`;
  if (root !== undefined && !/^[A-Z]{1,6}$/i.test(root))
    return `--root is not the root of an option symbol: "${root}" (SPXW).`;
  if (sign !== "callsLong" && sign !== "callsShort")
    return `--sign is callsLong or callsShort, not "${sign}": a chain file has no signed flow.`;
  return {
    at: instant,
    rate: fraction,
    choice: { expiry: date === null ? null : date.value, root: root?.toUpperCase() ?? null },
    sign,
  };
}

const LOWEST_RATE = -0.1;
const HIGHEST_RATE = 0.5;

function rateFrom(text: string | undefined): number | null | "bad" {
  if (text === undefined) return null;
  const rate = /^-?\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  return rate >= LOWEST_RATE && rate <= HIGHEST_RATE ? rate : "bad";
}
