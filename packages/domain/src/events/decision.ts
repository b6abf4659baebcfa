import type { OrderCommand } from "./broker-event.ts";
import type { Signal, SignalOutcome } from "./intelligence-event.ts";
import type { ExecutionEvent } from "./order-event.ts";
import type { NoTrade, TradePlan } from "./plan-event.ts";
import type { RiskEvent } from "./risk-event.ts";

/** Everything that the desk decides or learns, in order. All of it is journalled. */
export type Decision =
  Signal | SignalOutcome | TradePlan | NoTrade | RiskEvent | OrderCommand | ExecutionEvent;

export type DecisionType = Decision["type"];

/** The kinds whose canonical lines make the digest. */
const IN_DIGEST: ReadonlySet<DecisionType> = new Set([
  "signal",
  "plan",
  "noTrade",
  "approved",
  "refused",
  "orderCommand",
  "fill",
  "exit",
  "cancelOpening",
  "replaceWorking",
  "breaker",
  "halted",
  "resumed",
  "exercised",
  "armed",
  "disarmed",
]);

export const isInDigest = ({ type }: Decision): boolean => IN_DIGEST.has(type);
