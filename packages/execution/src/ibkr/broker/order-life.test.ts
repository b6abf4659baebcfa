import { epochMicros, orderId, usdE4, type OrderCommand } from "@smart0dte/domain";
import { aLeg, aPlan, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { DeskOf, OPENING } from "../../core/testing/desk-of.ts";
import { BrokerTrial } from "../testing/broker-trial.ts";
import { anExecution, anOrderRow, commission, ACCOUNT } from "../testing/spoken-tws.ts";

const aCommand = (
  n: number,
  over: Partial<Extract<OrderCommand, { action: "place" }>> = {},
): OrderCommand => ({
  type: "orderCommand",
  action: "place",
  at: minute(60),
  orderId: orderId(n, 0),
  purpose: "open",
  legs: aPlan().legs,
  quantity: 1,
  limit: usdE4(-6_000),
  validUntil: minute(120),
  ...over,
});

const fillWhole = (trial: BrokerTrial): void => {
  trial.tws.tell(
    { hear: "execution", requestId: null, row: anExecution(660, 2) },
    { hear: "execution", requestId: null, row: anExecution(655, 2) },
    commission(["e.660.01", 1.3]),
    commission(["e.655.01", 1.3]),
  );
};

describe("an order through the broker", () => {
  it("goes out as one package with its name, account and number", () => {
    const trial = new BrokerTrial().ready(41).place();

    expect(trial.tws.sayings("placeOrder")).toEqual([
      {
        say: "placeOrder",
        orderNumber: 41,
        contract: {
          kind: "package",
          symbol: "SPY",
          legs: [
            { conId: 66_000, ratio: 1, action: "SELL" },
            { conId: 65_500, ratio: 1, action: "BUY" },
          ],
        },
        order: { action: "BUY", quantity: 2, limit: -6_000, account: ACCOUNT, orderRef: OPENING },
      },
    ]);
    expect(trial.kinds()).toEqual(["sent"]);
  });

  it("is filled by executions with their commission, once", () => {
    const trial = new BrokerTrial().ready().place();
    trial.tws.tell({ hear: "openOrder", row: anOrderRow() });
    fillWhole(trial);
    fillWhole(trial);
    trial.pass(2_000);

    expect(trial.events.filter(({ kind }) => kind === "fill")).toMatchObject([
      { quantity: 2, price: -6_000, fees: 26_000 },
    ]);
    expect(trial.orderState).toBe("filled");
    expect(trial.desk.position()).toMatchObject({ quantity: 2, cash: 1_200_000, fees: 26_000 });
  });

  it("is told working once, however often the broker says so", () => {
    const trial = new BrokerTrial().ready().place();
    trial.tws.tell({ hear: "openOrder", row: anOrderRow() }, status("Submitted"), status("Submitted"));

    expect(trial.kinds()).toEqual(["sent", "working"]);
  });

  it("is not filled by a status alone, which is doubted when no execution follows", () => {
    const trial = new BrokerTrial().ready().place();
    trial.holdings.open.push(anOrderRow());
    trial.tws.tell(status("Filled"));
    trial.pass(1_000);
    expect(trial.kinds()).not.toContain("fill");

    const asked = trial.tws.sayings("executions").length;
    trial.pass(9_000);

    expect(trial.tws.sayings("executions").length).toBeGreaterThan(asked);
  });

  it("is cancelled when the broker says so, not when it is asked", () => {
    const trial = new BrokerTrial().ready().place();
    trial.tws.tell({ hear: "openOrder", row: anOrderRow() });
    for (const made of trial.desk.cancel(OPENING)) if (made.type === "orderCommand") trial.send(made);
    expect(trial.tws.sayings("cancelOrder")).toEqual([{ say: "cancelOrder", orderNumber: 1 }]);
    expect(trial.orderState).toBe("cancelRequested");

    trial.tws.tell(status("PendingCancel"));
    expect(trial.orderState).toBe("cancelRequested");
    trial.tws.tell(status("Cancelled"), { hear: "notice", code: 202, text: "Order Canceled", about: 1 });

    expect(trial.orderState).toBe("cancelled");
    expect(trial.kinds().filter((kind) => kind === "cancelled")).toHaveLength(1);
  });

  it("that fills after its cancel was asked is booked", () => {
    const trial = new BrokerTrial().ready().place();
    trial.tws.tell({ hear: "openOrder", row: anOrderRow() }, status("PendingCancel"));
    fillWhole(trial);

    expect(trial.orderState).toBe("filled");
  });

  it("ends at its time by the desk's own cancel, as expired", () => {
    const trial = new BrokerTrial().ready();
    trial.send(aCommand(5, { validUntil: epochMicros(minute(60) + 2_000_000) }));
    trial.tws.tell(status("Submitted"));
    trial.pass(2_000);
    expect(trial.tws.sayings("cancelOrder")).toHaveLength(1);

    trial.tws.tell(status("Cancelled"));

    expect(trial.kinds()).toEqual(["sent", "working", "expired"]);
  });

  it.each([
    [201, "rejected"],
    [110, "rejected"],
    [10_349, "working"],
    [399, "working"],
  ])("code %i leaves it %s", (code, state) => {
    const trial = new BrokerTrial().ready().place();
    trial.holdings.open.push(anOrderRow());
    trial.tws.tell(status("Submitted"), { hear: "notice", code, text: "so", about: 1 });

    expect(trial.orderState).toBe(state);
  });

  it("on an unknown code is unknown, asked about and alive again when the broker shows it", () => {
    const trial = new BrokerTrial().ready().place();
    trial.holdings.open.push(anOrderRow());
    trial.tws.tell({ hear: "notice", code: 77_777, text: "??", about: 1 });
    expect(trial.orderState).toBe("unknown");
    expect(trial.state).toBe("synchronising");

    trial.pass(1_000);

    expect(trial.state).toBe("ready");
    expect(trial.orderState).toBe("working");
  });

  it("in contracts that the broker does not define is refused by name", () => {
    const trial = new BrokerTrial().ready();
    trial.send(aCommand(5, { legs: [aLeg(500, "C", 1)], limit: usdE4(100) })).pass(200);

    expect(trial.events).toMatchObject([
      { kind: "rejected", why: expect.stringContaining("SPY260313C00500000") },
    ]);
    expect(trial.tws.sayings("placeOrder")).toEqual([]);
  });

  it("is refused when twenty of its like are alive", () => {
    const trial = new BrokerTrial().ready();
    for (let n = 1; n <= 21; n += 1) trial.send(aCommand(n));

    expect(trial.events.filter(({ kind }) => kind === "rejected")).toMatchObject([
      { orderId: orderId(21, 0), why: "tooManyActive" },
    ]);
    expect(trial.tws.sayings("placeOrder")).toHaveLength(20);
  });

  it("of one name is sent once: the second is a bug", () => {
    const trial = new BrokerTrial().ready();
    trial.send(aCommand(5));

    expect(() => trial.send(aCommand(5))).toThrow("Two orders of one name");
  });
});

describe("a burst of orders", () => {
  it("is paced under 50 a second, in order, none lost, and cancels overtake it", () => {
    const desk = new DeskOf();
    const trial = new BrokerTrial({}, desk).ready();
    trial.holdings.confirms = true;
    const legsOf = (n: number) =>
      aPlan().legs.map((leg) => ({ ...leg, instrument: leg.instrument + n * 100_000 }));
    trial.send(aCommand(1));
    trial.pass(1_100);
    const before = trial.tws.said.length;
    for (let n = 2; n <= 301; n += 1) trial.broker.send(aCommand(n, { legs: legsOf(n) }));
    trial.broker.send({ type: "orderCommand", action: "cancel", at: minute(60), orderId: orderId(1, 0) });

    trial.pass(1_000);
    const inFirstSecond = trial.tws.said.slice(before);
    expect(inFirstSecond.length).toBeLessThan(50);
    expect(inFirstSecond.findIndex(({ say }) => say === "cancelOrder")).toBeLessThan(10);

    trial.pass(9_000);
    const refs = trial.tws.sayings("placeOrder").map(({ order }) => order.orderRef);
    expect(refs).toEqual(Array.from({ length: 301 }, (_none, n) => orderId(n + 1, 0)));
  });
});

const status = (text: string, orderNumber = 1) =>
  ({
    hear: "orderStatus",
    orderNumber,
    permId: 9001,
    clientId: 7,
    status: text,
    filled: 0,
    whyHeld: "",
  }) as const;
