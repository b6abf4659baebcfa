import { useClock, useDeskState } from "../socket/desk-context.ts";
import type { ClockView } from "../socket/desk-clock.ts";
import { cn } from "./cn.ts";
import { age, time } from "./format/time-format.ts";

interface AgeBadgeProps {
  /** Event time in microseconds; null when nothing came yet. */
  readonly at: number | null | undefined;
  /** Age in microseconds from which the value counts as stale; from the server's hello. */
  readonly limit?: number | undefined;
  /** What the age belongs to, for screen readers. */
  readonly of: string;
  readonly className?: string;
}

/** How old a value is by the desk's own time: fresh, ageing past half the limit, stale beyond it. */
export function AgeBadge({ at, limit, of, className }: AgeBadgeProps) {
  const closed = useDeskState(({ link }) => link.phase === "closed" || link.phase === "ended");
  const text = useClock(({ now }) => textOf(now, at));
  const state = useClock((view) => ageState(view, at, limit));
  if (closed && at !== null && at !== undefined) {
    return <span className={cn("text-dense text-text3", className)}>at close {time(at)}</span>;
  }
  return (
    <span className={cn("text-dense whitespace-nowrap", LOOK[state], className)} data-age={state}>
      <span className="sr-only">{of}: </span>
      {state === "stale" ? `STALE ${text}` : text}
    </span>
  );
}

export type AgeState = "none" | "fresh" | "ageing" | "stale";

/** Microseconds throughout. A fast desk is seen every `grain` only: that much is no age of the value. */
export function ageState(
  { now, grain }: Pick<ClockView, "now" | "grain">,
  at: number | null | undefined,
  limit: number | undefined,
): AgeState {
  if (now === null || at === null || at === undefined) return "none";
  const span = now - at - grain;
  if (limit === undefined || span <= limit / 2) return "fresh";
  return span <= limit ? "ageing" : "stale";
}

const LOOK: Readonly<Record<AgeState, string>> = {
  none: "text-text3",
  fresh: "text-text3",
  ageing: "font-semibold text-text2",
  stale: "font-semibold text-warn",
};

const textOf = (now: number | null, at: number | null | undefined): string =>
  now === null || at === null || at === undefined ? "no quote" : age(now - at);
