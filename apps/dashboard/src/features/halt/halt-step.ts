import type { CommandReply } from "@smart0dte/gateway/contract";

/** From opening the question until its acts count: a double click cannot pass. Milliseconds. */
export const ACT_AFTER_MS = 250;

interface Asking {
  readonly phase: "asking" | "askingFlatten";
  /** Made when the question opens and reused by every retry of it. */
  readonly commandId: string;
  /** Milliseconds of the monotonic clock. */
  readonly since: number;
}

interface Sent {
  readonly phase: "sending" | "accepted" | "notConfirmed";
  readonly commandId: string;
  readonly flatten: boolean;
}

export type HaltState =
  { readonly phase: "closed" } | Asking | Sent | { readonly phase: "refused"; readonly sentence: string };

export type HaltEvent =
  | { readonly kind: "open" | "openFlatten"; readonly commandId: string; readonly at: number }
  | { readonly kind: "askFlatten"; readonly commandId: string; readonly at: number }
  | { readonly kind: "press"; readonly at: number }
  | { readonly kind: "answer"; readonly reply: CommandReply }
  | { readonly kind: "noAnswer" }
  | { readonly kind: "forbidden"; readonly sentence: string }
  | { readonly kind: "retry" }
  | { readonly kind: "close" };

/** The halt in two steps: what the question shows follows from what happened, never from hope. */
export function haltStep(state: HaltState, event: HaltEvent): HaltState {
  switch (event.kind) {
    case "open":
      return state.phase === "closed"
        ? { phase: "asking", commandId: event.commandId, since: event.at }
        : state;
    case "openFlatten":
      return state.phase === "closed"
        ? { phase: "askingFlatten", commandId: event.commandId, since: event.at }
        : state;
    case "askFlatten":
      return mayAct(state, event.at) && state.phase === "asking"
        ? { phase: "askingFlatten", commandId: event.commandId, since: event.at }
        : state;
    case "press":
      return mayAct(state, event.at)
        ? { phase: "sending", commandId: state.commandId, flatten: state.phase === "askingFlatten" }
        : state;
    case "answer":
      if (!isSent(state) || event.reply.commandId !== state.commandId) return state;
      return event.reply.outcome === "done"
        ? { ...state, phase: "accepted" }
        : { phase: "refused", sentence: event.reply.sentence ?? "The desk refused to halt." };
    case "noAnswer":
      return state.phase === "sending" ? { ...state, phase: "notConfirmed" } : state;
    case "forbidden":
      return isSent(state) ? { phase: "refused", sentence: event.sentence } : state;
    case "retry":
      return state.phase === "notConfirmed" ? { ...state, phase: "sending" } : state;
    case "close":
      // an unanswered halt stays on the screen until it is answered
      return state.phase === "sending" ? state : { phase: "closed" };
  }
}

const mayAct = (state: HaltState, at: number): state is Asking =>
  (state.phase === "asking" || state.phase === "askingFlatten") && at - state.since >= ACT_AFTER_MS;

const isSent = (state: HaltState): state is Sent =>
  state.phase === "sending" || state.phase === "accepted" || state.phase === "notConfirmed";
