import { useEffect, useReducer, useState } from "react";
import { problemOf } from "../../api/refusal.ts";
import { useDesk } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { ProblemNote } from "../../ui/state-note.tsx";
import { resumeStep } from "./resume-step.ts";

/** Two steps back to opening risk: a reason, then the causes with their present numbers. */
export function ResumeDialog({ onClose }: { readonly onClose: () => void }) {
  const { api } = useDesk();
  const [state, tell] = useReducer(resumeStep, { phase: "reason", problem: null });
  const [reason, setReason] = useState("");

  useEffect(() => {
    if (state.phase === "closed") onClose();
  }, [state.phase, onClose]);

  const prepare = async () => {
    tell({ kind: "prepare" });
    const answer = await api.prepareResume(reason.trim());
    if (answer.ok) tell({ kind: "prepared", prepared: answer.value, commandId: newCommandId() });
    else tell({ kind: "failed", problem: answer.problem });
  };
  const resume = async () => {
    if (state.phase !== "prepared") return;
    tell({ kind: "confirm" });
    const answer = await api.resume(state.commandId, state.prepared.token);
    if (!answer.ok) tell({ kind: "failed", problem: answer.problem });
    else if (answer.value.outcome === "done") tell({ kind: "resumed" });
    else tell({ kind: "failed", problem: problemOf(answer.value) });
  };

  const second = state.phase === "prepared" || state.phase === "resuming";
  return (
    <ConfirmDialog
      title={second ? "Resume: the causes as they stand" : "Resume: why?"}
      onClose={onClose}
      acts={
        <>
          <Button data-focus={second ? true : undefined} onClick={onClose}>
            Cancel
          </Button>
          {second ? (
            <Button
              kind="lead"
              disabled={state.phase === "resuming"}
              onClick={() => void resume()}
              key="second"
            >
              {state.phase === "resuming" ? "Sent" : "Resume now"}
            </Button>
          ) : (
            <Button
              kind="lead"
              disabled={reason.trim().length < 3 || state.phase === "preparing"}
              onClick={() => void prepare()}
              key="first"
            >
              Continue
            </Button>
          )}
        </>
      }
    >
      {second ? (
        <Causes causes={state.prepared.causes} />
      ) : (
        <Field
          label="Reason"
          data-focus
          value={reason}
          maxLength={200}
          hint="At least three letters; it is audited."
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
      )}
      {(state.phase === "reason" || state.phase === "prepared") && state.problem !== null && (
        <ProblemNote problem={state.problem} />
      )}
    </ConfirmDialog>
  );
}

function Causes({
  causes,
}: {
  readonly causes: readonly { readonly kind: string; readonly sentence: string }[];
}) {
  if (causes.length === 0) return <p className="text-body text-text2">No cause stands any more.</p>;
  return (
    <>
      <ul className="list-disc space-y-1 pl-4 text-body">
        {causes.map(({ kind, sentence }) => (
          <li key={`${kind}-${sentence}`}>{sentence}</li>
        ))}
      </ul>
      <p className="text-body text-text2">
        After this the desk may open risk again. This step must be taken within 60 s.
      </p>
    </>
  );
}
