import { decimalText, type Field } from "../wire/field-text.ts";
import { REPLY } from "../wire/message-ids.ts";
import { TICK } from "./contract-reply.ts";

export const TICK_TYPES = {
  bidSize: 0,
  bid: 1,
  ask: 2,
  askSize: 3,
  last: 4,
  lastSize: 5,
  bidComputation: 10,
  askComputation: 11,
  lastComputation: 12,
  modelComputation: 13,
} as const;

/** What an option's price stands for; null was not computed. */
export interface OptionComputation {
  readonly volatility: number | null;
  readonly delta: number | null;
  readonly gamma: number | null;
  readonly vega: number | null;
  readonly theta: number | null;
  readonly price: number | null;
  readonly underlying: number | null;
}

/** A side of the market; no price is −1 with size 0. */
export const tickPriceReply = (
  reqId: number,
  type: number,
  [price, size]: readonly [number | null, number],
): Field[] => [
  REPLY.tickPrice,
  6,
  reqId,
  type,
  price === null ? -1 : decimalText(price),
  price === null ? 0 : size,
  1,
];

export const tickSizeReply = (reqId: number, type: number, size: number): Field[] => [
  REPLY.tickSize,
  6,
  reqId,
  type,
  size,
];

const NO_PRICE = -1;
const NO_GREEK = -2;

export const optionComputationReply = (reqId: number, type: number, it: OptionComputation): Field[] => [
  REPLY.optionComputation,
  reqId,
  type,
  1,
  it.volatility ?? NO_PRICE,
  it.delta ?? NO_GREEK,
  it.price ?? NO_PRICE,
  0,
  it.gamma ?? NO_GREEK,
  it.vega ?? NO_GREEK,
  it.theta ?? NO_GREEK,
  it.underlying ?? NO_PRICE,
];

/** Real-time data and nothing else is served. */
export const marketDataTypeReply = (reqId: number): Field[] => [REPLY.marketDataType, 1, reqId, 1];

export const tickReqParamsReply = (reqId: number): Field[] => [REPLY.tickReqParams, reqId, TICK, "a60001", 3];

export const snapshotEndReply = (reqId: number): Field[] => [REPLY.snapshotEnd, 1, reqId];
