import type { Problem, ProposalRow } from "@smart0dte/gateway/contract";
import { useReducer, useRef, useState } from "react";

import { problemOf } from "../../api/refusal.ts";
import { lineWord } from "../../socket/desk-clock.ts";
import { useClock, useDesk, useLatest, useMayAct } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { strikesOf } from "../../ui/desk-words.ts";
import { fromE4, money, packagePrice, quantity, toE4 } from "../../ui/format/number-format.ts";
import { isHalted } from "../../ui/halt-words.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import { quantityFault } from "./accept-quantity.ts";
import { limitEntry, readOwnLimit } from "./own-limit.ts";
import { SendActs } from "./send-acts.tsx";
import { TicketEntry } from "./ticket-entry.tsx";
import { PREPARED_FOR, REVIEW, ticketStep } from "./ticket-state.ts";

interface AcceptActsProps {
  readonly row: ProposalRow;
  readonly plan: NonNullable<ProposalRow["plan"]>;
  readonly entry: string;
  readonly onEntry: (entry: string) => void;
  readonly onClose: () => void;
  /** The leg without a usable quote; null when every leg has one. */
  readonly unquoted: string | null;
}

/** From a plan that waits to an order in two acts: Prepare freezes it here, Send sends it under one id. */
export function AcceptActs({ row, plan, entry, onEntry, onClose, unquoted }: AcceptActsProps) {
  const { api, clock } = useDesk();
  const [state, tell] = useReducer(ticketStep, REVIEW);
  const underWay = useRef(false);
  const [limitText, setLimitText] = useState(() => limitEntry(plan));
  const [problem, setProblem] = useState<Problem | null>(null);
  const limit = readOwnLimit(limitText, plan);
  const blocked = useObstacle(row, unquoted);
  const fault = quantityFault(entry, row) ?? (limit.ok ? null : limit.sentence);
  const why = blocked ?? fault;

  const prepare = () => {
    const { now } = clock.view();
    if (why !== null || !limit.ok || now === null) return;
    setProblem(null);
    const packages = Number(entry);
    const loss = fromE4(toE4(limit.maxLoss) * packages);
    const line = `${quantity(packages)} ${row.ticker} ${strikesOf(plan.legs)} @ ${packagePrice(limit.limit)} · may lose ${money(loss)} before costs`;
    const order = { commandId: newCommandId(), limit: limit.limit, quantity: packages, line };
    tell({ kind: "prepare", order: { ...order, until: now + PREPARED_FOR } });
  };
  const send = async () => {
    const { now } = clock.view();
    const isOpen = state.phase === "prepared" || state.phase === "unanswered";
    if (!isOpen || now === null || underWay.current) return;
    if (state.phase === "prepared" && (blocked !== null || now > state.order.until)) return;
    underWay.current = true;
    tell({ kind: "send", now });
    const { commandId, ...wish } = state.order;
    // a plan's own limit may be off the tick and is the desk's to know
    const own = wish.limit === plan.entryLimit ? {} : { limit: wish.limit };
    const answer = await api.acceptPlan(row.id, commandId, { quantity: wish.quantity, ...own });
    underWay.current = false;
    if (answer.ok && answer.value.outcome === "done") {
      setProblem(null);
      tell({ kind: "done" });
      return;
    }
    tell({ kind: !answer.ok && answer.problem.code === "NO_ANSWER" ? "lost" : "refused" });
    setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
  };

  return (
    <>
      {state.phase === "review" ? (
        <>
          <TicketEntry
            plan={plan}
            quantity={entry}
            limit={limitText}
            onQuantity={onEntry}
            onLimit={setLimitText}
          />
          <Button size="large" className="ml-auto" onClick={onClose}>
            Back
          </Button>
          <Button kind="lead" size="large" aria-disabled={why !== null} onClick={prepare}>
            Prepare order
          </Button>
          {why !== null && <p className="basis-full text-dense text-warn">{why}</p>}
        </>
      ) : (
        <SendActs
          state={state}
          blocked={blocked}
          onBack={() => {
            tell({ kind: "back" });
          }}
          onSend={() => void send()}
          onClose={onClose}
        />
      )}
      {problem !== null && (
        <div className="basis-full">
          <ProblemNote problem={problem} />
        </div>
      )}
    </>
  );
}

/** What forbids opening from here now; the desk judges again. */
function useObstacle({ plan }: ProposalRow, unquoted: string | null): string | null {
  const mayAct = useMayAct();
  const away = useClock(({ silenceMs }) => lineWord(silenceMs) !== "LIVE");
  const expired = useClock(({ now }) => now !== null && plan !== null && now > plan.validUntil);
  const halted = isHalted(useLatest("risk")?.halts ?? []);
  if (!mayAct) return "Your role (viewer) cannot send orders.";
  if (away) return "No beat from the desk: nothing opens from here.";
  if (halted) return "The desk is halted: nothing opens. Closing still works.";
  if (expired) return "This plan has expired.";
  return unquoted === null ? null : `${unquoted}. Waits for a fresh quote.`;
}
