import { usdE4, type ExecutionId, type OrderId } from "@smart0dte/domain";
import { anOrder, aPosition } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import {
  aBrokerTruth,
  aDeskLedger,
  aFill,
  anEvidence,
  aTrade,
  SOLD_CONTRACT,
} from "../testing/evidence-builder.ts";
import type { Evidence, PlacedOrder } from "./evidence.ts";
import { judge } from "./judge.ts";

const checksOf = (evidence: Evidence): readonly string[] => [
  ...new Set(judge(evidence).map(({ check }) => check)),
];
const [ORDER] = [...aDeskLedger().orders.values()];
const ID = ORDER?.id ?? ("" as OrderId);
const placedWith = (over: Partial<PlacedOrder>): Evidence => {
  const [placed] = aDeskLedger().placed;
  if (placed === undefined) throw new Error("nothing is placed");
  return anEvidence({ desk: aDeskLedger({ placed: [{ ...placed, ...over }] }) });
};

describe("the campaign's judgement", () => {
  it("finds nothing where desk and broker agree", () => {
    expect(judge(anEvidence())).toEqual([]);
  });

  it("finds a fill that is booked under a second execution id", () => {
    const twice = [aFill(), aFill({ executionId: "o-1-0.2" as ExecutionId })];
    expect(checksOf(anEvidence({ desk: aDeskLedger({ fills: twice }) }))).toEqual(["fills"]);
  });

  it("finds the same execution booked twice", () => {
    const sentences = judge(anEvidence({ desk: aDeskLedger({ fills: [aFill(), aFill()] }) })).map(
      ({ sentence }) => sentence,
    );
    expect(sentences).toContain("execution o-1-0.1 is booked more than once");
  });

  it("finds a fill that the desk never heard of: contracts, cash and the position's result", () => {
    const desk = aDeskLedger({ fills: [], positions: new Map() });
    expect(checksOf(anEvidence({ desk }))).toEqual(["positions", "fills", "money"]);
  });

  it("finds contracts that were bought and sold back unheard, which no position shows", () => {
    const { trades } = aBrokerTruth();
    const unheard = [aTrade({ quantity: 2, execId: "3.01" }), aTrade({ quantity: -2, execId: "4.01" })];
    expect(checksOf(anEvidence({ broker: aBrokerTruth({ trades: [...trades, ...unheard] }) }))).toContain(
      "fills",
    );
  });

  it("finds a fill at another price, and a fee that is a ten-thousandth off", () => {
    const [first, second] = aBrokerTruth().trades;
    if (first === undefined || second === undefined) throw new Error("nothing was traded");
    const dearer = [first, { ...second, price: usdE4(3_200) }];
    expect(checksOf(anEvidence({ broker: aBrokerTruth({ trades: dearer }) }))).toEqual(["fills", "money"]);
    const costlier = [first, { ...second, fees: usdE4(7_101) }];
    expect(checksOf(anEvidence({ broker: aBrokerTruth({ trades: costlier }) }))).toEqual(["money"]);
  });

  it("finds cash that is not the broker's", () => {
    expect(checksOf(anEvidence({ broker: aBrokerTruth({ cash: usdE4(585_799) }) }))).toEqual(["money"]);
  });

  it("finds a day's result that is not what the account made", () => {
    const flat = aPosition({ quantity: 0, cash: usdE4(600_000), fees: usdE4(14_200) });
    const desk = aDeskLedger({ positions: new Map([[flat.id, flat]]) });
    const { day } = anEvidence();
    if (day === null) throw new Error("no day");
    const right = { ...day, mid: usdE4(585_800), realised: usdE4(585_800) };
    const broker = aBrokerTruth({ positions: new Map() });

    expect(judge(anEvidence({ desk, broker, day: right }))).toEqual([]);
    expect(checksOf(anEvidence({ desk, broker, day: { ...right, mid: usdE4(585_801) } }))).toEqual(["money"]);
  });

  it("finds an order that the broker has twice, one under two numbers, and one of nobody's", () => {
    const [order] = aBrokerTruth().orders;
    if (order === undefined) throw new Error("no order");
    expect(checksOf(anEvidence({ broker: aBrokerTruth({ orders: [order, order] }) }))).toEqual(["orders"]);
    const stranger = { orderId: "o-9-9" as OrderId, orderRef: "o-9-9@abc", isLive: true };
    expect(checksOf(anEvidence({ broker: aBrokerTruth({ orders: [order, stranger] }) }))).toEqual(["orders"]);
    const sent = { orderId: ID, life: 1, unanswered: [] };
    const wire = [
      { ...sent, number: 1 },
      { ...sent, number: 2 },
    ];
    expect(checksOf(anEvidence({ wire }))).toEqual(["orders"]);
  });

  it("takes a changed limit, the same order under the same number, for what it is", () => {
    const sent = { orderId: ID, life: 1, unanswered: [], number: 1 };
    expect(judge(anEvidence({ wire: [sent, { ...sent, life: 2, unanswered: ["executionEnd"] }] }))).toEqual(
      [],
    );
  });

  it("finds an order that was sent before its intent was committed", () => {
    expect(checksOf(anEvidence({ sentAtKill: [{ orderRef: `${ID}@abc`, isCommitted: false }] }))).toEqual([
      "commits",
    ]);
  });

  it.each<Partial<PlacedOrder>>([
    { isHalted: true },
    { link: "notReady" },
    { link: "notReconciled" },
    { isDisarmed: true },
  ])("finds an opening that was decided although %j", (over) => {
    expect(checksOf(placedWith(over))).toEqual(["openings"]);
    expect(judge(placedWith({ ...over, purpose: "close" }))).toEqual([]);
  });

  it("finds an opening that was sent before the books were compared on its connection, or by a later life", () => {
    const sent = { orderId: ID, number: 1, life: 1, unanswered: [] };
    expect(checksOf(anEvidence({ wire: [{ ...sent, unanswered: ["executionEnd"] }] }))).toEqual(["openings"]);
    const lives = [
      { life: 1, seq: 0 },
      { life: 2, seq: 1 },
    ];
    expect(checksOf(anEvidence({ wire: [{ ...sent, life: 2 }], lives }))).toEqual(["openings"]);
  });

  it("finds a position that was to be closed and has no order for it at the broker", () => {
    const [position] = [...aDeskLedger().positions.values()];
    if (position === undefined) throw new Error("no position");
    const close = anOrder({ id: "o-20-0" as OrderId, purpose: "close", positionId: position.id });
    const exit = {
      type: "exit" as const,
      at: position.openedAt,
      positionId: position.id,
      orderId: close.id,
      reason: "stop" as const,
      limit: usdE4(1),
      quantity: 1,
      dropped: [],
      numbers: {},
    };
    const orders = new Map([...aDeskLedger().orders, [close.id, close]]);
    const desk = aDeskLedger({ exits: [exit], orders });
    const unclosed = [position.id];
    expect(checksOf(anEvidence({ desk, unclosed }))).toEqual(["exits"]);

    const live = { orderId: close.id, orderRef: `${close.id}@abc`, isLive: true };
    const broker = aBrokerTruth({ orders: [...aBrokerTruth().orders, live] });
    expect(judge(anEvidence({ desk, unclosed, broker }))).toEqual([]);
  });

  it("finds a book that is not flat although it was asked to be", () => {
    expect(checksOf(anEvidence({ isFlatDue: true }))).toEqual(["exits"]);
  });

  it("tells what was unknown too long, a desk that did not come to rest, and one that died by itself", () => {
    expect(
      checksOf(anEvidence({ tooLongUnknown: ["leg"], unrest: "not reconciled", deaths: ["InvariantError"] })),
    ).toEqual(["unknown", "rest", "deaths"]);
  });

  it("finds a leg that the desk holds and the broker does not", () => {
    const positions = new Map([[SOLD_CONTRACT, -1]]);
    expect(checksOf(anEvidence({ broker: aBrokerTruth({ positions }) }))).toEqual(["positions"]);
  });
});
