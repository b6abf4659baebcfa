import type { ParameterRow, Problem } from "@smart0dte/gateway/contract";
import { ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { problemOf } from "../../api/refusal.ts";
import { useDesk, useLatest, useMayAct } from "../../socket/desk-context.ts";
import { barButton } from "../../ui/bar-cell.tsx";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ProblemNote } from "../../ui/state-note.tsx";
import { limitSentences } from "./limit-sentences.ts";

const LEVELS = ["OFF", "ASK", "AUTO"] as const;
type Level = (typeof LEVELS)[number];

const MEANS: Readonly<Record<Level, string>> = {
  OFF: "proposes only",
  ASK: "each plan waits for acceptance until it expires",
  AUTO: "trades within limits",
};

/** How far the desk goes by itself. Lowering is one click; raising names the limits first. */
export function AutomationCell() {
  const { api } = useDesk();
  const mayAct = useMayAct();
  const parameters = useLatest("parameters")?.parameters;
  const now = levelOf(parameters);
  const [raising, setRaising] = useState<Level | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const set = async (level: Level) => {
    if (now === null) return;
    const change = { name: "automation", value: level, from: now };
    const answer = await api.setParameters(newCommandId(), `automation ${now} to ${level}`, [change]);
    if (answer.ok && answer.value.outcome === "done") {
      setRaising(null);
      setProblem(null);
    } else setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
  };
  const choose = (level: Level) => {
    setProblem(null);
    if (now === null || level === now) return;
    if (LEVELS.indexOf(level) > LEVELS.indexOf(now)) setRaising(level);
    else void set(level);
  };

  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={barButton}>
          <span className="text-dense leading-[14px] text-text3">automation</span>
          <span className="flex items-center gap-1 text-control leading-[18px] font-semibold">
            {now ?? "—"}
            <ChevronDown size={14} aria-hidden="true" className="text-text3" />
          </span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="start"
            sideOffset={4}
            collisionPadding={8}
            className="z-50 w-72 rounded border border-ctl bg-bg1 p-1 shadow-[0_12px_32px_var(--shade)]"
          >
            <DropdownMenu.RadioGroup
              value={now ?? ""}
              onValueChange={(next) => LEVELS.filter((level) => level === next).forEach(choose)}
            >
              {LEVELS.map((level) => (
                <DropdownMenu.RadioItem
                  key={level}
                  value={level}
                  disabled={!mayAct}
                  className="flex items-baseline gap-2 rounded-sm px-2 py-1.5 text-body data-[disabled]:opacity-60 data-[highlighted]:bg-bg2 data-[state=checked]:shadow-[inset_2px_0_0_var(--accent)]"
                >
                  <strong className="w-11 font-semibold">{level}</strong>
                  <span className="text-text2">{MEANS[level]}</span>
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
            {!mayAct && (
              <p className="px-2 py-1 text-dense text-text3">Only a trader or an admin can change this.</p>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {raising === null && problem !== null && (
        <ConfirmDialog
          title="Automation was not changed"
          onClose={() => {
            setProblem(null);
          }}
          acts={
            <Button
              onClick={() => {
                setProblem(null);
              }}
            >
              Close
            </Button>
          }
        >
          <ProblemNote problem={problem} />
        </ConfirmDialog>
      )}
      {raising !== null && (
        <ConfirmDialog
          title={`Raise automation to ${raising}?`}
          onClose={() => {
            setRaising(null);
          }}
          acts={
            <>
              <Button
                data-focus
                onClick={() => {
                  setRaising(null);
                }}
              >
                Cancel
              </Button>
              <Button kind="lead" onClick={() => void set(raising)}>{`Raise to ${raising}`}</Button>
            </>
          }
        >
          <p className="text-body text-text2">{`${raising}: ${MEANS[raising]}. The limits it works within:`}</p>
          <ul className="list-disc space-y-0.5 pl-4 text-body">
            {limitSentences(parameters ?? []).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {problem !== null && <ProblemNote problem={problem} />}
        </ConfirmDialog>
      )}
    </>
  );
}

const levelOf = (parameters: readonly ParameterRow[] | undefined): Level | null => {
  const value = parameters?.find(({ name }) => name === "automation")?.now;
  return LEVELS.find((level) => level === value) ?? null;
};
