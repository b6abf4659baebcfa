import {
  EXCHANGE_ZONE,
  isoDateOf,
  MICROS_PER_MINUTE,
  sessionOf,
  zoneOffset,
  type EpochMicros,
  type IsoDate,
} from "@smart0dte/domain";
import { badFile, badLine } from "./file-refusal.ts";
import { placeStamp, type MinuteFile } from "./minute-file.ts";

/** Which end of its minute a row is stamped with. */
export type StampSide = "start" | "end";

/** How the stamps of a file are to be read. */
export interface StampLayout {
  /** Null where every stamp states its own offset. */
  readonly zone: string | null;
  readonly side: StampSide;
  /** How this became known, for the report. */
  readonly how: string;
}

export interface StatedLayout {
  readonly zone?: string | undefined;
  readonly side?: StampSide | undefined;
}

/** Zones that a bare stamp is tried in; any other must be stated. */
const CANDIDATE_ZONES = [EXCHANGE_ZONE, "UTC"] as const;
const SIDES = ["start", "end"] as const;

/**
 * Finds zone and stamp side of files that share one layout, or refuses them.
 *
 * With a known zone a side is proven when no row lies outside the minutes of its session under it, and the
 * session's first minute (start) or last one (end) is there. A zone of bare stamps is proven only by a session
 * that is there from its first minute to its last, and by one candidate alone.
 */
export function detectLayout(files: readonly MinuteFile[], stated: StatedLayout): StampLayout {
  const [first] = files;
  const path = files.map((file) => file.path).join(", ");
  const hasOffset = first?.hasOffset === true;
  if (hasOffset) {
    if (stated.zone !== undefined) refuseOtherZone(files, stated.zone);
    return { ...detectSide(files, null, stated), zone: null };
  }
  if (stated.zone !== undefined) {
    const { side, how } = detectSide(files, stated.zone, stated);
    return { zone: stated.zone, side, how: `zone ${stated.zone} as stated, ${how}` };
  }
  const sides = stated.side === undefined ? SIDES : [stated.side];
  const proven = CANDIDATE_ZONES.flatMap((zone) => {
    const days = daysOf(files, zone);
    return sides
      .filter((side) => lieInside(days, side) && isSomeDayWhole(days, side))
      .map((side) => ({ zone, side }));
  });
  const [only] = proven;
  if (only === undefined || proven.length > 1) {
    throw badFile(
      path,
      "the time zone of its stamps cannot be told from its rows; state it with --zone ZONE --stamp start|end",
    );
  }
  return { ...only, how: `zone ${only.zone} and bar ${only.side} detected from whole sessions` };
}

/** Stamps that carry an offset are right about themselves; a stated zone may only agree. */
function refuseOtherZone(files: readonly MinuteFile[], zone: string): void {
  for (const file of files) {
    for (const row of file.rows) {
      const offset = zoneOffset(zone, placeStamp(file, row, null));
      if (!offset.ok) throw badLine(file.path, row.line, `the stated zone "${zone}" is not known`);
      if (offset.value !== row.stamp.offset) {
        throw badLine(file.path, row.line, `the stamp's own offset is not that of the stated zone ${zone}`);
      }
    }
  }
}

interface SideFound {
  readonly side: StampSide;
  readonly how: string;
}

function detectSide(files: readonly MinuteFile[], zone: string | null, stated: StatedLayout): SideFound {
  const prefix = zone === null ? "offsets in the stamps, " : "";
  const days = daysOf(files, zone);
  const proven = SIDES.filter((side) => lieInside(days, side) && isEdgeThere(days, side));
  const [side] = proven;
  if (stated.side !== undefined) {
    const doubt =
      side === undefined || proven.includes(stated.side) ? "" : `, although the rows speak for bar ${side}`;
    return { side: stated.side, how: `${prefix}bar ${stated.side} as stated${doubt}` };
  }
  if (side === undefined || proven.length > 1) {
    const path = files.map((file) => file.path).join(", ");
    throw badFile(
      path,
      "whether a row is stamped at its bar's start or end cannot be told from its rows; state it with --stamp start|end",
    );
  }
  return { side, how: `${prefix}bar ${side} detected from the sessions' first and last rows` };
}

/** Minutes from the open of the first and last stamp of a session, and of the session itself. */
interface StampedDay {
  first: number;
  last: number;
  readonly minutes: number;
}

function daysOf(files: readonly MinuteFile[], zone: string | null): readonly StampedDay[] {
  const days = new Map<IsoDate, StampedDay>();
  for (const file of files) {
    for (const row of file.rows) take(days, placeStamp(file, row, zone));
  }
  return [...days.values()];
}

function take(days: Map<IsoDate, StampedDay>, at: EpochMicros): void {
  const date = isoDateOf(at);
  const session = sessionOf(date);
  if (session === null) return;
  const minute = (at - session.open) / MICROS_PER_MINUTE;
  const day = days.get(date);
  if (day === undefined) {
    days.set(date, {
      first: minute,
      last: minute,
      minutes: (session.close - session.open) / MICROS_PER_MINUTE,
    });
    return;
  }
  day.first = Math.min(day.first, minute);
  day.last = Math.max(day.last, minute);
}

const shift = (side: StampSide): number => (side === "start" ? 0 : 1);

const lieInside = (days: readonly StampedDay[], side: StampSide): boolean =>
  days.length > 0 &&
  days.every(({ first, last, minutes }) => first >= shift(side) && last < minutes + shift(side));

const isEdgeThere = (days: readonly StampedDay[], side: StampSide): boolean =>
  days.some(({ first, last, minutes }) => (side === "start" ? first === 0 : last === minutes));

const isSomeDayWhole = (days: readonly StampedDay[], side: StampSide): boolean =>
  days.some(({ first, last, minutes }) => first === shift(side) && last === minutes - 1 + shift(side));
