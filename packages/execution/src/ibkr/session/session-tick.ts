import { unreachable } from "@smart0dte/domain";
import { backOff, connect, stay, synchronise, type SessionStep } from "./session-moves.ts";
import type { SessionSettings } from "./session-settings.ts";
import type { Moment, SessionState } from "./session-state.ts";

/** What the passing of time does: deadlines, retries and the question for life. */
export function tickSession(state: SessionState, moment: Moment, settings: SessionSettings): SessionStep {
  const { at } = moment;
  switch (state.state) {
    case "disconnected":
      return stay(state);
    case "connecting":
      return at - state.since < settings.connectMs
        ? stay(state)
        : backOff(state, { ...moment, why: "no connection in time" }, settings);
    case "handshaking":
      return at - state.since < settings.handshakeMs
        ? stay(state)
        : backOff(state, { ...moment, why: "no account or order id in time" }, settings);
    case "synchronising":
      if (state.link === "up" && state.retryAt !== null && at >= state.retryAt) {
        const { state: next, out } = synchronise(moment, "up");
        return { state: next.state === "synchronising" ? { ...next, beat: state.beat } : next, out };
      }
      return beat(state, moment, settings);
    case "ready":
      return beat(state, moment, settings);
    case "halfOpen":
      return at - state.since < settings.halfOpenMs
        ? stay(state)
        : backOff(state, { ...moment, why: "no sign of life" }, settings);
    case "backingOff":
      return at < state.until ? stay(state) : connect(moment, state.attempt + 1);
    case "nightlyReset":
      return at < state.until ? stay(state) : connect(moment, 1);
    case "refused":
      return state.until === null || at < state.until ? stay(state) : connect(moment, 1);
    default:
      return unreachable(state);
  }
}

function beat(
  state: Extract<SessionState, { state: "ready" | "synchronising" }>,
  { at }: Moment,
  settings: SessionSettings,
): SessionStep {
  const { heardAt, askedAt } = state.beat;
  if (askedAt !== null) {
    if (at - askedAt < settings.beatDeadlineMs) return stay(state);
    return stay({ state: "halfOpen", since: at, link: state.state === "ready" ? "up" : state.link });
  }
  if (at - heardAt < settings.beatEveryMs) return stay(state);
  return { state: { ...state, beat: { heardAt, askedAt: at } }, out: ["probe"] };
}
