import type { PositionRow } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useDesk, useHello } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { legWords, strikesOf } from "../../ui/desk-words.ts";
import { Fact } from "../../ui/fact.tsx";
import { Field } from "../../ui/field.tsx";
import { packagePrice, quantity } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import { ProblemNote } from "../../ui/state-note.tsx";
import { useOneAct } from "../../ui/use-one-act.ts";
import { closingPays, readCloseLimit, readCloseQuantity } from "./close-limit.ts";
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
  const [entry, setEntry] = useState("");
  // all of it, also of what fills while this is open, until a person says how much
  const [part, setPart] = useState<string | null>(null);
  const limit = readCloseLimit(entry, position);
  const blind = position.closeExecutable === null;
  const count = part === null ? position.quantity : readCloseQuantity(part, position);
  const act = useOneAct(
    (id) =>
      api.closePosition(position.id, id, {
        limit: limit.ok ? limit.limit : null,
        ...(part === null || count === null ? {} : { quantity: count }),
      }),
    onDone,
  );
  const may = limit.ok && count !== null && !act.sent;

  return (
    <ConfirmDialog
      title={`Close ${position.ticker} ${strikesOf(position.legs)}`}
      onClose={onDone}
      acts={
        <>
          <Button
            kind="lead"
            data-focus={blind ? undefined : true}
            aria-disabled={!may}
            onClick={() => {
              if (may) act.send();
            }}
          >
            {act.sent ? "Sent" : `Close ${quantity(count ?? position.quantity)}`}
          </Button>
          <Button onClick={onDone}>Back</Button>
        </>
      }
    >
      <p className="text-body text-text2">
        {position.legs
          .map((leg) => legWords({ ...leg, ratio: -leg.ratio }, count ?? position.quantity))
          .join(" · ")}
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
      {position.quantity > 1 && (
        <Field
          label={`Quantity, of ${position.quantity} held`}
          inputMode="numeric"
          value={part ?? String(position.quantity)}
          fault={
            count === null
              ? `1 to ${position.quantity} can be closed; you entered ${part || "nothing"}.`
              : null
          }
          hint={
            count !== null && count < position.quantity
              ? `${quantity(position.quantity - count)} stay held, with their stop and target.`
              : undefined
          }
          onChange={(event) => {
            setPart(event.target.value);
            act.edited();
          }}
        />
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
          act.edited();
        }}
      />
      {act.problem !== null && <ProblemNote problem={act.problem} />}
    </ConfirmDialog>
  );
}
