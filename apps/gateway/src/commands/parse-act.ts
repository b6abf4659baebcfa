import {
  contracts,
  err,
  ok,
  parseUsd,
  type CommandAct,
  type CommandId,
  type OrderId,
  type ParameterChange,
  type PlanId,
  type PositionId,
  type Result,
  type UsdE4,
} from "@smart0dte/domain";
import type { z } from "zod";
import type {
  AcceptHolding,
  AcceptPlan,
  ClosePosition,
  Halt,
  ReplaceOrder,
  SetParameters,
} from "../contract/index.ts";

/** Reads what a person asked for into the desk's words. What an id names is the desk's to know. */
export const commandIdOf = (text: string): CommandId => text as CommandId;
export const orderIdOf = (text: string): OrderId => text as OrderId;

export const haltAct = ({ flatten, reason }: z.infer<typeof Halt>): CommandAct => ({
  kind: "halt",
  flatten,
  reason,
});

export function acceptAct(
  id: string,
  { quantity, limit }: z.infer<typeof AcceptPlan>,
): Result<CommandAct, string> {
  const act = {
    kind: "acceptPlan",
    planId: id as PlanId,
    quantity: quantity === null ? null : contracts(quantity),
  } as const;
  if (limit === undefined) return ok(act);
  const price = priceOf(limit);
  return price.ok ? ok({ ...act, limit: price.value }) : price;
}

export function closeAct(
  id: string,
  { limit, quantity }: z.infer<typeof ClosePosition>,
): Result<CommandAct, string> {
  const price = limit === null ? ok(null) : priceOf(limit);
  if (!price.ok) return price;
  const act = { kind: "closePosition", positionId: id as PositionId, limit: price.value } as const;
  return ok(quantity === undefined ? act : { ...act, quantity: contracts(quantity) });
}

export function replaceAct(id: string, { limit }: z.infer<typeof ReplaceOrder>): Result<CommandAct, string> {
  const price = priceOf(limit);
  return price.ok ? ok({ kind: "replaceOrder", orderId: orderIdOf(id), limit: price.value }) : price;
}

function priceOf(limit: string): Result<UsdE4, string> {
  const price = parseUsd(limit);
  return price.ok
    ? price
    : err(`The limit ${limit} is not a price. Nothing was sent. Enter dollars with at most four decimals.`);
}

export const acceptHoldingAct = ({ contract, desk, broker }: z.infer<typeof AcceptHolding>): CommandAct => ({
  kind: "acceptHolding",
  contract,
  desk,
  broker,
});

export const cancelAct = (id: string): CommandAct => ({ kind: "cancelOrder", orderId: orderIdOf(id) });

/** Names and bounds are judged by the desk: an unknown name is refused there with a sentence. */
export const parametersAct = ({ changes, reason }: z.infer<typeof SetParameters>): CommandAct => ({
  kind: "setParameters",
  reason,
  changes: changes.map(({ name, value }) => ({ name, value }) as ParameterChange),
});
