import {
  PARAMETER_NAMES,
  PARAMETER_SPECS,
  type BreakerTripped,
  type DayPnl,
  type HaltCause,
  type Order,
  type OrderState,
  type ParameterName,
  type Parameters,
  type Position,
} from "@smart0dte/domain";
import type { DayFrame, ParameterRow, ParametersFrame, RiskFrame } from "../contract/index.ts";
import { haltSentence } from "../sentences/halt-sentence.ts";
import { usd, usdOrNull } from "./money-text.ts";
import type { z } from "zod";

/** Working: it may still trade. An order whose fate is unknown may, too. */
const OVER: ReadonlySet<OrderState> = new Set(["filled", "cancelled", "rejected", "expired"]);

export function dayFrame(
  day: DayPnl,
  positions: readonly Position[],
  orders: readonly Order[],
): z.infer<typeof DayFrame> {
  const working = orders.filter(mayFill);
  return {
    at: day.at,
    mid: usdOrNull(day.mid),
    executable: usdOrNull(day.executable),
    realised: usd(day.realised),
    fees: usd(day.fees),
    unmarkable: [...day.unmarkable],
    how: day.how,
    openPositions: positions.filter(({ closedAt }) => closedAt === null).length,
    workingOrders: working.length,
    workingOpenings: working.filter(({ purpose }) => purpose === "open").length,
  };
}

/** More may come of it. */
export const mayFill = ({ state }: Pick<Order, "state">): boolean => !OVER.has(state);

export const riskFrame = (
  halts: readonly HaltCause[],
  breakers: readonly BreakerTripped[],
): z.infer<typeof RiskFrame> => ({
  halts: halts.map((cause) => ({ kind: cause.kind, at: cause.at, sentence: haltSentence(cause) })),
  breakers: breakers.map(({ level, scope, pnl, limit, at }) => ({
    level,
    scope,
    pnl: usd(pnl),
    limit: usd(limit),
    at,
  })),
});

export interface Authorship {
  readonly by: string;
  readonly at: number;
}

export const parametersFrame = (
  parameters: Parameters,
  authorOf: (name: ParameterName) => Authorship | null,
): ParametersFrame => ({
  parameters: PARAMETER_NAMES.map((name) => parameterRow(name, parameters[name], authorOf(name))),
});

function parameterRow(name: ParameterName, now: number | string, author: Authorship | null): ParameterRow {
  const spec = PARAMETER_SPECS[name];
  const bounds =
    spec.kind === "number"
      ? { floor: spec.floor, ceiling: spec.ceiling, whole: spec.whole, choices: [] }
      : { floor: null, ceiling: null, whole: false, choices: [...spec.choices] };
  return {
    name,
    label: spec.label,
    unit: spec.unit,
    kind: spec.kind,
    now,
    default: spec.default,
    ...bounds,
    effect: spec.effect,
    changedBy: author?.by ?? null,
    changedAt: author?.at ?? null,
  };
}
