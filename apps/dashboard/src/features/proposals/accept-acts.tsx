import type { Problem, ProposalRow } from "@smart0dte/gateway/contract";
import { useRef, useState } from "react";
import { problemOf } from "../../api/refusal.ts";
import { lineWord } from "../../socket/desk-clock.ts";
import { useClock, useDesk, useHello, useLatest, useMayAct } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import { isHalted } from "../../ui/halt-words.ts";
import { quantityFault } from "./accept-quantity.ts";

interface AcceptActsProps {
  readonly row: ProposalRow;
  readonly entry: string;
  readonly onEntry: (entry: string) => void;
  readonly onClose: () => void;
  /** The leg without a usable quote; null when every leg has one. */
  readonly unquoted: string | null;
}

/** Accepting a plan that waits: one id for the act, however often it is pressed or retried. */
export function AcceptActs({ row, entry, onEntry, onClose, unquoted }: AcceptActsProps) {
  const { api } = useDesk();
  const mayAct = useMayAct();
  const word = useHello()?.word ?? "";
  const away = useClock(({ silenceMs }) => lineWord(silenceMs) !== "LIVE");
  const expired = useClock(({ now }) => now !== null && row.plan !== null && now > row.plan.validUntil);
  const commandId = useRef<string | null>(null);
  const [phase, setPhase] = useState<"ready" | "sent" | "accepted">("ready");
  const [problem, setProblem] = useState<Problem | null>(null);
  const halted = isHalted(useLatest("risk")?.halts ?? []);
  const fault = quantityFault(entry, row);
  const why = whyNot({ mayAct, away, halted, expired, unquoted, fault });

  const accept = async () => {
    if (phase !== "ready" || why !== null) return;
    commandId.current ??= newCommandId();
    setPhase("sent");
    const answer = await api.acceptPlan(row.id, commandId.current, Number(entry));
    if (answer.ok && answer.value.outcome === "done") {
      setPhase("accepted");
      setProblem(null);
      return;
    }
    // a lost answer is asked again with the same id; after a refusal the next try is another act
    if (answer.ok || answer.problem.code !== "NO_ANSWER") commandId.current = null;
    setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
    setPhase("ready");
  };

  return (
    <>
      <label className="flex items-center gap-2 text-body text-text2">
        Quantity
        <input
          inputMode="numeric"
          value={entry}
          onChange={(event) => {
            onEntry(event.target.value);
          }}
          aria-invalid={fault !== null}
          className="h-9 w-16 rounded border border-ctl bg-bg0 px-2 text-right text-control text-text"
        />
      </label>
      <Button size="large" className="ml-auto" onClick={onClose}>
        Back
      </Button>
      <Button
        kind="lead"
        size="large"
        className="max-tablet:flex-1"
        aria-disabled={why !== null || phase !== "ready"}
        onClick={() => void accept()}
      >
        {phase === "ready" ? `Accept for ${word}` : phase === "sent" ? "Sent" : "Accepted"}
      </Button>
      {why !== null && phase === "ready" && <p className="basis-full text-dense text-warn">{why}</p>}
      {problem !== null && (
        <div className="basis-full">
          <ProblemNote problem={problem} />
        </div>
      )}
    </>
  );
}

interface Reasons {
  readonly mayAct: boolean;
  readonly away: boolean;
  readonly halted: boolean;
  readonly expired: boolean;
  readonly unquoted: string | null;
  readonly fault: string | null;
}

function whyNot({ mayAct, away, halted, expired, unquoted, fault }: Reasons): string | null {
  if (!mayAct) return "Your role (viewer) cannot accept plans.";
  if (away) return "No beat from the desk: nothing opens from here.";
  if (halted) return "The desk is halted: nothing opens. Closing still works.";
  if (expired) return "This plan has expired.";
  return unquoted === null ? fault : `${unquoted}. Waits for a fresh quote.`;
}
