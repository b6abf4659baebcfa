import { err, ok, type OrderCommand, type Result } from "@smart0dte/domain";
import type { SessionState } from "./session-state.ts";

/** Who wants it: the desk's own engines, or a person at the screen. */
export type Sender = "desk" | "person";

export type GateProblem =
  | { readonly code: "SESSION_NOT_READY"; readonly state: SessionState["state"] }
  /** The broker's book and ours differ and nobody has put it right. */
  | { readonly code: "NOT_RECONCILED" }
  | { readonly code: "LIVE_NOT_ARMED" };

export interface Gate {
  readonly session: SessionState;
  /** The last whole comparison found nothing that only a person can put right. */
  readonly isReconciled: boolean;
  /** Paper counts as armed. */
  readonly isArmed: boolean;
}

/**
 * May this go out now?
 *
 * Nothing without a connection that is known to live. Before a clean reconciliation only cancels and a person's close;
 * afterwards what reduces risk needs no arming.
 */
export function permits(
  { session, isReconciled, isArmed }: Gate,
  command: OrderCommand,
  sender: Sender,
): Result<null, GateProblem> {
  const { state } = session;
  const isSpeaking = state === "ready" || state === "synchronising";
  const refusal = err({ code: "SESSION_NOT_READY", state } as const);
  if (!isSpeaking) return refusal;
  if (command.action === "cancel") return ok(null);
  if (command.purpose === "close" && sender === "person") return ok(null);
  if (state !== "ready") return refusal;
  if (!isReconciled) return err({ code: "NOT_RECONCILED" });
  return command.purpose === "close" || isArmed ? ok(null) : err({ code: "LIVE_NOT_ARMED" });
}
