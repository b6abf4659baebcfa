import type { Fill, Order } from "@smart0dte/domain";
import type { FillRow, OrderRow } from "../contract/index.ts";
import { legRow } from "./leg-row.ts";
import { usd, usdOrNull } from "./money-text.ts";

export function orderRow(order: Order): OrderRow {
  const {
    id,
    planId,
    positionId,
    ticker,
    purpose,
    reason,
    legs,
    quantity,
    filled,
    limit,
    state,
    validUntil,
    history,
  } = order;
  return {
    id,
    planId,
    positionId,
    ticker,
    purpose,
    reason,
    legs: legs.map((leg) => legRow(leg)),
    quantity,
    filled,
    limit: usd(limit),
    trigger: usdOrNull(order.trigger ?? null),
    asked: usdOrNull(order.asked),
    state,
    validUntil,
    history: history.map((entry) => ({ ...entry })),
  };
}

/** `symbolOf` names an instrument by its contract, as the order's legs know it. */
export function fillRow(fill: Fill, symbolOf: (instrument: number) => string): FillRow {
  const { executionId, at, orderId, positionId, purpose, quantity, price, fees, legs, quality, how } = fill;
  return {
    id: executionId,
    at,
    orderId,
    positionId,
    purpose,
    quantity,
    price: usd(price),
    fees: usd(fees),
    legs: legs.map((leg) => ({
      instrument: leg.instrument,
      symbol: symbolOf(leg.instrument),
      quantity: leg.quantity,
      price: usd(leg.price),
    })),
    quality: {
      toPlacedMid: usdOrNull(quality.toPlacedMid),
      toFillMid: usdOrNull(quality.toFillMid),
      toPlan: usdOrNull(quality.toPlan),
      sinceIntent: quality.sinceIntent,
    },
    how,
  };
}
