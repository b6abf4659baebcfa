import type { OrderRow } from "@smart0dte/gateway/contract";
import { useRows } from "../../socket/desk-context.ts";
import { asWords, legWords } from "../../ui/desk-words.ts";
import { useOpenDetail, type OpenDetail } from "../../ui/desk-location.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Fact } from "../../ui/fact.tsx";
import { count } from "../../ui/format/number-format.ts";
import { executionTime, timeWithZone } from "../../ui/format/time-format.ts";
import { Empty, Loading } from "../../ui/state-note.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { FillCards } from "./fill-cards.tsx";
import { InState } from "./in-state.tsx";
import { LimitReading } from "./limit-reading.tsx";
import { ReplaceButton } from "./replace-button.tsx";
import { purposeWords, stateWords } from "./order-words.ts";
import { UnknownNotes } from "./unknown-notes.tsx";

interface OrderDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One order in full: what it wants, every state it went through with its time, and what was executed for it. */
export function OrderDrawer({ id, onClose }: OrderDrawerProps) {
  const orders = useRows("orders");
  const order = orders?.find((one) => one.id === id);
  if (order === undefined) {
    return (
      <Drawer title="Order" onClose={onClose}>
        {orders === null ? (
          <Loading what="the order" rows={8} />
        ) : (
          <Empty>{`There is no order ${id} today. The blotter lists those that there are.`}</Empty>
        )}
      </Drawer>
    );
  }
  return (
    <Drawer
      title={`${order.ticker} order ${order.id}`}
      aside={
        <>
          <ReplaceButton order={order} />
          <CancelButton order={order} />
        </>
      }
      onClose={onClose}
    >
      <OrderContent order={order} />
    </Drawer>
  );
}

/** Without its frame, so that it can be read by itself. */
export function OrderContent({ order }: { readonly order: OrderRow }) {
  const { id, quantity, filled, validUntil, legs, history, planId, positionId } = order;
  const fills = (useRows("fills") ?? []).filter(({ orderId }) => orderId === id);
  return (
    <>
      {order.state === "unknown" && <UnknownNotes orders={[order]} />}
      <dl className="grid grid-cols-3 gap-x-4 gap-y-3">
        <Fact name="state">
          <strong className={order.state === "unknown" ? "font-semibold text-danger" : "font-semibold"}>
            {stateWords(order)}
          </strong>
        </Fact>
        <Fact name="in state">
          <InState order={order} />
        </Fact>
        <Fact name="for">{purposeWords(order)}</Fact>
        <Fact name="filled">{`${count(filled)}/${count(quantity)}`}</Fact>
        <Fact name="limit">
          <LimitReading order={order} />
        </Fact>
        <Fact name="good until">{timeWithZone(validUntil)}</Fact>
        <Fact name="plan">
          <DetailLink kind="plan" id={planId} />
        </Fact>
        <Fact name="position">
          <DetailLink kind="position" id={positionId} />
        </Fact>
      </dl>
      <Heading>Legs</Heading>
      <ul className="mt-1 text-body">
        {legs.map((leg) => (
          <li key={leg.instrument}>
            {legWords(leg, quantity)} <span className="text-dense text-text3">{leg.symbol}</span>
          </li>
        ))}
      </ul>
      <Heading>States</Heading>
      <ol aria-label={`States of order ${id}`} className="mt-1 border-l-2 border-line pl-3 text-body">
        {history.map(({ state, at, note }, place) => (
          <li key={`${state}-${place}`} className="py-0.5">
            <span className="mr-2 text-dense text-text3">{executionTime(at)}</span>
            <span className={state === "unknown" ? "font-semibold text-danger" : ""}>{asWords(state)}</span>
            {note !== null && <span className="ml-2 text-text2">{note}</span>}
          </li>
        ))}
      </ol>
      <Heading>Executions</Heading>
      {fills.length === 0 ? (
        <p className="mt-1 text-body text-text2">None so far.</p>
      ) : (
        <div className="-mx-3">
          <FillCards fills={fills} />
        </div>
      )}
    </>
  );
}

function DetailLink({ kind, id }: OpenDetail) {
  const [, show] = useOpenDetail();
  return (
    <button
      type="button"
      className="min-h-6 rounded text-left text-accent hover:underline"
      onClick={() => {
        show({ kind, id });
      }}
    >
      {id}
    </button>
  );
}

const Heading = ({ children }: { readonly children: string }) => (
  <h3 className="mt-4 text-dense font-semibold tracking-wide text-text2 uppercase">{children}</h3>
);
