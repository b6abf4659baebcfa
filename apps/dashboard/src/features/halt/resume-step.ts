import type { Problem, ResumePrepared } from "@smart0dte/gateway/contract";

export type ResumeState =
  | { readonly phase: "closed" }
  | { readonly phase: "reason"; readonly problem: Problem | null }
  | { readonly phase: "preparing" }
  | {
      readonly phase: "prepared";
      readonly prepared: ResumePrepared;
      readonly commandId: string;
      readonly problem: Problem | null;
    }
  | { readonly phase: "resuming"; readonly prepared: ResumePrepared; readonly commandId: string };

export type ResumeEvent =
  | { readonly kind: "open" }
  | { readonly kind: "prepare" }
  | { readonly kind: "prepared"; readonly prepared: ResumePrepared; readonly commandId: string }
  | { readonly kind: "confirm" }
  | { readonly kind: "failed"; readonly problem: Problem }
  | { readonly kind: "resumed" }
  | { readonly kind: "close" };

/** Resuming in two steps: a reason, then the causes as they stand now and a second yes. */
export function resumeStep(state: ResumeState, event: ResumeEvent): ResumeState {
  switch (event.kind) {
    case "open":
      return state.phase === "closed" ? { phase: "reason", problem: null } : state;
    case "prepare":
      return state.phase === "reason" ? { phase: "preparing" } : state;
    case "prepared":
      return state.phase === "preparing"
        ? { phase: "prepared", prepared: event.prepared, commandId: event.commandId, problem: null }
        : state;
    case "confirm":
      return state.phase === "prepared"
        ? { phase: "resuming", prepared: state.prepared, commandId: state.commandId }
        : state;
    case "failed":
      return failed(state, event.problem);
    case "resumed":
      return state.phase === "resuming" ? { phase: "closed" } : state;
    case "close":
      return { phase: "closed" };
  }
}

/** A lost answer may be asked again with the same id; any other refusal goes back to the reason. */
function failed(state: ResumeState, problem: Problem): ResumeState {
  if (state.phase === "preparing") return { phase: "reason", problem };
  if (state.phase !== "resuming") return state;
  return problem.code === "NO_ANSWER"
    ? { phase: "prepared", prepared: state.prepared, commandId: state.commandId, problem }
    : { phase: "reason", problem };
}
