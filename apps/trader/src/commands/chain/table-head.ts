import { EXCHANGE_ZONE, localTimeOf, type EpochMicros } from "@smart0dte/domain";
import { formatInstant } from "@smart0dte/feeds";
import type { ChainAnalysis } from "./chain-analysis.ts";
import { decimals, percent } from "./text-table.ts";

/** What is looked at, when, and what everything below rests on. */
export function chainHead({ snapshot, asOf, expiry, ...analysis }: ChainAnalysis): readonly string[] {
  const { forward, smile, straddle, expectedMove, exercise } = analysis;
  const from =
    forward.from === "parity"
      ? `parity of ${forward.parity.pairs} pairs, ${decimals(forward.parity.low, 2)} to ${decimals(forward.parity.high, 2)}`
      : (forward.from ?? "neither parity nor spot");
  const straddleAt = straddle === null ? "" : ` at ${straddle.strike}`;
  const origin = snapshot.spotFrom === null ? "none stated" : SPOT_ORIGINS[snapshot.spotFrom];
  const root = expiry.root === snapshot.ticker ? "" : ` (${expiry.root})`;
  const end = expiry.settles === "open" ? "settlement at the opening" : "the close";
  return [
    `${snapshot.ticker}${root} expiring ${expiry.date}, as of ${formatInstant(asOf)} (${newYork(asOf)} New York), ${span(expiry.seconds)} to ${end}`,
    `forward ${decimals(forward.forward, 3)} (${from})   spot ${decimals(snapshot.spot, 3)} (${origin})   rate ${rateText(analysis)}`,
    `ATM IV ${percent(smile?.atmIv, 1)}   expected move ±${decimals(expectedMove, 2)} (one standard deviation)   straddle ${decimals(straddle?.price, 3)}${straddleAt} (mid)`,
    ...(exercise.europeanSuffices
      ? [
          `${exercise.style === "american" ? "American" : "European"} exercise: European values suffice, as ${exercise.why}`,
        ]
      : []),
  ];
}

const SPOT_ORIGINS = { live: "at the run", column: "file's column", table: "table's last" };

const RATE_ORIGINS = {
  sameDay: "same day",
  stated: "stated",
  parity: "parity",
  forwards: "growth of parity forwards",
};

function rateText({ rate, rateFrom }: Pick<ChainAnalysis, "rate" | "rateFrom">): string {
  const from = rateFrom.from === null ? "none" : RATE_ORIGINS[rateFrom.from];
  return `${percent(rate, 2)} (${from})`;
}

function newYork(at: EpochMicros): string {
  const local = localTimeOf(EXCHANGE_ZONE, at);
  if (!local.ok) return "";
  const { hour, minute, second } = local.value;
  return [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
}

const HOURS_SHOWN = 48;

function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= HOURS_SHOWN) return `${Math.floor(hours / 24)} days ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min ${Math.floor(seconds % 60)} s`;
}
