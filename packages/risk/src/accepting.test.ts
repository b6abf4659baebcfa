import { positionId, orderId, usdE4, type CommandAct, type RiskEvent } from "@smart0dte/domain";
import { aCommand, aLeg, aMarket, aPosition } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { DeskOf } from "./testing/desk-of.ts";

const accept = (desk: DeskOf, contract: string, counts: readonly [desk: number, broker: number]) => {
  const [ours, theirs] = counts;
  const act: CommandAct = { kind: "acceptHolding", contract, desk: ours, broker: theirs };
  return desk.feed({ kind: "command", command: aCommand(act), quoteOf: aMarket({}) });
};
const refusal = (out: readonly RiskEvent[]) => out.map((event) => event.type === "refused" && event.code);

describe("a holding that a person accepts", () => {
  it("is the account's own from then on, by what the broker has beyond the desk's count, and told", () => {
    const desk = new DeskOf();

    expect(accept(desk, "STK SPY", [0, -100])).toMatchObject([
      { type: "holdingAccepted", contract: "STK SPY", quantity: -100 },
      { type: "commandDone" },
    ]);
    expect(desk.book.accepted).toMatchObject([{ contract: "STK SPY", quantity: -100 }]);
  });

  it("changes with the account: what was accepted and is gone again is accepted as gone", () => {
    const desk = new DeskOf();
    accept(desk, "STK SPY", [0, -100]);
    accept(desk, "STK SPY", [-100, 0]);
    expect(desk.book.accepted).toMatchObject([{ quantity: 0 }]);

    accept(desk, "STK SPY", [0, -100]);
    expect(desk.book.accepted).toMatchObject([{ quantity: -100 }]);
  });

  it("is accepted once by two people who see the same counts", () => {
    const desk = new DeskOf();
    accept(desk, "STK SPY", [0, -100]);

    expect(refusal(accept(desk, "STK SPY", [0, -100]))).toEqual(["DUPLICATE"]);
    expect(desk.book.accepted).toMatchObject([{ quantity: -100 }]);
  });

  it("is never one that the desk holds itself, in packages or beside them: its exits would trade what is not there", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });
    expect(refusal(accept(desk, "SPY260313P00660000", [-1, 0]))).toEqual(["BAD_PARAMETER"]);

    const alone = new DeskOf();
    const residual = [{ leg: aLeg(660, "P", -1), quantity: -1 }];
    alone.hold(aPosition({ id: positionId(orderId(7, 0)), quantity: 0, openCost: usdE4(0), residual }));
    expect(refusal(accept(alone, "SPY260313P00660000", [-1, 0]))).toEqual(["BAD_PARAMETER"]);
  });

  it("is no difference where there is none", () => {
    expect(refusal(accept(new DeskOf(), "STK SPY", [5, 5]))).toEqual(["BAD_PARAMETER"]);
    expect(refusal(accept(new DeskOf(), "STK SPY", [0, Number.NaN]))).toEqual(["BAD_PARAMETER"]);
  });
});
