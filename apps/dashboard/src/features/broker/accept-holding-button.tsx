import type { Problem } from "@smart0dte/gateway/contract";
import { useRef, useState } from "react";
import { problemOf } from "../../api/refusal.ts";
import { useDesk, useMayAct } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { signedCount } from "../../ui/format/number-format.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import type { BrokerLine } from "./broker-words.ts";

type Difference = BrokerLine["differences"][number];

/** Says that what the broker holds beyond the desk's count is the account's own; nothing where it is no count. */
export function AcceptHoldingButton({ difference }: { readonly difference: Difference }) {
  const { contract, desk, broker, halts } = difference;
  if (!halts || contract === null || desk === null || broker === null) return null;
  return <Accepting contract={contract} desk={desk} broker={broker} />;
}

interface Holding {
  readonly contract: string;
  readonly desk: number;
  readonly broker: number;
}

function Accepting(holding: Holding) {
  const { api } = useDesk();
  const mayAct = useMayAct();
  const commandId = useRef<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { contract, desk, broker } = holding;

  const accept = async () => {
    setAsking(false);
    commandId.current ??= newCommandId();
    setSent(true);
    const answer = await api.acceptHolding(commandId.current, { contract, desk, broker });
    // done: the next comparison takes the row away
    if (answer.ok && answer.value.outcome === "done") return;
    setSent(false);
    if (answer.ok || answer.problem.code !== "NO_ANSWER") commandId.current = null;
    setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
  };

  return (
    <>
      <Button
        size="small"
        disabled={!mayAct || sent}
        title={mayAct ? undefined : "Your role (viewer) cannot accept holdings."}
        aria-label={`Accept ${contract} as the account's own`}
        onClick={() => {
          setAsking(true);
        }}
      >
        {sent ? "Accepted: comparing" : "Accept…"}
      </Button>
      {problem !== null && <ProblemNote problem={problem} />}
      {asking && (
        <ConfirmDialog
          title="Accept a holding as the account's own?"
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
              <Button kind="danger" onClick={() => void accept()}>
                {`Accept ${signedCount(broker - desk)} ${contract}`}
              </Button>
            </>
          }
        >
          <p className="text-body">
            The desk will not watch, count or close it, and opens again once the books agree. Its risk,
            overnight too, is yours.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
