import type { OrderRow, Problem } from "@smart0dte/gateway/contract";
import { useRef, useState } from "react";
import { problemOf } from "../../api/refusal.ts";
import { useDesk, useMayAct } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { strikesOf } from "../../ui/desk-words.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import { isCancellable } from "./order-words.ts";

/** One click for an opening order; a closing one asks, because it may be what protects a position. */
export function CancelButton({ order }: { readonly order: OrderRow }) {
  const { api } = useDesk();
  const mayAct = useMayAct();
  const commandId = useRef<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!isCancellable(order) && problem === null) return null;

  const cancel = async () => {
    setAsking(false);
    commandId.current ??= newCommandId();
    setSent(true);
    const answer = await api.cancelOrder(order.id, commandId.current);
    setSent(false);
    if (answer.ok && answer.value.outcome === "done") return;
    if (answer.ok || answer.problem.code !== "NO_ANSWER") commandId.current = null;
    setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
  };

  return (
    <>
      {isCancellable(order) && (
        <Button
          size="small"
          className="max-tablet:h-11 max-tablet:px-5"
          disabled={!mayAct || sent}
          title={mayAct ? undefined : "Your role (viewer) cannot cancel orders."}
          aria-label={`Cancel order ${order.id}${mayAct ? "" : ": your role (viewer) cannot"}`}
          onClick={() => {
            if (order.purpose === "close") setAsking(true);
            else void cancel();
          }}
        >
          {sent ? "Cancel requested" : "Cancel"}
        </Button>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      {asking && (
        <ConfirmDialog
          title="Cancel a closing order?"
          onClose={() => {
            setAsking(false);
          }}
          acts={
            <>
              <Button
                data-focus
                onClick={() => {
                  setAsking(false);
                }}
              >
                Back
              </Button>
              <Button kind="danger" onClick={() => void cancel()}>
                Cancel the exit
              </Button>
            </>
          }
        >
          <p className="text-body">{`This stops the exit of ${order.ticker} ${strikesOf(order.legs)}. The desk may send another when its exit rules say so.`}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
