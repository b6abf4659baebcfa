import type { Id } from "../units.ts";

/** Identities are made of sequence numbers, so that a replay makes the same ones. */
export type SignalId = Id<"signal">;
export type PlanId = Id<"plan">;
export type OrderId = Id<"order">;
export type PositionId = Id<"position">;
export type ExecutionId = Id<"execution">;

export const signalId = (seq: number, ticker: string): SignalId => `s-${seq}-${ticker}` as SignalId;
/** The plan, order and position that grow from one cause share its suffix. */
export const planId = (seq: number, ticker: string): PlanId => `p-${seq}-${ticker}` as PlanId;
export const orderId = (seq: number, n: number): OrderId => `o-${seq}-${n}` as OrderId;
/** The n-th order that repairs what an order left behind. */
export const repairId = (order: OrderId, n: number): OrderId => `${order}-r${n}` as OrderId;
/** The n-th stop that rests at the broker for what an opening order opened. */
export const restingStopId = (opening: OrderId, n: number): OrderId => `${opening}-s${n}` as OrderId;
export const positionId = (opening: OrderId): PositionId => `x-${opening}` as PositionId;
export const executionId = (order: OrderId, n: number): ExecutionId => `${order}.${n}` as ExecutionId;
