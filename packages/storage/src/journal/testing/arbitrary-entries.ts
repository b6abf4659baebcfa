import {
  contracts,
  epochMicros,
  executionId,
  HOWS,
  MarketBatchWriter,
  orderId,
  positionId,
  usdE4,
  type BrokerEvent,
  type CommandAct,
  type IsoDate,
  type OutsideInput,
  type PlanId,
} from "@smart0dte/domain";
import { aCommand, aPlan, aSessionStart, aSignal, minute } from "@smart0dte/domain/testing";
import fc from "fast-check";
import type { JournalEntry } from "../journal-entry.ts";

const money = fc.integer({ min: -2_000_000, max: 9_000_000 }).map(usdE4);
const at = fc.double({ min: -60, max: 400, noNaN: true }).map(minute);
const stamp = fc.record({ instrument: fc.nat(0xffff_fffe), at, how: fc.constantFrom(...HOWS) });
const side = fc.record({ price: money, size: fc.nat(100_000) });

const market: fc.Arbitrary<OutsideInput> = fc
  .array(fc.tuple(stamp, side, side, fc.nat(3)), { maxLength: 5 })
  .map((rows) => {
    const writer = new MarketBatchWriter(2);
    for (const [where, bid, ask, kind] of rows) {
      if (kind === 0) writer.quote(where, bid, ask);
      else if (kind === 1) writer.trade(where, bid.price, bid.size);
      else if (kind === 2) writer.openInterest(where, ask.size);
      else writer.gap(where);
    }
    return { kind: "market", batch: writer.take() };
  });

const text = fc.string({ unit: "binary", maxLength: 12 });
const ORDER = orderId(7, 0);
const act: fc.Arbitrary<CommandAct> = fc.oneof(
  fc.record({ kind: fc.constant("halt" as const), flatten: fc.boolean(), reason: text }),
  fc.record({ kind: fc.constant("resume" as const), reason: text }),
  fc.record({
    kind: fc.constant("acceptPlan" as const),
    planId: text.map((id) => id as PlanId),
    quantity: fc.option(fc.integer().map(contracts)),
  }),
  fc.record({
    kind: fc.constant("acceptHolding" as const),
    contract: text,
    desk: fc.integer(),
    broker: fc.integer(),
  }),
  fc.record({
    kind: fc.constant("closePosition" as const),
    positionId: fc.constant(positionId(ORDER)),
    limit: fc.option(money),
    quantity: fc.option(fc.nat(9).map(contracts)),
  }),
  fc.record({
    kind: fc.constant("replaceOrder" as const),
    orderId: fc.constant(ORDER),
    limit: money,
  }),
  fc.record({
    kind: fc.constant("setParameters" as const),
    changes: fc.constant([{ name: "tradeSize" as const, value: 2 }]),
    reason: text,
  }),
);

const broker: fc.Arbitrary<BrokerEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("acknowledged" as const, "working" as const),
    orderId: fc.constant(ORDER),
    at,
  }),
  fc.record({
    kind: fc.constantFrom("cancelled" as const, "rejected" as const),
    orderId: fc.constant(ORDER),
    at,
    why: text,
  }),
  fc.record({
    kind: fc.constant("fill" as const),
    orderId: fc.constant(ORDER),
    executionId: fc.constant(executionId(ORDER, 1)),
    at,
    quantity: fc.nat(9),
    legs: fc.array(fc.record({ instrument: fc.nat(), quantity: fc.integer().map(contracts), price: money }), {
      maxLength: 4,
    }),
    price: money,
    fees: fc.nat(90_000).map(usdE4),
  }),
);

/** Every kind of input. */
export const anyInput: fc.Arbitrary<OutsideInput> = fc.oneof(
  fc.record({ findings: fc.array(text), accountEquity: money }).map((over) => aSessionStart(over)),
  fc.record({
    kind: fc.constant("instruments" as const),
    listings: fc.array(
      fc.record({
        number: fc.nat(),
        instrument: fc.oneof(
          fc.constant({ kind: "underlying" as const, ticker: "QQQ" as const }),
          fc.constant({ kind: "index" as const, symbol: "VIX" as const }),
          money.map((strike) => ({
            kind: "option" as const,
            root: "SPY" as const,
            expiry: "2026-03-13" as IsoDate,
            right: "P" as const,
            strike,
          })),
        ),
      }),
      { maxLength: 3 },
    ),
  }),
  market,
  fc.constant({ kind: "timer" as const }),
  act.map((done) => ({ kind: "command" as const, command: aCommand(done) })),
  broker.map((event) => ({ kind: "broker" as const, event })),
  fc.constant({ kind: "end" as const }),
);

const seq = fc.nat(Number.MAX_SAFE_INTEGER);
export const anyEntry: fc.Arbitrary<JournalEntry> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ seq, at, what: anyInput }).map((input) => ({ kind: "input" as const, input })),
  },
  fc.record({ kind: fc.constant("decision" as const), seq, decision: fc.constantFrom(aSignal(), aPlan()) }),
  fc.record({ kind: fc.constant("aside" as const), seq, body: fc.jsonValue({ maxDepth: 2 }).map(plain) }),
);

/** A journal of one entry of each kind of record. */
export function aShortStory(): readonly JournalEntry[] {
  const batch = new MarketBatchWriter();
  batch.trade({ instrument: 1, at: epochMicros(minute(1)), how: "traded" }, usdE4(6_600_000), 100);
  return [
    { kind: "input", input: { seq: 1, at: minute(0), what: { kind: "timer" } } },
    { kind: "input", input: { seq: 2, at: minute(1), what: { kind: "market", batch: batch.take() } } },
    {
      kind: "decision",
      seq: 2,
      decision: {
        type: "commandDone",
        at: minute(1),
        commandId: aCommand({ kind: "resume", reason: "é" }, { id: "c" }).id,
      },
    },
    { kind: "aside", seq: 2, body: { asked: ["speed", 60] } },
    { kind: "input", input: { seq: 3, at: minute(2), what: { kind: "end" } } },
  ];
}

/** JSON has no minus zero. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
