import type { Problem } from "@smart0dte/gateway/contract";

export type ArmState =
  | { readonly phase: "typing"; readonly commandId: string; readonly problem: Problem | null }
  | { readonly phase: "sent"; readonly commandId: string }
  | { readonly phase: "armed" };

export type ArmEvent =
  | { readonly kind: "send" }
  /** `commandId` is for what is typed next. */
  | { readonly kind: "failed"; readonly problem: Problem; readonly commandId: string }
  | { readonly kind: "armed" };

/** Arming after its sheet was opened: typed, sent, done. Nothing of it outlives the sheet. */
export function armStep(state: ArmState, event: ArmEvent): ArmState {
  switch (event.kind) {
    case "send":
      return state.phase === "typing" ? { phase: "sent", commandId: state.commandId } : state;
    case "failed":
      return state.phase === "sent" ? failed(state.commandId, event) : state;
    case "armed":
      return state.phase === "sent" ? { phase: "armed" } : state;
  }
}

/** A lost answer is asked for again with the same id: it may have been carried out. */
const failed = (
  sent: string,
  { problem, commandId: next }: Extract<ArmEvent, { kind: "failed" }>,
): ArmState => ({
  phase: "typing",
  commandId: problem.code === "NO_ANSWER" ? sent : next,
  problem,
});
