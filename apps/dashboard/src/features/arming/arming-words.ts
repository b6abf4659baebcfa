import type { ArmingFrame } from "@smart0dte/gateway/contract";
import { shortTime } from "../../ui/format/time-format.ts";

const WARN_BEFORE_MICROS = 120_000_000;

/** What the badge of a live account says beside LIVE: the account's end where it is armed. */
export function armingWord({ state, account }: ArmingFrame): string {
  if (state === "armed") return `ARMED ·${(account ?? "").slice(-4)}`;
  return state === "disarmed" ? "DISARMED" : "";
}

/** One line for the band under the bar; null where there is nothing to arm. */
export function armingSentence({ state, by, account, until, why }: ArmingFrame): string | null {
  if (state === "notNeeded") return null;
  if (state === "disarmed")
    return `LIVE DISARMED: nothing opens, exits go on.${why === null ? "" : ` ${why}`}`;
  const end = until === null ? "" : ` until ${shortTime(until)} ET`;
  return `LIVE ARMED by ${by ?? "?"}${end}: account ${account ?? "?"}.`;
}

/** Microseconds until it is disarmed for want of an act; null while that is not near. `now` is desk time. */
export function idleLeft({ idleAt }: Pick<ArmingFrame, "idleAt">, now: number | null): number | null {
  if (idleAt === null || now === null) return null;
  const left = idleAt - now;
  return left <= WARN_BEFORE_MICROS ? Math.max(0, left) : null;
}
