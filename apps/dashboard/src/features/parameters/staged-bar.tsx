import type { ParameterRow, Problem } from "@smart0dte/gateway/contract";
import { X } from "lucide-react";
import { useRef, useState, type Dispatch } from "react";
import { problemOf } from "../../api/refusal.ts";
import { useClock, useDesk } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { age } from "../../ui/format/time-format.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import { printValue } from "./parameter-entry.ts";
import { overtaken, type StagedChange, type StagedEvent } from "./staged-changes.ts";

interface StagedBarProps {
  readonly staged: readonly StagedChange[];
  readonly rows: readonly ParameterRow[];
  readonly tell: Dispatch<StagedEvent>;
}

/** What would change, in words; applied as one, with a reason. */
export function StagedBar({ staged, rows, tell }: StagedBarProps) {
  const [asking, setAsking] = useState(false);
  const late = overtaken(staged, rows);
  const words = `${staged.length} change${staged.length === 1 ? "" : "s"}`;
  return (
    <section
      aria-label="Staged changes"
      className="sticky bottom-2 flex flex-wrap items-center gap-x-4 gap-y-2 rounded border border-accent bg-bg1 px-3 py-2 max-tablet:bottom-16"
    >
      <h2 className="text-dense font-semibold tracking-wide text-text2 uppercase">{`Staged ${words}`}</h2>
      <ul className="flex min-w-0 flex-1 flex-wrap gap-x-4 gap-y-1 text-body">
        {staged.map((change) => (
          <StagedLine
            key={change.name}
            change={change}
            row={rows.find(({ name }) => name === change.name)}
            tell={tell}
          />
        ))}
      </ul>
      <Button
        onClick={() => {
          tell({ kind: "discard" });
        }}
      >
        Discard
      </Button>
      <Button
        kind="lead"
        disabled={late.length > 0}
        onClick={() => {
          setAsking(true);
        }}
      >{`Apply ${words}…`}</Button>
      {late.map((row) => (
        <Overtaken key={row.name} row={row} />
      ))}
      {asking && (
        <ApplyDialog
          words={words}
          staged={staged}
          onDone={(applied) => {
            setAsking(false);
            if (applied) tell({ kind: "discard" });
          }}
        />
      )}
    </section>
  );
}

interface StagedLineProps {
  readonly change: StagedChange;
  readonly row: ParameterRow | undefined;
  readonly tell: Dispatch<StagedEvent>;
}

function StagedLine({ change, row, tell }: StagedLineProps) {
  if (row === undefined) return null;
  return (
    <li className="flex items-center gap-1">
      {row.label} <span className="text-text3">{printValue(row, change.from)}</span> →{" "}
      <strong className="font-semibold">{printValue(row, change.value)}</strong>
      <button
        type="button"
        aria-label={`Drop the change of ${row.label}`}
        className="grid size-6 place-items-center rounded text-text3 hover:bg-bg2 hover:text-text"
        onClick={() => {
          tell({ kind: "drop", name: change.name });
        }}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  );
}

/** `trader-1 set this to 110% 8 s ago. Review again.` */
function Overtaken({ row }: { readonly row: ParameterRow }) {
  const ago = useClock(({ now }) =>
    now === null || row.changedAt === null ? "" : ` ${age(now - row.changedAt)} ago`,
  );
  return (
    <p role="alert" className="basis-full text-body text-warn">
      {`${row.label}: ${row.changedBy ?? "somebody"} set this to ${printValue(row, row.now)}${ago}. Drop the change and review again.`}
    </p>
  );
}

interface ApplyDialogProps {
  readonly words: string;
  readonly staged: readonly StagedChange[];
  readonly onDone: (applied: boolean) => void;
}

function ApplyDialog({ words, staged, onDone }: ApplyDialogProps) {
  const { api } = useDesk();
  const commandId = useRef<string | null>(null);
  const [reason, setReason] = useState("");
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const apply = async () => {
    if (sent) return;
    commandId.current ??= newCommandId();
    setSent(true);
    const answer = await api.setParameters(commandId.current, reason.trim(), staged);
    setSent(false);
    if (answer.ok && answer.value.outcome === "done") {
      onDone(true);
      return;
    }
    if (answer.ok || answer.problem.code !== "NO_ANSWER") commandId.current = null;
    setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
  };
  return (
    <ConfirmDialog
      title={`Apply ${words}`}
      onClose={() => {
        onDone(false);
      }}
      acts={
        <>
          <Button
            onClick={() => {
              onDone(false);
            }}
          >
            Cancel
          </Button>
          <Button kind="lead" disabled={reason.trim() === "" || sent} onClick={() => void apply()}>
            {sent ? "Sent" : `Apply ${words}`}
          </Button>
        </>
      }
    >
      <Field
        label="Reason"
        data-focus
        maxLength={200}
        value={reason}
        hint="It is audited with the change."
        onChange={(event) => {
          setReason(event.target.value);
        }}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </ConfirmDialog>
  );
}
