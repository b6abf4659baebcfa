import type { BrokerEvent } from "@smart0dte/domain";
import { fillPackage } from "./package-fill.ts";
import type { Look, Moment } from "./paper-input.ts";
import { packageMarket } from "./package-market.ts";
import type { PaperOrder, PaperState } from "./paper-state.ts";

/** What one look does to one order; null in place of an order that is over. */
interface Outcome {
  readonly order: PaperOrder | null;
  readonly taken: PaperState["taken"];
  readonly events: readonly BrokerEvent[];
}

/** Serves every working order in turn, the oldest first; they share what is displayed. */
export function lookAtMarket(
  state: PaperState,
  input: Look,
): { readonly state: PaperState; readonly out: readonly BrokerEvent[] } {
  const out: BrokerEvent[] = [];
  const orders: PaperOrder[] = [];
  let taken = state.taken;
  for (const order of state.orders) {
    const served = serve({ ...state, taken }, order, input);
    taken = served.taken;
    out.push(...served.events);
    if (served.order !== null) orders.push(served.order);
  }
  return out.length === 0 ? { state, out } : { state: { ...state, orders, taken }, out };
}

/** Ends come before fills: at the end of its time an order trades no more. */
function serve(state: PaperState, order: PaperOrder, input: Look): Outcome {
  const { taken } = state;
  const ended = endOf(state, order, input);
  if (ended !== null) return { order: null, taken, events: [ended] };
  if (!isInEffect(state, order.placed, input)) return { order, taken, events: [] };

  const { order: welcomed, events: welcome } = received(state, order, input);
  const { order: working, events: changes } = changed(state, welcomed, input);
  const told = [...welcome, ...changes];
  if (working.trigger !== null) return { order: working, taken, events: told };
  const filled = fillPackage(state, working, input);
  if (filled === null) return { order: working, taken, events: told };
  const isFull = filled.order.filled === filled.order.quantity;
  return { order: isFull ? null : filled.order, taken: filled.taken, events: [...told, filled.event] };
}

/** Acknowledged at once; a stop works from when the market shows its price, and says so then. */
function received(
  state: PaperState,
  order: PaperOrder,
  input: Look,
): { readonly order: PaperOrder; readonly events: readonly BrokerEvent[] } {
  const { id: orderId, trigger, isWorking } = order;
  if (isWorking && trigger === null) return { order, events: [] };
  const { at } = input;
  const isDue = trigger === null || isReached(state, order, input);
  const events: BrokerEvent[] = isWorking ? [] : [{ kind: "acknowledged", orderId, at }];
  if (isDue) events.push({ kind: "working", orderId, at });
  return { order: { ...order, isWorking: true, trigger: isDue ? null : trigger }, events };
}

/** By the side that it would trade at, in a market that may be used. */
function isReached(state: PaperState, order: PaperOrder, { quoteOf }: Look): boolean {
  const market = packageMarket(order, state, quoteOf);
  if (market === null || order.trigger === null) return false;
  const isBought = order.legs.every(({ ratio }) => ratio > 0);
  return isBought ? market.price >= order.trigger : -market.price <= order.trigger;
}

/** At its new limit an order is as good as new: what stood when it was asked for does not fill it. */
function changed(
  state: PaperState,
  order: PaperOrder,
  input: Look,
): { readonly order: PaperOrder; readonly events: readonly BrokerEvent[] } {
  const { id: orderId, change } = order;
  if (change === null || !isInEffect(state, change.asked, input)) return { order, events: [] };
  const { limit, asked } = change;
  return {
    order: { ...order, limit, placed: asked, change: null },
    events: [{ kind: "replaced", orderId, at: input.at, limit }],
  };
}

function endOf(state: PaperState, order: PaperOrder, input: Look): BrokerEvent | null {
  const { id: orderId, purpose, validUntil, cancel } = order;
  const { at } = input;
  if (at >= state.close) return { kind: "expired", orderId, at, why: "the session has closed" };
  if (purpose === "open" && at > validUntil)
    return { kind: "expired", orderId, at, why: "its time has run out" };
  if (cancel === null || !isInEffect(state, cancel, input)) return null;
  return { kind: "cancelled", orderId, at, why: "asked" };
}

/** Never on the input that caused it, and not before the latency is over. */
const isInEffect = ({ latency }: PaperState, caused: Moment, { seq, at }: Moment): boolean =>
  seq > caused.seq && at >= caused.at + latency;
