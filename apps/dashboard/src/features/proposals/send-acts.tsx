import { useEffect, useRef, useState } from "react";
import { useClock, useHello } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import type { TicketState } from "./ticket-state.ts";

/** A second press of Prepare must not land on Send. */
const APPEARS_AFTER_MS = 400;

interface SendActsProps {
  readonly state: Exclude<TicketState, { phase: "review" }>;
  readonly blocked: string | null;
  readonly onBack: () => void;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** The prepared line, which does not change any more, and Send at another place than Prepare was. */
export function SendActs({ state, blocked, onBack, onSend, onClose }: SendActsProps) {
  const word = useHello()?.word ?? "";
  const isLate = useAppearing();
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    back.current?.focus();
  }, []);
  const until = state.phase === "prepared" ? state.order.until : null;
  const left = useClock(({ now }) =>
    until === null || now === null ? null : Math.ceil((until - now) / 1_000_000),
  );
  if (state.phase === "accepted") {
    return (
      <>
        <p role="status" className="text-body font-semibold">
          Accepted: it is an order now.
        </p>
        <Button ref={back} size="large" className="ml-auto" onClick={onClose}>
          Back
        </Button>
      </>
    );
  }
  const isExpired = left !== null && left < 0;
  const why =
    state.phase === "unanswered"
      ? "The order may exist. Trying again asks what became of it."
      : isExpired
        ? "This review is older than 10 s. Nothing was sent. Prepare again."
        : blocked;
  const may = state.phase === "unanswered" || (state.phase === "prepared" && !isExpired && blocked === null);
  const label =
    state.phase === "sent"
      ? "Sent"
      : state.phase === "unanswered"
        ? "Ask again"
        : word === "LIVE"
          ? "Send LIVE ORDER"
          : `Send to ${word}`;
  return (
    <>
      <p className="basis-full text-body font-semibold">
        {`PREPARED: ${state.order.line}`}
        {left !== null && !isExpired && ` · ${left}s`}
      </p>
      {isLate && (
        <Button
          kind="lead"
          size="large"
          aria-disabled={!may}
          onKeyDown={(event) => {
            if (event.repeat) event.preventDefault();
          }}
          onClick={() => {
            if (may) onSend();
          }}
        >
          {label}
        </Button>
      )}
      <Button
        ref={back}
        size="large"
        className="ml-auto"
        onClick={state.phase === "prepared" ? onBack : onClose}
      >
        Back
      </Button>
      {why !== null && <p className="basis-full text-dense text-warn">{why}</p>}
    </>
  );
}

function useAppearing(): boolean {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setThere(true);
    }, APPEARS_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return isThere;
}
