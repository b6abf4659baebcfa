import { localTimeOf, type EpochMicros } from "@smart0dte/domain";

/** When the broker resets its servers or wants a person to log in; times are the zone's own. */
export interface ResetWindow {
  /** For the screen: "nightly reset", "weekly login". */
  readonly name: string;
  readonly zone: string;
  /** Days on which it begins, Sunday 0. */
  readonly days: readonly number[];
  /** `23:45`; may run over midnight. */
  readonly from: string;
  readonly to: string;
}

/** The window that a moment lies in, or null. */
export function resetWindowAt(windows: readonly ResetWindow[], at: EpochMicros): ResetWindow | null {
  return windows.find((window) => isWithin(window, at)) ?? null;
}

const MINUTES_PER_DAY = 1440;

function isWithin({ zone, days, from, to }: ResetWindow, at: EpochMicros): boolean {
  const local = localTimeOf(zone, at);
  if (!local.ok) return false;
  const { year, month, day, hour, minute } = local.value;
  const today = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const now = hour * 60 + minute;
  const begin = minutesOf(from);
  const length = (minutesOf(to) - begin + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  const isIn = (weekday: number, minutesSince: number): boolean =>
    days.includes(weekday) && minutesSince >= 0 && minutesSince < length;
  return isIn(today, now - begin) || isIn((today + 6) % 7, now + MINUTES_PER_DAY - begin);
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}
