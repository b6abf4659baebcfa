import type { OrderRow } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useDesk, useLatest, useTopic } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Fact } from "../../ui/fact.tsx";
import { Field } from "../../ui/field.tsx";
import { fromE4, money, packagePrice, toE4 } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import { packageNow } from "../../ui/package-now.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import { useOneAct } from "../../ui/use-one-act.ts";
import { moreWords, pays, readNewLimit, type NewLimit } from "./new-limit.ts";
import { isReplaceable, legsOf } from "./order-words.ts";

interface ReplaceDialogProps {
  readonly order: OrderRow;
  readonly onDone: () => void;
}

/** Another limit for an order that works; what it has filled stays. The focus lies on the act only where it reduces. */
export function ReplaceDialog({ order, onDone }: ReplaceDialogProps) {
  const { api } = useDesk();
  const [entry, setEntry] = useState(fromE4(Math.abs(toE4(order.limit))));
  const limit = readNewLimit(entry, order);
  const gone = isReplaceable(order) ? null : "The broker does not take another limit for it now.";
  const act = useOneAct((id) => api.replaceOrder(order.id, id, limit.ok ? limit.limit : order.limit), onDone);
  const may = limit.ok && gone === null && !act.sent;

  return (
    <ConfirmDialog
      title={`Change the limit of ${order.ticker} ${order.id}`}
      onClose={onDone}
      acts={
        <>
          <Button onClick={onDone}>Back</Button>
          <Button
            kind="lead"
            aria-disabled={!may}
            onClick={() => {
              if (may) act.send();
            }}
          >
            {act.sent ? "Sent" : "Replace"}
          </Button>
        </>
      }
    >
      <p className="text-body text-text2">{legsOf(order)}</p>
      <Prices order={order} />
      <Field
        label={pays(order) ? "Pay at most, a share" : "Receive at least, a share"}
        inputMode="decimal"
        data-focus
        value={entry}
        fault={limit.ok ? null : limit.sentence}
        onChange={(event) => {
          setEntry(event.target.value);
          act.edited();
        }}
      />
      <Consequence order={order} limit={limit} />
      {gone !== null && <p className="text-body font-semibold text-warn">{gone}</p>}
      {act.problem !== null && <ProblemNote problem={act.problem} />}
    </ConfirmDialog>
  );
}

function Prices({ order }: { readonly order: OrderRow }) {
  const market = useMarket(order);
  return (
    <dl className="grid grid-cols-3 gap-3">
      <Fact name="limit now">
        <Num value={order.limit} format={packagePrice} />
      </Fact>
      <Fact name="mid now">
        <Num value={market.mid} format={packagePrice} why={market.why} />
      </Fact>
      <Fact name="natural now">
        <Num value={market.natural} format={packagePrice} why={market.why} />
      </Fact>
    </dl>
  );
}

/** What the new limit means: in dollars, and against the market. */
function Consequence({ order, limit }: { readonly order: OrderRow; readonly limit: NewLimit }) {
  const { natural } = useMarket(order);
  if (!limit.ok) return null;
  const isBeyond = natural !== null && toE4(limit.limit) > toE4(natural);
  const what = order.purpose === "open" ? "May lose" : "May cost";
  return (
    <>
      <p className="text-body">{`${what} ${moreWords(limit.more, money)}. What is filled stays.`}</p>
      {isBeyond && (
        <p className="text-body font-semibold text-warn">{`Beyond the market's ${packagePrice(natural)}: it can fill at once.`}</p>
      )}
    </>
  );
}

function useMarket({ ticker, legs }: OrderRow) {
  useTopic(`chain:${ticker}`);
  return packageNow(legs, useLatest(`chain:${ticker}`));
}
