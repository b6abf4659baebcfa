import type { PositionRow, Problem } from "@smart0dte/gateway/contract";
import { useRef, useState } from "react";
import { problemOf } from "../../api/refusal.ts";
import { useDesk, useHello } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { Button } from "../../ui/button.tsx";
import { newCommandId } from "../../ui/command-id.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { legWords, strikesOf } from "../../ui/desk-words.ts";
import { Fact } from "../../ui/fact.tsx";
import { Field } from "../../ui/field.tsx";
import { packagePrice, quantity } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import { ProblemNote } from "../../ui/state-note.tsx";
import { closingPays, readCloseLimit } from "./close-limit.ts";
import { NO_ENTRY, Profit } from "./position-readings.tsx";

/** Closing is never blocked by a halt or a stale feed; without a mark a person sets the price. */
export function CloseDialog({
  position,
  onDone,
}: {
  readonly position: PositionRow;
  readonly onDone: () => void;
}) {
  const { api } = useDesk();
  const ages = useHello()?.ageLimits;
  const commandId = useRef<string | null>(null);
  const [entry, setEntry] = useState("");
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const limit = readCloseLimit(entry, position);
  const blind = position.closeExecutable === null;

  const close = async () => {
    if (!limit.ok || sent) return;
    commandId.current ??= newCommandId();
    setSent(true);
    const answer = await api.closePosition(position.id, commandId.current, limit.limit);
    if (answer.ok && answer.value.outcome === "done") {
      onDone();
      return;
    }
    if (answer.ok || answer.problem.code !== "NO_ANSWER") commandId.current = null;
    setProblem(answer.ok ? problemOf(answer.value) : answer.problem);
    setSent(false);
  };

  return (
    <ConfirmDialog
      title={`Close ${position.ticker} ${strikesOf(position.legs)}`}
      onClose={onDone}
      acts={
        <>
          <Button
            kind="lead"
            data-focus={blind ? undefined : true}
            aria-disabled={!limit.ok || sent}
            onClick={() => void close()}
          >
            {sent ? "Sent" : `Close ${quantity(position.quantity)}`}
          </Button>
          <Button onClick={onDone}>Back</Button>
        </>
      }
    >
      <p className="text-body text-text2">
        {position.legs.map((leg) => legWords({ ...leg, ratio: -leg.ratio }, position.quantity)).join(" · ")}
      </p>
      <dl className="grid grid-cols-3 gap-3">
        <Fact name="entry">
          <Num value={position.entry} format={packagePrice} how={position.how} why={NO_ENTRY} />
        </Fact>
        <Fact name="close at mid">
          <Num
            value={position.closeMid}
            format={packagePrice}
            how={position.how}
            why={position.unmarkable ?? "a leg has no mid"}
          />
        </Fact>
        <Fact name="close executable">
          <Num
            value={position.closeExecutable}
            format={packagePrice}
            how={position.how}
            why={position.unmarkable ?? "cannot be marked"}
          />
        </Fact>
        <Fact name="mid P&L">
          <Profit position={position} of="mid" />
        </Fact>
        <Fact name="exec P&L">
          <Profit position={position} of="executable" />
        </Fact>
        <Fact name="oldest quote">
          <AgeBadge at={position.quoteAt} limit={ages?.option} of="Oldest quote" />
        </Fact>
      </dl>
      {blind && (
        <p className="text-body font-semibold text-warn">{`${position.unmarkable ?? "A leg cannot be marked"}: you set the price.`}</p>
      )}
      <Field
        label={closingPays(position) ? "Pay at most, a share" : "Receive at least, a share"}
        inputMode="decimal"
        data-focus={blind ? true : undefined}
        value={entry}
        placeholder={blind ? "" : "the executable price"}
        fault={limit.ok ? null : limit.sentence}
        onChange={(event) => {
          setEntry(event.target.value);
        }}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </ConfirmDialog>
  );
}
