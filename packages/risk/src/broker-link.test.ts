import { defaultParameters, orderId, usdE4, type BrokerLink, type RiskEvent } from "@smart0dte/domain";
import { aCommand, aMarket, anOrder, aPlan, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

/** Opening the plan of the builders costs just its limit. */
const market = closingAt(0.63, { short: { bid: usdE4(9_100) }, long: { ask: usdE4(3_100) } });
const READY: BrokerLink = { state: "ready", why: "" };
const DOWN: BrokerLink = { state: "notReady", why: "backingOff: the connection was closed" };
const UNSURE: BrokerLink = { state: "notReconciled", why: "orphanLegs" };
const manual = { kind: "manual", by: "trader-1", reason: "lunch", at: minute(10) } as const;

const take = (desk: DeskOf): readonly RiskEvent[] =>
  desk.feed({ kind: "plan", plan: aPlan(), quoteOf: market });
const say = (desk: DeskOf, link: BrokerLink): readonly RiskEvent[] => desk.feed({ kind: "brokerLink", link });

describe("the way to the broker", () => {
  it("is open from the start where the broker is on paper", () => {
    expect(take(new DeskOf({ broker: "paper" }))).toMatchObject([{ type: "approved" }]);
  });

  it("is not open from the start where orders go to a TWS: a plan is refused with the state and why", () => {
    expect(take(new DeskOf({ broker: "tws" }))).toMatchObject([
      {
        type: "refused",
        code: "BROKER_NOT_READY",
        numbers: { state: "notReady", why: "not connected yet" },
      },
    ]);
  });

  it.each([DOWN, UNSURE])("opens nothing while it is $state, and says no word itself", (link) => {
    const desk = new DeskOf({ broker: "tws" });

    expect([...say(desk, READY), ...say(desk, link)]).toEqual([]);
    expect(take(desk)).toMatchObject([{ code: "BROKER_NOT_READY", numbers: { ...link } }]);
  });

  it("opens again as soon as it is ready", () => {
    const desk = new DeskOf({ broker: "tws" });
    say(desk, DOWN);
    say(desk, READY);

    expect(take(desk)).toMatchObject([{ type: "approved" }]);
  });

  it("refuses what a person accepts as well, and keeps the plan for later", () => {
    const parameters = defaultParameters({ automation: "ASK", expectancyGate: "off" });
    const desk = new DeskOf({ broker: "tws", parameters });
    take(desk);
    const accept = (): readonly RiskEvent[] =>
      desk.feed({
        kind: "command",
        command: aCommand({ kind: "acceptPlan", planId: aPlan().id, quantity: null }),
        quoteOf: market,
      });

    expect(accept()).toMatchObject([{ type: "refused", code: "BROKER_NOT_READY" }]);
    say(desk, READY);
    expect(accept()).toMatchObject([{ type: "approved" }, { type: "commandDone" }]);
  });

  it("is named after a halt: what only a person can lift comes first", () => {
    expect(take(new DeskOf({ broker: "tws", halts: [manual] }))).toMatchObject([{ code: "HALTED" }]);
  });

  it("holds back neither exits nor cancels nor a flattening, however it stands", () => {
    const opening = anOrder({ id: orderId(5, 0) });
    const desk = new DeskOf({ broker: "tws" }, { positions: [aPosition()], orders: [opening] });
    say(desk, DOWN);
    const halt = aCommand({ kind: "halt", flatten: true, reason: "news" });

    expect(desk.feed({ kind: "command", command: halt, quoteOf: aMarket({}) })).toMatchObject([
      { type: "halted" },
      { type: "cancelOpening", orderId: opening.id },
      { type: "exit", reason: "flatten" },
      { type: "commandDone" },
    ]);
  });

  it("holds no exit by time back", () => {
    const desk = new DeskOf({ broker: "tws" }, { positions: [aPosition()] });
    say(desk, UNSURE);

    expect(desk.at(389).timer(aMarket({}))).toMatchObject([{ type: "exit", reason: "time" }]);
  });
});
