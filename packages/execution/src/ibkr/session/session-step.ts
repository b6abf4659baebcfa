import { unreachable, type Step } from "@smart0dte/domain";
import { hearNotice } from "./notice-hearing.ts";
import type { SessionSettings } from "./session-settings.ts";
import { DISCONNECTED, type SessionEffect, type SessionInput, type SessionState } from "./session-state.ts";
import { backOff, connect, doubt, refuse, stay, synchronise, type SessionStep } from "./session-moves.ts";
import { tickSession } from "./session-tick.ts";

/** The life of the connection: what happened leads to where it stands and what to do. No clock, no chance, no socket. */
export function sessionStep(
  state: SessionState,
  input: SessionInput,
  settings: SessionSettings,
): Step<SessionState, SessionEffect> {
  switch (input.kind) {
    case "start":
      return isIdle(state) ? connect(input, 1) : stay(state);
    case "stop":
      return { state: DISCONNECTED, out: isOpen(state) ? ["drop"] : [] };
    case "tick":
      return tickSession(state, input, settings);
    case "opened":
      return opened(state, input);
    case "closed":
    case "broken":
      return isOpen(state) ? backOff(state, { ...input, why: input.why }, settings) : stay(state);
    case "life":
      return hearLife(state, input);
    case "accounts":
    case "nextValidId":
      return shakeHands(state, input);
    case "notice":
      return hearNotice(state, input, settings);
    case "doubt":
      return doubt(state, input);
    case "synchronised":
      return synchronised(state, input);
    case "unsynchronised":
      return state.state === "synchronising"
        ? stay({ ...state, again: false, retryAt: input.at + settings.syncRetryMs })
        : stay(state);
    default:
      return unreachable(input);
  }
}

const isIdle = ({ state }: SessionState): boolean => state === "disconnected" || state === "refused";

/** True while there is a socket to drop. */
const isOpen = ({ state }: SessionState): boolean =>
  state === "connecting" ||
  state === "handshaking" ||
  state === "synchronising" ||
  state === "ready" ||
  state === "halfOpen";

function opened(state: SessionState, { at }: SessionInput): SessionStep {
  if (state.state !== "connecting") return stay(state);
  const { attempt } = state;
  return stay({ state: "handshaking", since: at, attempt, isAccountGood: false, hasId: false });
}

/** Both the accounts and an order id must have come: commands before are lost without a word. */
function shakeHands(
  state: SessionState,
  input: Extract<SessionInput, { kind: "accounts" | "nextValidId" }>,
): SessionStep {
  if (state.state !== "handshaking") return stay(state);
  if (input.kind === "accounts" && input.problem !== null) {
    return refuse(input, { code: null, why: input.problem, until: null });
  }
  const next = {
    ...state,
    isAccountGood: state.isAccountGood || input.kind === "accounts",
    hasId: state.hasId || input.kind === "nextValidId",
  };
  return next.isAccountGood && next.hasId ? synchronise(input, "up") : stay(next);
}

function hearLife(state: SessionState, input: SessionInput): SessionStep {
  if (state.state === "halfOpen") return synchronise(input, state.link);
  if (state.state !== "ready" && state.state !== "synchronising") return stay(state);
  return stay({ ...state, beat: { heardAt: input.at, askedAt: null } });
}

function synchronised(state: SessionState, input: SessionInput): SessionStep {
  if (state.state !== "synchronising" || state.link === "down") return stay(state);
  if (state.again) return synchronise(input, state.link);
  return stay({ state: "ready", since: input.at, beat: state.beat });
}
