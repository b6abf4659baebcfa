import type { Order, OrderState, Position } from "../events/order-event.ts";
import { orderId, positionId } from "../events/ids.ts";
import { MULTIPLIER, usdE4 } from "../units.ts";
import { aPlan } from "./builders-plan.ts";
import { minute } from "./builders-session.ts";

/** One package of {@link aPlan}, opened at its limit for 1.42 of fees, unless said otherwise. */
export function aPosition(over: Partial<Position> = {}): Position {
  const plan = over.plan ?? aPlan();
  const quantity = over.quantity ?? 1;
  const paid = plan.entryLimit * MULTIPLIER * quantity;
  return {
    id: positionId(orderId(1, 0)),
    plan,
    ticker: plan.ticker,
    strategy: plan.strategy,
    legs: plan.legs,
    quantity,
    opened: quantity,
    cash: usdE4(-paid),
    openCost: usdE4(paid),
    fees: usdE4(14_200 * quantity),
    openedAt: plan.at,
    closedAt: null,
    closing: null,
    residual: [],
    how: plan.how,
    ...over,
  };
}

/** The working opening order of {@link aPosition}. */
export function anOrder(over: Partial<Order> = {}): Order {
  const plan = aPlan();
  const id = over.id ?? orderId(1, 0);
  const state: OrderState = over.state ?? "working";
  return {
    id,
    planId: plan.id,
    positionId: positionId(id),
    ticker: plan.ticker,
    purpose: "open",
    reason: "entry",
    legs: plan.legs,
    quantity: 1,
    filled: 0,
    limit: plan.entryLimit,
    asked: null,
    validUntil: plan.validUntil,
    placedMid: plan.mid,
    state,
    history: [{ state, at: minute(60), note: null }],
    ...over,
  };
}
