import type { CommandReply, Problem } from "@smart0dte/gateway/contract";
import { useRef, useState } from "react";
import type { Answer } from "../api/desk-api.ts";
import { problemOf } from "../api/refusal.ts";
import { newCommandId } from "./command-id.ts";

/** One act of a person, from the press to the desk's answer. */
export interface OneAct {
  readonly sent: boolean;
  readonly problem: Problem | null;
  /** Presses while it is under way do nothing. */
  readonly send: () => void;
  /** What is to be sent has changed: the next press is another act. */
  readonly edited: () => void;
}

/** Sends an act under one id, however often it is pressed; a lost answer is asked for again with the same id. */
export function useOneAct(
  ask: (commandId: string) => Promise<Answer<CommandReply>>,
  onDone: () => void,
): OneAct {
  const id = useRef<string | null>(null);
  const underWay = useRef(false);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const send = async () => {
    if (underWay.current) return;
    underWay.current = true;
    id.current ??= newCommandId();
    setSent(true);
    const answer = await ask(id.current);
    if (answer.ok && answer.value.outcome === "done") {
      onDone();
      return;
    }
    underWay.current = false;
    // after a refusal the next try is another act
    if (answer.ok || answer.problem.code !== "NO_ANSWER") id.current = null;
    setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
    setSent(false);
  };

  return {
    sent,
    problem,
    send: () => void send(),
    edited: () => {
      if (underWay.current) return;
      id.current = null;
      setProblem(null);
    },
  };
}
