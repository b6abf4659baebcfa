import type { ChainFrame, Fault } from "@smart0dte/gateway/contract";
import { FAULT_WORDS } from "../../ui/desk-words.ts";
import { count, fromE4, priceChange, toE4 } from "../../ui/format/number-format.ts";

/** Spot and parity forward of one expiry day are one number: apart by more than this, ten-thousandths, one is late. */
const APART_E4 = 500;

/** What is wrong with the chain as it stands, worst first, in the words of the footer. */
export function chainQuality(frame: ChainFrame): readonly string[] {
  const late = lateSpot(frame);
  return [...(late === null ? [] : [`stale spot vs parity ${late}`]), ...faults(frame), ...zeroBids(frame)];
}

/** Signed distance of the spot from the parity forward, where it is more than the money's own two spreads. */
function lateSpot({ spot, forward, forwardFrom, rows, atm }: ChainFrame): string | null {
  if (spot.v === null || forward.v === null || forwardFrom !== "parity") return null;
  const apart = toE4(spot.v) - Math.round(forward.v * 10_000);
  const row = rows.find(({ strike }) => strike === atm);
  const spreads = row === undefined ? 0 : spreadOf(row.call) + spreadOf(row.put);
  return Math.abs(apart) > Math.max(APART_E4, spreads) ? priceChange(fromE4(apart)) : null;
}

const spreadOf = ({ bid, ask }: { readonly bid: string | null; readonly ask: string | null }): number =>
  bid === null || ask === null ? 0 : toE4(ask) - toE4(bid);

function faults({ rows }: ChainFrame): readonly string[] {
  const counts = new Map<Fault, number>();
  for (const { fault } of rows.flatMap(({ call, put }) => [call, put]))
    if (fault !== null) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return [...counts]
    .toSorted(([, left], [, right]) => right - left)
    .map(([fault, number]) => `${count(number)} ${FAULT_WORDS[fault].toLowerCase()}`);
}

function zeroBids({ rows }: ChainFrame): readonly string[] {
  const zero = rows
    .flatMap(({ call, put }) => [call.bid, put.bid])
    .filter((bid) => bid !== null && toE4(bid) === 0).length;
  return zero === 0 ? [] : [`${count(zero)} zero bid`];
}
