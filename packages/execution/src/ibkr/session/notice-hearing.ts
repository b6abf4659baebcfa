import { backOff, doubt, refuse, stay, synchronise, type SessionStep } from "./session-moves.ts";
import type { SessionSettings } from "./session-settings.ts";
import type { SessionInput, SessionState } from "./session-state.ts";

/** The client id is used by another: an older desk may still trade. */
const CLIENT_ID_TAKEN = 326;
/** TWS too old, or a version the codec does not speak. */
const VERSIONS: readonly number[] = [503, 506];
/** The connection itself is over or cannot be made. */
const BROKEN: readonly number[] = [502, 504, 507, 1300];
const LINK_LOST: readonly number[] = [1100, 2110];
const LINK_BACK: readonly number[] = [1101, 1102];
/** Too many messages: some may have been thrown away. */
const TOO_FAST = 100;

/** What a message about the connection does to it. Codes about orders and market data do nothing here. */
export function hearNotice(
  state: SessionState,
  input: Extract<SessionInput, { kind: "notice" }>,
  settings: SessionSettings,
): SessionStep {
  const { code, text, at } = input;
  if (!isConnected(state)) return stay(state);
  const why = `${code}: ${text}`;
  if (code === CLIENT_ID_TAKEN) return refuse(input, { code, why, until: at + settings.refusedRetryMs });
  if (VERSIONS.includes(code)) return refuse(input, { code, why, until: null });
  if (BROKEN.includes(code)) return backOff(state, { ...input, why }, settings);
  if (LINK_LOST.includes(code)) return loseLink(state, input);
  if (LINK_BACK.includes(code)) return isSpeaking(state) ? synchronise(input, "up") : stay(state);
  return code === TOO_FAST ? doubt(state, input) : stay(state);
}

const isConnected = ({ state }: SessionState): boolean =>
  state === "connecting" || state === "handshaking" || isSpeaking({ state });

const isSpeaking = ({ state }: Pick<SessionState, "state">): boolean =>
  state === "synchronising" || state === "ready" || state === "halfOpen";

/** The socket stays: TWS keeps trying, orders stay at the broker, fills may happen in the dark. */
function loseLink(state: SessionState, input: SessionInput): SessionStep {
  return isSpeaking(state) ? synchronise(input, "down") : stay(state);
}
