import type { Step } from "@smart0dte/domain";
import type { SessionSettings } from "./session-settings.ts";
import type { BrokerLink, Moment, SessionEffect, SessionState } from "./session-state.ts";

export type SessionStep = Step<SessionState, SessionEffect>;

export const stay = (state: SessionState): SessionStep => ({ state, out: [] });

export const connect = ({ at }: Moment, attempt: number): SessionStep => ({
  state: { state: "connecting", since: at, attempt },
  out: ["open"],
});

/** What the broker holds must be asked for, as soon as TWS reaches it. */
export const synchronise = ({ at }: Moment, link: BrokerLink): SessionStep => ({
  state: {
    state: "synchronising",
    since: at,
    link,
    beat: { heardAt: at, askedAt: null },
    retryAt: null,
    again: false,
  },
  out: link === "up" ? ["synchronise"] : [],
});

/** Something about an order cannot be said: ask again before anything new goes out. */
export function doubt(state: SessionState, moment: Moment): SessionStep {
  if (state.state === "ready") return synchronise(moment, "up");
  if (state.state !== "synchronising") return stay(state);
  return state.retryAt === null ? stay({ ...state, again: true }) : stay(state);
}

export const refuse = (
  { at }: Moment,
  { code, why, until }: { code: number | null; why: string; until: number | null },
): SessionStep => ({ state: { state: "refused", since: at, until, code, why }, out: ["drop"] });

/** Lets go of the connection and waits: twice as long each time, with jitter, or until a reset may be over. */
export function backOff(
  state: SessionState,
  moment: Moment & { readonly why: string },
  settings: SessionSettings,
): SessionStep {
  const { at, chance, reset, why } = moment;
  if (reset !== null) {
    return {
      state: { state: "nightlyReset", since: at, until: at + settings.resetRetryMs, name: reset },
      out: ["drop"],
    };
  }
  const attempt = "attempt" in state ? state.attempt : 1;
  const longest = Math.min(settings.lastBackoffMs, settings.firstBackoffMs * 2 ** Math.min(attempt - 1, 20));
  const until = at + longest / 2 + (longest / 2) * chance;
  return { state: { state: "backingOff", since: at, until, attempt, why }, out: ["drop"] };
}
