import { isoDateOf, MICROS_PER_MINUTE, USD_E4, type EpochMicros, type Inadmissible } from "@smart0dte/domain";
import { formatInstant, type ChainSnapshot } from "@smart0dte/feeds";
import type { AnalysedExpiry } from "./chain-expiry.ts";
import type { ChainForward } from "./chain-forward.ts";
import type { QuotedContract } from "./chain-quotes.ts";

export type FindingCode =
  "expiryNotToday" | "quoteTimeUnknown" | "staleSpot" | "zeroQuote" | "crossedQuote" | "wideQuote";

/** Something about the file that its reader must know; the detail states the numbers. */
export interface Finding {
  readonly code: FindingCode;
  readonly detail: string;
}

export interface Findable {
  readonly snapshot: ChainSnapshot;
  readonly asOf: EpochMicros;
  /** Whether a person stated the quotes' time; otherwise it is the run's. */
  readonly isTimeStated: boolean;
  /** Whether a person stated a rate to discount by. */
  readonly isRateStated: boolean;
  readonly expiry: AnalysedExpiry;
  readonly contracts: readonly QuotedContract[];
  readonly forward: ChainForward;
}

export function findingsOf(about: Findable): readonly Finding[] {
  return [
    ...expiryNotToday(about),
    ...quoteTimeUnknown(about),
    ...staleSpot(about),
    ...faulty(about, "zeroQuote", "absent"),
    ...faulty(about, "crossedQuote", "crossed"),
    ...faulty(about, "wideQuote", "wide"),
  ];
}

function expiryNotToday({ expiry, asOf, isRateStated }: Findable): readonly Finding[] {
  if (expiry.isToday) return [];
  const days = `the earliest expiry still open is ${expiry.date}; asOf lies on ${isoDateOf(asOf)} in New York`;
  const detail = isRateStated ? days : `${days}; no --rate is stated, so nothing is discounted`;
  return [{ code: "expiryNotToday", detail }];
}

/** A file of this kind never states when it was quoted; its last trade is the latest moment that it proves. */
function quoteTimeUnknown({ isTimeStated, asOf, contracts }: Findable): readonly Finding[] {
  if (isTimeStated) return [];
  const said = "the file does not state when it was quoted, so the time of its run is taken";
  const trades = contracts.flatMap(({ row }) => (row.lastTradeAt === null ? [] : [row.lastTradeAt]));
  const last = trades.length === 0 ? null : trades.reduce((latest, at) => (at > latest ? at : latest));
  if (last === null) return [{ code: "quoteTimeUnknown", detail: said }];
  const minutes = ((asOf - last) / MICROS_PER_MINUTE).toFixed(1);
  const proof = `its last trade, ${formatInstant(last)}, is ${minutes} minutes older`;
  return [{ code: "quoteTimeUnknown", detail: `${said}; ${proof}` }];
}

/** Dollars that a spot may differ from the forward by before it counts as from another moment. */
const SPOT_TOLERANCE = 0.05;

function staleSpot({ snapshot, forward, expiry }: Findable): readonly Finding[] {
  const { spot, spotFrom } = snapshot;
  if (spot === null || forward.from !== "parity") return [];
  const { low, high, pairs } = forward.parity;
  const apart = Math.abs(spot - forward.forward);
  if (apart <= SPOT_TOLERANCE || apart <= high - low) return [];
  const origin = spotFrom === "live" ? "of the run" : "of the file's column, which can be the last close,";
  const numbers = `the spot ${origin} is ${spot.toFixed(3)}, the parity forward of ${pairs} pairs ${forward.forward.toFixed(3)}`;
  const carry = expiry.isToday ? "" : `; carry to ${expiry.date} is part of it`;
  const detail = `${numbers}: ${apart.toFixed(3)} apart, the pairs' own spread is ${(high - low).toFixed(3)}${carry}`;
  return [{ code: "staleSpot", detail }];
}

const WORDS = {
  zeroQuote: "have no ask, or 0",
  crossedQuote: "bid more than they ask",
  wideQuote: "are quoted implausibly wide",
} as const;
const SAMPLE = 3;

function faulty({ contracts }: Findable, code: keyof typeof WORDS, fault: Inadmissible): readonly Finding[] {
  const found = contracts.filter(({ quote }) => quote.fault === fault);
  if (found.length === 0) return [];
  const names = found
    .slice(0, SAMPLE)
    .map(({ row }) => `${row.contract.right} ${row.contract.strike / USD_E4}`)
    .join(", ");
  const more = found.length > SAMPLE ? ", ..." : "";
  const detail = `${found.length} of ${contracts.length} contracts ${WORDS[code]} (${names}${more}): no price is taken from them`;
  return [{ code, detail }];
}
