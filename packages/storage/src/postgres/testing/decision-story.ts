import {
  contracts,
  epochMicros,
  executionId,
  orderId,
  positionId,
  usdE4,
  type CommandId,
  type Decision,
  type Fill,
} from "@smart0dte/domain";
import { aPlan, aPosition, aSignal, anOrder, minute } from "@smart0dte/domain/testing";

export const OPENING = orderId(1, 0);

export const aFill = (over: Partial<Fill> = {}): Fill => ({
  type: "fill",
  at: minute(61),
  executionId: executionId(OPENING, 1),
  orderId: OPENING,
  positionId: positionId(OPENING),
  purpose: "open",
  quantity: 1,
  legs: [
    { instrument: 10_660, quantity: contracts(-1), price: usdE4(9_100) },
    { instrument: 10_655, quantity: contracts(1), price: usdE4(3_100) },
  ],
  price: usdE4(-6_000),
  fees: usdE4(14_200),
  quality: { toPlacedMid: usdE4(200), toFillMid: null, toPlan: usdE4(0), sinceIntent: 60_000_000 },
  how: "quoted",
  ...over,
});

/** One decision of every kind, in an order in which a desk could take them. */
export function aStory(): readonly Decision[] {
  const plan = aPlan();
  const order = anOrder({ id: OPENING });
  const filled = {
    ...order,
    state: "filled" as const,
    filled: 1,
    history: [...order.history, { state: "filled" as const, at: minute(61), note: null }],
  };
  const position = aPosition();
  const commandId = "c-story-1" as CommandId;
  const closing = orderId(2, 0);
  return [
    aSignal(),
    plan,
    {
      type: "refused",
      at: minute(60),
      subject: { plan: plan.id },
      code: "AWAITING_ACCEPTANCE",
      numbers: { validUntil: plan.validUntil },
    },
    {
      type: "approved",
      at: minute(60),
      plan,
      orderId: OPENING,
      quantity: 1,
      boundedBy: "tradeSize",
      sizes: { tradeSize: 1 },
      by: commandId,
    },
    {
      type: "orderCommand",
      action: "place",
      at: minute(60),
      orderId: OPENING,
      purpose: "open",
      legs: plan.legs,
      quantity: 1,
      limit: plan.entryLimit,
      validUntil: plan.validUntil,
    },
    { type: "orderChanged", at: minute(60), order },
    {
      type: "orderCommand",
      action: "replace",
      at: minute(60.5),
      orderId: OPENING,
      purpose: "open",
      limit: plan.entryLimit,
    },
    { type: "orderChanged", at: minute(61), order: filled },
    // the position's row comes after the fill that refers to it
    aFill(),
    { type: "positionChanged", at: minute(61), position },
    { type: "commandDone", at: minute(60), commandId },
    { type: "signalOutcome", signalId: aSignal().id, at: minute(90), result: "won" },
    {
      type: "noTrade",
      signalId: aSignal().id,
      at: minute(62),
      ticker: "SPY",
      code: "noChain",
      numbers: { rows: 0 },
    },
    {
      type: "refused",
      at: minute(62),
      subject: { command: commandId },
      code: "DUPLICATE",
      numbers: { command: commandId },
    },
    {
      type: "breaker",
      at: minute(63),
      level: 2,
      scope: "SPY",
      pnl: usdE4(-6_120_000),
      limit: usdE4(6_000_000),
    },
    {
      type: "halted",
      at: minute(63),
      cause: {
        kind: "ticker",
        ticker: "SPY",
        pnl: usdE4(-6_120_000),
        limit: usdE4(6_000_000),
        at: minute(63),
      },
    },
    {
      type: "halted",
      at: minute(64),
      cause: { kind: "manual", by: "trader-1", reason: "news", at: minute(64) },
    },
    { type: "resumed", at: minute(65), by: "trader-1", reason: "over", cleared: ["manual"] },
    {
      type: "parametersChanged",
      at: minute(66),
      by: "trader-1",
      reason: "calm",
      changes: [{ name: "tradeSize", from: 5, to: 2 }],
    },
    {
      type: "exit",
      at: minute(67),
      positionId: position.id,
      orderId: closing,
      reason: "time",
      limit: usdE4(50_000),
      quantity: 1,
      dropped: [],
      numbers: {},
    },
    { type: "cancelOpening", at: minute(67), orderId: OPENING, why: "halt" },
    { type: "orderCommand", action: "cancel", at: minute(67), orderId: OPENING },
    {
      type: "exercised",
      at: epochMicros(minute(390)),
      positionId: position.id,
      instrument: 10_660,
      quantity: -1,
      outcome: "assigned",
      shares: 100,
      strike: usdE4(6_600_000),
      settledAt: usdE4(6_590_000),
      value: usdE4(-1_000_000),
    },
    { type: "unsettled", at: minute(390), positionId: position.id, why: "no 16:00 price" },
  ];
}
