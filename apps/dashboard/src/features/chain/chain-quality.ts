import type { ChainFrame, Fault } from "@smart0dte/gateway/contract";
import { FAULT_WORDS } from "../../ui/desk-words.ts";
import { count, fromE4, priceChange, toE4 } from "../../ui/format/number-format.ts";

/** Spot and parity forward of one expiry day are one number: apart by more than this, ten-thousandths, one is late. */
const APART_E4 = 500;

/** How long a spot must be off, or back, before it is said, microseconds of desk time: a quote in passing is no finding. */
const PERSISTS = 3_000_000;

/** Whether the footer says that the spot is late, and since when the frames say otherwise. */
export interface SpotWatch {
  readonly ticker: ChainFrame["ticker"];
  readonly late: boolean;
  /** Desk time of the first frame in a row that disagrees with `late`; null while they agree. */
  readonly otherwiseSince: number | null;
}

/**
 * The watch after another frame. A spot is late beyond a distance, and back within half of it, once either has held for
 * three seconds; a frame that cannot be judged, as one without parity, ends it at once.
 */
export function watchSpot(before: SpotWatch | null, frame: ChainFrame): SpotWatch {
  const { ticker, at } = frame;
  const known = before?.ticker === ticker ? before : { ticker, late: false, otherwiseSince: null };
  const apart = spotApart(frame);
  if (apart === null) return { ticker, late: false, otherwiseSince: null };
  const isLate = Math.abs(apart) > lateBeyond(frame) / (known.late ? 2 : 1);
  if (isLate === known.late)
    return known.otherwiseSince === null ? known : { ...known, otherwiseSince: null };
  const since = Math.min(known.otherwiseSince ?? at, at);
  return at - since >= PERSISTS
    ? { ticker, late: isLate, otherwiseSince: null }
    : { ...known, otherwiseSince: since };
}

/** What is wrong with the chain as it stands, worst first, in the words of the footer. */
export function chainQuality(frame: ChainFrame, isSpotLate: boolean): readonly string[] {
  const apart = isSpotLate ? spotApart(frame) : null;
  const late = apart === null ? [] : [`stale spot vs parity ${priceChange(fromE4(apart))}`];
  return [...late, ...faults(frame), ...zeroBids(frame)];
}

/** Signed distance of the spot from the parity forward, ten-thousandths; null where one of them is not there. */
function spotApart({ spot, forward, forwardFrom }: ChainFrame): number | null {
  if (spot.v === null || forward.v === null || forwardFrom !== "parity") return null;
  return toE4(spot.v) - Math.round(forward.v * 10_000);
}

/** Nothing is said within the money's own two spreads. */
function lateBeyond({ rows, atm }: ChainFrame): number {
  const row = rows.find(({ strike }) => strike === atm);
  return Math.max(APART_E4, row === undefined ? 0 : spreadOf(row.call) + spreadOf(row.put));
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
