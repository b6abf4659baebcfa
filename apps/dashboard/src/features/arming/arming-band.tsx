import type { Problem } from "@smart0dte/gateway/contract";
import { useState, type ReactNode } from "react";
import type { Answer } from "../../api/desk-api.ts";
import { problemOf } from "../../api/refusal.ts";
import { useClock, useDesk, useLatest, useMayAct, useRole } from "../../socket/desk-context.ts";
import { newCommandId } from "../../ui/command-id.ts";
import { left } from "../../ui/format/time-format.ts";
import { StateBand } from "../../ui/state-band.tsx";
import { armingSentence, idleLeft } from "./arming-words.ts";

/** Whether a live account takes openings, for the whole page, and the way there and back. */
export function ArmingBand({ onArm }: { readonly onArm: () => void }) {
  const arming = useLatest("arming");
  const sentence = arming === undefined ? null : armingSentence(arming);
  if (arming === undefined || sentence === null) return null;
  return arming.state === "armed" ? (
    <Armed sentence={sentence} idleAt={arming.idleAt} />
  ) : (
    <Disarmed sentence={sentence} onArm={onArm} />
  );
}

function Disarmed({ sentence, onArm }: { readonly sentence: string; readonly onArm: () => void }) {
  const isAdmin = useRole() === "admin";
  return (
    <StateBand
      tone="neutral"
      loud
      act={
        <BandButton disabled={!isAdmin} onClick={onArm}>
          {isAdmin ? "Arm LIVE…" : "Arm LIVE… (only an admin can arm LIVE)"}
        </BandButton>
      }
    >
      {sentence}
    </StateBand>
  );
}

/** The frame round the page says it too, wherever one looks. */
function Armed({ sentence, idleAt }: { readonly sentence: string; readonly idleAt: number | null }) {
  const { api } = useDesk();
  const mayAct = useMayAct();
  const isAdmin = useRole() === "admin";
  const [problem, setProblem] = useState<Problem | null>(null);
  const warning = useClock(({ now }) => {
    const span = idleLeft({ idleAt }, now);
    return span === null ? null : left(span);
  });
  const ask = async (send: (commandId: string) => Promise<Answer<Parameters<typeof problemOf>[0]>>) => {
    const answer = await send(newCommandId());
    const isDone = answer.ok && answer.value.outcome === "done";
    setProblem(isDone ? null : answer.ok ? problemOf(answer.value) : answer.problem);
  };
  return (
    <>
      <div
        aria-hidden="true"
        data-live-frame
        className="pointer-events-none fixed inset-0 z-[60] border-[3px] border-live"
      />
      <StateBand
        tone="danger"
        act={
          <span className="ml-auto flex gap-4">
            {warning !== null && isAdmin && (
              <BandButton onClick={() => void ask(api.stayArmed)}>Stay armed</BandButton>
            )}
            <BandButton disabled={!mayAct} onClick={() => void ask(api.disarm)}>
              {mayAct ? "Disarm" : "Disarm (your role, viewer, cannot)"}
            </BandButton>
          </span>
        }
      >
        {sentence}
        {warning !== null && (
          <span aria-hidden="true" className="ml-2 font-normal">{`Nobody acts: ${warning}.`}</span>
        )}
        {problem !== null && <span className="ml-2">{`NOT DONE: ${problem.detail}`}</span>}
      </StateBand>
    </>
  );
}

interface BandButtonProps {
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

const BandButton = ({ disabled, onClick, children }: BandButtonProps) => (
  <button
    type="button"
    disabled={disabled}
    onClick={onClick}
    className="ml-auto h-6 rounded border border-white px-2 text-dense font-semibold hover:bg-white/15 disabled:opacity-80"
  >
    {children}
  </button>
);
