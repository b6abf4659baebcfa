import { defaultParameters, orderId, type CommandAct, type Role } from "@smart0dte/domain";
import { aCommand, anOrder, aPlan, aPosition, aSession, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

const market = closingAt(0.63);
const READY = { state: "ready", why: "connected" } as const;

/** A desk at a live account whose broker is ready, with automation on. */
function liveDesk(held: ConstructorParameters<typeof DeskOf>[1] = {}): DeskOf {
  const parameters = defaultParameters({ automation: "AUTO", expectancyGate: "off" });
  const desk = new DeskOf({ broker: "tws", accountKind: "live", parameters }, held);
  desk.feed({ kind: "brokerLink", link: READY });
  return desk;
}

const ask = (desk: DeskOf, act: CommandAct, by: { role?: Role; user?: string } = {}) =>
  desk.feed({
    kind: "command",
    command: aCommand(act, { role: "admin", user: "ada", ...by }),
    quoteOf: market,
  });
const arm = (desk: DeskOf, by: { role?: Role } = {}) => ask(desk, { kind: "arm", account: "U1234567" }, by);
const take = (desk: DeskOf) => desk.feed({ kind: "plan", plan: aPlan(), quoteOf: market });
const accept = (desk: DeskOf) =>
  ask(desk, { kind: "acceptPlan", planId: aPlan().id, quantity: null }, { role: "trader" });
const automate = (desk: DeskOf) =>
  ask(desk, {
    kind: "setParameters",
    reason: "",
    changes: [{ name: "automation", value: "AUTO" }],
  });

describe("a live account", () => {
  it("opens nothing before it is armed, and says so", () => {
    expect(take(liveDesk())).toMatchObject([
      { type: "refused", code: "NOT_ARMED", numbers: { why: "start" } },
    ]);
  });

  it("is armed by an admin until the options close, and automation is OFF from then on", () => {
    const desk = liveDesk();

    expect(arm(desk)).toMatchObject([
      { type: "armed", by: "ada", account: "U1234567", until: aSession().optionClose },
      { type: "parametersChanged", changes: [{ name: "automation", from: "AUTO", to: "OFF" }] },
      { type: "commandDone" },
    ]);
    expect(take(desk)).toMatchObject([{ type: "refused", code: "AUTOMATION_OFF" }]);

    expect(accept(desk)).toMatchObject([{ type: "approved" }, { type: "commandDone" }]);
  });

  it.each<Role>(["viewer", "trader"])("is not armed by a %s", (role) => {
    const desk = liveDesk();

    expect(arm(desk, { role })).toMatchObject([{ type: "refused", code: "ROLE" }]);
    expect(desk.book.arming.kind).toBe("disarmed");
  });

  it.each(["notReady", "notReconciled"] as const)("is not armed while its broker is %s", (state) => {
    const desk = liveDesk();
    desk.feed({ kind: "brokerLink", link: { state, why: "told by a test" } });

    expect(arm(desk)).toMatchObject([{ type: "refused", code: "BROKER_NOT_READY" }]);
  });

  it("is not armed once the options have closed", () => {
    expect(arm(liveDesk().at(405))).toMatchObject([{ type: "refused", code: "NOT_OPEN" }]);
  });

  it("is disarmed by a trader in one act, and its working openings are taken back, not its exits", () => {
    const opening = anOrder({ id: orderId(1, 0) });
    const exit = anOrder({ id: orderId(2, 0), purpose: "close" });
    const desk = liveDesk({ orders: [opening, exit] });
    arm(desk);

    expect(ask(desk, { kind: "disarm", why: "person" }, { role: "trader", user: "bob" })).toMatchObject([
      { type: "disarmed", by: "bob", why: "person" },
      { type: "cancelOpening", orderId: opening.id, why: "disarmed" },
      { type: "commandDone" },
    ]);
    take(desk);
    expect(accept(desk)).toMatchObject([{ type: "refused", code: "NOT_ARMED", numbers: { why: "person" } }]);
  });

  it("is disarmed by silence before anything else of that input is judged, and exits go on", () => {
    const desk = liveDesk({ positions: [aPosition()] });
    arm(desk);
    automate(desk.at(61));

    expect(
      desk
        .at(76)
        .feed({ kind: "plan", plan: aPlan({ at: minute(76), validUntil: minute(90) }), quoteOf: market }),
    ).toMatchObject([
      { type: "disarmed", by: null, why: "idle", at: minute(76) },
      { type: "refused", code: "NOT_ARMED" },
    ]);
    const close = { kind: "closePosition", positionId: aPosition().id, limit: null } as const;
    expect(ask(desk, close, { role: "trader" })).toMatchObject([
      { type: "exit", reason: "person" },
      { type: "commandDone" },
    ]);
  });

  it("stays armed while a person acts, and an act that comes too late does not revive it", () => {
    const desk = liveDesk();
    arm(desk);

    expect(ask(desk.at(74), { kind: "stayArmed" })).toMatchObject([{ type: "commandDone" }]);
    expect(desk.at(88).timer(market)).toEqual([]);
    expect(ask(desk.at(89), { kind: "stayArmed" })).toMatchObject([
      { type: "disarmed", why: "idle" },
      { type: "refused", code: "NOT_ARMED" },
    ]);
  });

  it("takes what the desk does by itself for no person's act", () => {
    const desk = liveDesk();
    arm(desk);
    ask(desk.at(70), { kind: "halt", flatten: false, reason: "x" }, { user: "desk" });

    expect(desk.at(75).timer(market)).toMatchObject([{ type: "disarmed", why: "idle" }]);
  });
});

it("a paper account has nothing to arm and is never refused for it", () => {
  const desk = new DeskOf();

  expect(arm(desk)).toMatchObject([{ type: "refused", code: "NOT_LIVE" }]);
  expect(take(desk)).toMatchObject([{ type: "approved" }]);
});
