import { orderId, usdE4, type OrderCommand } from "@smart0dte/domain";
import { aPlan, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { OPENING } from "../../core/testing/desk-of.ts";
import { BrokerTrial } from "../testing/broker-trial.ts";
import { anOrderRow } from "../testing/spoken-tws.ts";

const change = (limit: number): OrderCommand => ({
  type: "orderCommand",
  action: "replace",
  at: minute(60),
  orderId: OPENING,
  purpose: "open",
  limit: usdE4(limit),
});
const row = (limit = -6_000, over: Parameters<typeof anOrderRow>[0] = {}) =>
  ({ hear: "openOrder", row: anOrderRow({ limit: usdE4(limit), ...over }) }) as const;
const code = (number: number) => ({ hear: "notice", code: number, text: "no", about: 1 }) as const;

/** An order that the broker has acknowledged, at a credit of 0.60. */
const working = (): BrokerTrial => {
  const trial = new BrokerTrial().ready().place();
  trial.holdings.open.push(row().row);
  trial.tws.tell(row());
  return trial;
};
const answers = (trial: BrokerTrial) =>
  trial.events.filter(({ kind }) => kind === "replaced" || kind === "replaceRefused");

describe("another limit for an order at the broker", () => {
  it("is the same order said again: its number, its name, its quantity", () => {
    const trial = working().send(change(-5_950));
    const [first, second] = trial.tws.sayings("placeOrder");

    expect(second).toEqual({ ...first, order: { ...first?.order, limit: -6_000 } });
    trial.tws.tell(row());
    trial.send(change(-5_500));
    expect(trial.tws.sayings("placeOrder").at(-1)).toMatchObject({
      orderNumber: 1,
      order: { limit: -5_500, quantity: 2, orderRef: OPENING },
    });
  });

  it("is told as in force when the broker shows it, and not by rows of the old one", () => {
    const trial = working().send(change(-5_500));
    trial.tws.tell(row());
    expect(answers(trial)).toEqual([]);
    trial.tws.tell(row(-5_500), row(-5_500));

    expect(answers(trial)).toMatchObject([{ kind: "replaced", orderId: OPENING, limit: -5_500 }]);
    expect(trial.kinds().filter((kind) => kind === "working")).toHaveLength(1);
  });

  it.each([104, 105, 329, 10_327])(
    "that the broker refuses by %s leaves the order as it was, without a doubt",
    (number) => {
      const trial = working().send(change(-5_500));
      trial.tws.tell(code(number));

      expect(answers(trial)).toMatchObject([{ kind: "replaceRefused", why: `${number}: no` }]);
      expect(trial.orderState).toBe("working");
      expect(trial.state).toBe("ready");
    },
  );

  it("is no order's fate when the code says that the order is dead", () => {
    const trial = working().send(change(-5_500));
    trial.tws.tell(code(201));

    expect(trial.orderState).toBe("rejected");
  });

  it("is never said before the broker has the order", () => {
    const trial = new BrokerTrial().ready();
    const { legs, entryLimit: limit } = aPlan();
    trial.send({
      type: "orderCommand",
      action: "place",
      at: minute(60),
      orderId: orderId(5, 0),
      purpose: "open",
      legs,
      quantity: 1,
      limit,
      validUntil: minute(120),
    });
    trial.send({ ...change(-5_500), orderId: orderId(5, 0) });

    expect(trial.tws.sayings("placeOrder")).toHaveLength(1);
    expect(answers(trial)).toMatchObject([
      { kind: "replaceRefused", why: "the broker has not acknowledged it" },
    ]);
  });

  it("is never said of an order that is to go", () => {
    const trial = working();
    trial.send({ type: "orderCommand", action: "cancel", at: minute(60), orderId: OPENING });
    trial.send(change(-5_500));

    expect(trial.tws.sayings("placeOrder")).toHaveLength(1);
    expect(answers(trial)).toMatchObject([{ kind: "replaceRefused", why: "its cancel was asked for" }]);
  });

  it("is one at a time", () => {
    const trial = working().send(change(-5_500)).send(change(-5_400));

    expect(answers(trial)).toMatchObject([{ why: "another change of it is under way" }]);
    expect(trial.tws.sayings("placeOrder")).toHaveLength(2);
  });

  it("without a connection is refused", () => {
    const trial = working();
    trial.tws.tell({ hear: "closed", why: "reset by peer" });
    trial.send(change(-5_500));

    expect(answers(trial)).toMatchObject([{ kind: "replaceRefused", why: "SESSION_NOT_READY" }]);
  });

  it.each([
    ["was lost with the connection", -6_000, "replaceRefused"],
    ["arrived before the connection was lost", -5_500, "replaced"],
  ] as const)("that %s is answered by what the broker shows afterwards", (_what, shown, kind) => {
    const trial = working().send(change(-5_500));
    trial.tws.tell({ hear: "closed", why: "reset by peer" });
    expect(answers(trial)).toEqual([]);
    trial.holdings.open.splice(0, 1, row(shown).row);
    trial.pass(1_000);
    trial.tws.greet(2);
    trial.pass(500);

    expect(answers(trial)).toMatchObject([{ kind }]);
    expect(trial.connections.flatMap((tws) => tws.sayings("placeOrder"))).toHaveLength(2);
  });

  it("that the broker does not show in time is asked about, and its order stays what it was", () => {
    const trial = working().send(change(-5_500)).pass(8_000);

    expect(answers(trial)).toMatchObject([{ kind: "replaceRefused", why: "the broker does not have it" }]);
    expect(trial.orderState).toBe("working");
  });

  it("is known again after a restart, by what the broker shows", () => {
    const first = working();
    first.desk.state = {
      ...first.desk.state,
      orders: first.desk.state.orders.map((order) => ({ ...order, asked: usdE4(-5_550) })),
    };
    const second = new BrokerTrial({}, first.desk);
    second.holdings.open.push(row(-5_600).row);
    second.ready(2);

    expect(answers(second)).toMatchObject([{ kind: "replaced", limit: -5_550 }]);
    expect(second.desk.order(OPENING)).toMatchObject({ limit: -5_550, asked: null });
  });

  it("of an order from before a restart waits until the broker has defined its legs", () => {
    const second = new BrokerTrial({}, working().desk);
    second.holdings.open.push(row().row);
    second.ready(2);
    expect(second.tws.sayings("contractDetails")).toEqual([]);
    second.send(change(-5_500));

    expect(second.tws.sayings("contractDetails")).toHaveLength(2);
    expect(second.tws.sayings("placeOrder")).toMatchObject([{ orderNumber: 1, order: { limit: -5_500 } }]);
  });

  it("of an order whose legs the broker does not define is refused", () => {
    const second = new BrokerTrial({}, working().desk);
    second.holdings.open.push(row().row);
    second.ready(2);
    second.tws.mute.add("contractDetails");
    second.send(change(-5_500)).pass(6_000);

    expect(second.tws.sayings("placeOrder")).toEqual([]);
    expect(answers(second)).toMatchObject([
      { kind: "replaceRefused", why: expect.stringContaining("contractUnknown") as string },
    ]);
  });
});
