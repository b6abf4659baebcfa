import {
  epochMicros,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  repairId,
  unreachable,
  USD_E4,
  usdE4,
  ZERO_USD,
  type EpochMicros,
  type Order,
  type OrderId,
  type Orphan,
  type Ticker,
} from "@smart0dte/domain";
import type { ExecutionState, Stranding } from "./execution-state.ts";
import { mayClose, waitingFor } from "./held-orders.ts";
import { askCancel, placeRepair } from "./order-placing.ts";
import { isOver } from "./order-transitions.ts";
import { repairOf, type RepairOrder } from "./orphan-repair.ts";
import { livingStops } from "./stop-reading.ts";
import { change, orderOf, say, type Turn } from "./turn.ts";

/** How long before an orphan that could not be repaired is judged again. */
const LOOK_AGAIN = MICROS_PER_SECOND;
/** How long a repair that the broker did not take is left alone. */
const RETRY_AFTER = 5 * MICROS_PER_SECOND;

/** The stranding that an order made or repairs. */
export const strandingOf = ({ strandings }: ExecutionState, id: OrderId): Stranding | undefined =>
  strandings.find(({ orphan, repairs }) => orphan.orderId === id || repairs.includes(id));

/** What is known of legs of an order before the first of them is booked. */
export const newStranding = ({ id: orderId, positionId, ticker }: Order, at: EpochMicros): Stranding => ({
  orphan: { orderId, positionId, ticker, since: at, legs: [], state: "waiting", why: "" },
  cost: ZERO_USD,
  repairs: [],
  isLeaving: false,
  lookAt: at,
});

/** Keeps what became of a stranding; says so where anybody would see a difference. */
export function keepStranding(turn: Turn, next: Stranding): Turn {
  const { strandings } = turn.state;
  const before = strandings.find(({ orphan }) => orphan.orderId === next.orphan.orderId);
  const kept = change(turn, {
    strandings:
      before === undefined ? [...strandings, next] : strandings.map((one) => (one === before ? next : one)),
  });
  const isSame =
    before !== undefined &&
    before.orphan.legs === next.orphan.legs &&
    before.orphan.state === next.orphan.state &&
    before.orphan.why === next.orphan.why;
  return isSame ? kept : say(kept, { type: "orphanChanged", at: turn.at, orphan: next.orphan });
}

/** Does what is due about every orphan: takes its order back, then repairs, once at a time. */
export function repairOrphans(turn: Turn): Turn {
  const { state, at } = turn;
  if (state.strandings.length === 0 || state.settling !== null || at >= state.close) return turn;
  return state.strandings.reduce((next, stranding) => pursue(next, stranding), turn);
}

/** The settlement has taken what was left of those of a ticker. */
export function endOrphans(turn: Turn, isSettled: (ticker: Ticker) => boolean): Turn {
  return turn.state.strandings
    .filter(({ orphan }) => orphan.state !== "resolved" && isSettled(orphan.ticker))
    .reduce(
      (next, stranding) =>
        keepStranding(next, {
          ...stranding,
          cost: ZERO_USD,
          orphan: { ...stranding.orphan, legs: [], state: "resolved", why: "settled at the close" },
        }),
      turn,
    );
}

/** When an orphan is to be judged next; null while it waits for the broker. */
export function orphanLookAt(state: ExecutionState, stranding: Stranding): EpochMicros | null {
  if (stranding.orphan.state === "resolved" || !isQuiet(state, stranding)) return null;
  if (!mayClose(state.link, "orphan")) return null;
  return stranding.lookAt;
}

/** Its order and its repairs are over, and so are the resting stops of its position. */
const isQuiet = (state: ExecutionState, { orphan, repairs }: Stranding): boolean =>
  livingStops(state, orphan.positionId).length === 0 &&
  state.orders.every(
    (order) => (order.id !== orphan.orderId && !repairs.includes(order.id)) || isOver(order.state),
  );

function pursue(turn: Turn, stranding: Stranding): Turn {
  const { orphan, repairs, lookAt } = stranding;
  if (orphan.state === "resolved") return turn;
  const order = orderOf(turn, orphan.orderId);
  if (!isOver(order.state)) {
    const why = "the rest of its order is taken back first";
    return keepStranding(askCancel(turn, order, "orphan legs"), as(stranding, "waiting", why));
  }
  if (livingStops(turn.state, orphan.positionId).length > 0) {
    return keepStranding(
      turn,
      as(stranding, "waiting", "the resting stops of its position are taken back first"),
    );
  }
  const isFlatDue = isDue(turn, order);
  if (!isQuiet(turn.state, stranding)) {
    if (isFlatDue && !stranding.isLeaving) return clearRepairs(turn, stranding);
    return keepStranding(turn, as(stranding, "repairing", `by ${repairs.at(-1) ?? "an order"}`));
  }
  const { link } = turn.state;
  if (!mayClose(link, "orphan")) return keepStranding(turn, as(stranding, "waiting", waitingFor(link)));
  if (turn.quoteOf === null || turn.at < lookAt) return turn;
  return decide(turn, order, { ...stranding, isLeaving: isFlatDue });
}

/** When its position would be closed by time, or risk wants a flat book. */
function isDue({ state, at }: Turn, { planId }: Order): boolean {
  if (state.isFlattening) return true;
  const flatAt = state.close - state.parameters.flatBeforeCloseMinutes * MICROS_PER_MINUTE;
  const plan = state.plans.find(({ id }) => id === planId);
  return at >= Math.min(flatAt, plan?.timeExitAt ?? flatAt);
}

/** Repairs within the bound may never fill; they give way to what must. */
function clearRepairs(turn: Turn, stranding: Stranding): Turn {
  const cleared = stranding.repairs.reduce(
    (next, id) => askCancel(next, orderOf(next, id), "the book is to be flat"),
    turn,
  );
  return keepStranding(
    cleared,
    as(stranding, "repairing", "its repair is taken back: the book is to be flat"),
  );
}

function decide(turn: Turn, order: Order, stranding: Stranding): Turn {
  const { orphanPolicy: policy, orphanLossBoundUsd } = turn.state.parameters;
  const { isLeaving, orphan } = stranding;
  const { legs } = orphan;
  if (turn.quoteOf === null) return turn;
  const repair = repairOf(
    { order, legs, cost: stranding.cost },
    { policy, bound: usdE4(orphanLossBoundUsd * USD_E4), quoteOf: turn.quoteOf, isFlatDue: isLeaving },
  );
  const later = { ...stranding, lookAt: epochMicros(turn.at + LOOK_AGAIN) };
  switch (repair.kind) {
    case "wait":
      return keepStranding(turn, as(later, "waiting", repair.why));
    case "hold":
      return keepStranding(turn, as(later, "held", repair.why));
    case "trade":
      return repair.orders.reduce((next, wish) => send(next, order, { ...wish, isLeaving }), turn);
    default:
      return unreachable(repair);
  }
}

function send(
  turn: Turn,
  parent: Order,
  { legs, quantity, limit, isLeaving }: RepairOrder & Pick<Stranding, "isLeaving">,
): Turn {
  const stranding = strandingOf(turn.state, parent.id);
  if (stranding === undefined) return turn;
  const id = repairId(parent.id, stranding.repairs.length + 1);
  const placed = placeRepair(turn, parent, { id, legs, quantity, limit });
  const known = {
    ...stranding,
    repairs: [...stranding.repairs, id],
    isLeaving,
    lookAt: epochMicros(turn.at + RETRY_AFTER),
  };
  return keepStranding(placed, as(known, "repairing", `by ${id}`));
}

const as = (stranding: Stranding, state: Orphan["state"], why: string): Stranding => ({
  ...stranding,
  orphan: { ...stranding.orphan, state, why },
});
