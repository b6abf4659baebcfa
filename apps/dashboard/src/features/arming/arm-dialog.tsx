import { useEffect, useReducer, useState } from "react";
import { problemOf } from "../../api/refusal.ts";
import { useDesk, useHello, useLatest } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Fact } from "../../ui/fact.tsx";
import { Field } from "../../ui/field.tsx";
import { count } from "../../ui/format/number-format.ts";
import { shortTime } from "../../ui/format/time-format.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import { limitSentences } from "../bar/limit-sentences.ts";
import { armStep } from "./arm-step.ts";

/** So that whoever opened it has seen it before it can be pressed. */
const LIVE_AFTER_MS = 1_000;

/** What would be armed as it stands now, and the proof that only its person can type. Nothing of it is kept. */
export function ArmDialog({ onClose }: { readonly onClose: () => void }) {
  const { api } = useDesk();
  const account = useLatest("broker")?.line?.account ?? null;
  const until = useHello()?.session.optionClose ?? null;
  const [state, tell] = useReducer(armStep, null, () => ({
    phase: "typing" as const,
    commandId: newCommandId(),
    problem: null,
  }));
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const isSeen = useSeen();

  useEffect(() => {
    if (state.phase === "armed") onClose();
  }, [state.phase, onClose]);

  const arm = async () => {
    if (state.phase !== "typing" || account === null) return;
    const { commandId } = state;
    tell({ kind: "send" });
    const answer = await api.arm(commandId, { account, password, code: code.trim() });
    if (answer.ok && answer.value.outcome === "done") return tell({ kind: "armed" });
    setCode("");
    const problem = answer.ok ? problemOf(answer.value) : answer.problem;
    tell({ kind: "failed", problem, commandId: newCommandId() });
  };

  const isTyped = password !== "" && code.trim() !== "";
  return (
    <ConfirmDialog
      title="Arm LIVE?"
      onClose={onClose}
      acts={
        <>
          <Button data-focus onClick={onClose}>
            Cancel
          </Button>
          <Button
            kind="danger"
            disabled={!isSeen || !isTyped || account === null || state.phase !== "typing"}
            onClick={() => void arm()}
          >
            {state.phase === "sent"
              ? "Sent"
              : `Arm LIVE until ${until === null ? "the close" : `${shortTime(until)} ET`}`}
          </Button>
        </>
      }
    >
      <Standing />
      <Field
        label="Your password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      <Field
        label="Code of your second factor"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={16}
        value={code}
        hint="Six digits of the authenticator app; each is taken once."
        onChange={(event) => {
          setCode(event.target.value);
        }}
      />
      {state.phase === "typing" && state.problem !== null && <ProblemNote problem={state.problem} />}
    </ConfirmDialog>
  );
}

/** Account, way, limits, automation, positions and what the comparison with the broker found. */
function Standing() {
  const line = useLatest("broker")?.line ?? null;
  const parameters = useLatest("parameters")?.parameters ?? [];
  const day = useLatest("day");
  const automation = parameters.find(({ name }) => name === "automation")?.now ?? "not known";
  return (
    <>
      <p className="text-body text-text2">
        Openings will go to this account. Automation goes OFF with it, now {automation}. It ends at the close,
        at a restart, when you sign out, after 15 minutes without an act, or by Disarm.
      </p>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Fact name="Account">{line?.account ?? "not known"}</Fact>
        <Fact name="At">{line?.address ?? "not known"}</Fact>
        <Fact name="Books">{line === null ? "not known" : line.reconciled ? "agree" : "DIFFER"}</Fact>
        <Fact name="Open positions">{day === undefined ? "not known" : count(day.openPositions)}</Fact>
      </dl>
      {line?.simulated === true && (
        <p className="text-body text-text2">
          This TWS is SIMULATED and poses as a live account: no money moves.
        </p>
      )}
      <ul className="list-disc space-y-0.5 pl-4 text-body">
        {limitSentences(parameters).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

function useSeen(): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSeen(true);
    }, LIVE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return isSeen;
}
