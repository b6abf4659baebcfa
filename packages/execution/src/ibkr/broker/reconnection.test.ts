import { orderId, usdE4 } from "@smart0dte/domain";
import { aPlan, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { OPENING } from "../../core/testing/desk-of.ts";
import { aNumberStore, BrokerTrial } from "../testing/broker-trial.ts";
import { aHolding, anExecution, anOrderRow, commission, nameOf } from "../testing/spoken-tws.ts";

const lose = (trial: BrokerTrial): void => {
  trial.tws.tell({ hear: "closed", why: "reset by peer" });
};
/** Lets the backoff pass and connects again. */
const comeBack = (trial: BrokerTrial, nextValidId = 2): void => {
  trial.pass(1_000);
  trial.tws.greet(nextValidId);
  trial.pass(500);
};
const fillAtBroker = (trial: BrokerTrial, quantity = 2): void => {
  trial.holdings.executions.push(anExecution(660, quantity), anExecution(655, quantity));
  trial.holdings.commissions.push(["e.660.01", 1.3], ["e.655.01", 1.3]);
  trial.holdings.positions.push(aHolding(660, -quantity), aHolding(655, quantity));
};

describe("a reset window of the broker", () => {
  const night = { name: "nightly reset", zone: "America/New_York", days: [5], from: "10:00", to: "11:00" };

  it("is shown while it lasts, and a connection lost in it is waited for instead of tried again and again", () => {
    const trial = new BrokerTrial({ resetWindows: [night] }).ready();
    expect(trial.broker.view()).toMatchObject({ reset: "nightly reset", session: { state: "ready" } });
    lose(trial);

    expect(trial.broker.view().session).toMatchObject({ state: "nightlyReset", name: "nightly reset" });
    expect(trial.pass(59_000).connections).toHaveLength(1);
    expect(trial.pass(2_000).connections).toHaveLength(2);
  });

  it("is over with its last minute", () => {
    const trial = new BrokerTrial({ resetWindows: [{ ...night, to: "10:31" }] }).ready();

    expect(trial.broker.view().reset).toBe("nightly reset");
    expect(trial.pass(60_000).broker.view().reset).toBeNull();
  });
});

describe("a connection lost after an order was said", () => {
  it("leaves the order unknown, finds it at the broker and does not send it again", () => {
    const trial = new BrokerTrial().ready().place();
    lose(trial);
    expect(trial.orderState).toBe("unknown");

    trial.holdings.open.push(anOrderRow());
    comeBack(trial);

    expect(trial.state).toBe("ready");
    expect(trial.orderState).toBe("working");
    expect(trial.connections.flatMap((tws) => tws.sayings("placeOrder"))).toHaveLength(1);
  });

  it("books what filled in the dark, once", () => {
    const trial = new BrokerTrial().ready().place();
    lose(trial);
    trial.holdings.completed.push(anOrderRow({ orderNumber: 0, status: "Filled" }));
    fillAtBroker(trial);
    comeBack(trial);
    lose(trial);
    comeBack(trial);

    expect(trial.orderState).toBe("filled");
    expect(trial.events.filter(({ kind }) => kind === "fill")).toHaveLength(1);
    expect(trial.desk.position().quantity).toBe(2);
    expect(trial.differences()).toEqual([]);
  });

  it("rejects the order only when two whole snapshots do not show it", () => {
    const trial = new BrokerTrial().ready().place();
    lose(trial);
    trial.pass(1_000);
    trial.tws.greet(2);
    trial.pass(500);
    expect(trial.orderState).toBe("unknown");
    expect(trial.state).toBe("synchronising");

    trial.pass(3_000);

    expect(trial.orderState).toBe("rejected");
    expect(trial.state).toBe("ready");
    expect(trial.differences()).toEqual(["neverArrived"]);
  });

  it("cancels an order that was given up and turns out to live", () => {
    const trial = new BrokerTrial().ready().place();
    lose(trial);
    comeBack(trial);
    trial.pass(3_000);
    expect(trial.orderState).toBe("rejected");

    trial.holdings.open.push(anOrderRow());
    trial.broker.resynchronise("a test");
    trial.pass(1_000);

    expect(trial.tws.sayings("cancelOrder")).toEqual([{ say: "cancelOrder", orderNumber: 1 }]);
    expect(trial.differences()).toEqual(["aliveAfterEnd"]);
  });

  it("says a cancel again that the connection may have swallowed", () => {
    const trial = new BrokerTrial().ready().place();
    trial.holdings.open.push(anOrderRow());
    trial.tws.tell({ hear: "openOrder", row: anOrderRow() });
    for (const made of trial.desk.cancel(OPENING)) if (made.type === "orderCommand") trial.send(made);
    lose(trial);
    comeBack(trial);

    expect(trial.tws.sayings("cancelOrder")).toHaveLength(1);
  });

  it("says a cancel that was wished while there was none", () => {
    const trial = new BrokerTrial().ready().place();
    trial.holdings.open.push(anOrderRow());
    lose(trial);
    for (const made of trial.desk.cancel(OPENING)) if (made.type === "orderCommand") trial.send(made);
    comeBack(trial);

    expect(trial.tws.sayings("cancelOrder")).toEqual([{ say: "cancelOrder", orderNumber: 1 }]);
  });

  it("never uses a number again although the broker's next one went back", () => {
    const store = aNumberStore();
    const trial = new BrokerTrial({ orderNumbers: store }).ready(50).place();
    trial.holdings.open.push(anOrderRow({ orderNumber: 50 }));
    lose(trial);
    comeBack(trial, 3);
    trial.send({ ...openCommand(2) });
    trial.pass(500);

    expect(trial.tws.sayings("placeOrder").map(({ orderNumber }) => orderNumber)).toEqual([51]);
  });
});

describe("a restart", () => {
  it("knows orders again by name and books no execution that was booked", () => {
    const first = new BrokerTrial().ready().place(3);
    first.tws.tell({ hear: "openOrder", row: anOrderRow({ quantity: 3 }) });
    first.tws.tell(
      { hear: "execution", requestId: null, row: anExecution(660, 2) },
      { hear: "execution", requestId: null, row: anExecution(655, 1) },
      commission(["e.660.01", 1.3]),
      commission(["e.655.01", 0.65]),
    );
    expect(first.desk.order(OPENING).filled).toBe(1);

    const again = new BrokerTrial({ orderNumbers: aNumberStore(64) }, first.desk);
    fillAtBroker(again);
    again.holdings.executions.splice(1, 1, anExecution(655, 1), anExecution(655, 1, { execId: "e.656.01" }));
    again.holdings.commissions.push(["e.656.01", 0.65]);
    again.holdings.open.push(anOrderRow({ quantity: 3 }));
    again.ready();

    expect(again.events.filter(({ kind }) => kind === "fill")).toMatchObject([{ quantity: 1 }]);
    expect(again.desk.order(OPENING)).toMatchObject({ filled: 2, state: "partlyFilled" });
    expect(again.desk.position().fees).toBe(26_000);
    expect(again.state).toBe("ready");
    expect(again.differences()).toEqual([]);
  });

  it("says a cancel that the desk had asked for, which the broker may never have heard", () => {
    const first = new BrokerTrial().ready().place();
    first.tws.tell({ hear: "openOrder", row: anOrderRow() });
    first.desk.cancel(OPENING);

    const again = new BrokerTrial({ orderNumbers: aNumberStore(64) }, first.desk);
    again.holdings.open.push(anOrderRow());
    again.ready();

    expect(again.orderState).toBe("cancelRequested");
    expect(again.tws.sayings("cancelOrder")).toEqual([{ say: "cancelOrder", orderNumber: 1 }]);
  });
});

describe("the broker's link", () => {
  it("lost with 1100 stops openings, keeps the connection and asks everything when it is back", () => {
    const trial = new BrokerTrial().ready().place();
    trial.tws.tell({ hear: "openOrder", row: anOrderRow() });
    trial.tws.tell({ hear: "notice", code: 1100, text: "lost", about: null });
    trial.pass(1_000);
    expect(trial.state).toBe("synchronising");
    trial.send(openCommand(2));
    expect(trial.events.at(-1)).toMatchObject({ kind: "rejected", why: "SESSION_NOT_READY" });

    trial.holdings.completed.push(anOrderRow({ orderNumber: 0, status: "Filled" }));
    fillAtBroker(trial);
    trial.tws.tell({ hear: "notice", code: 1102, text: "back", about: null });
    trial.pass(1_000);

    expect(trial.connections).toHaveLength(1);
    expect(trial.orderState).toBe("filled");
    expect(trial.state).toBe("ready");
  });
});

describe("an exit during a comparison", () => {
  it("waits for it and goes out when it is clean; an opening is refused", () => {
    const trial = new BrokerTrial().ready();
    trial.tws.tell({ hear: "notice", code: 1100, text: "lost", about: null });
    trial.send({ ...openCommand(2), purpose: "close" });
    trial.send(openCommand(3));
    trial.pass(500);
    expect(trial.events).toMatchObject([{ kind: "rejected", orderId: orderId(3, 0) }]);

    trial.tws.tell({ hear: "notice", code: 1102, text: "back", about: null });
    trial.pass(1_000);

    expect(trial.events.at(-1)).toMatchObject({ kind: "sent", orderId: orderId(2, 0) });
  });

  it("is refused when the comparison finds what only a person can put right", () => {
    const trial = new BrokerTrial().ready();
    trial.holdings.positions.push(aHolding(660, -1));
    trial.broker.resynchronise("a test");
    trial.send({ ...openCommand(2), purpose: "close" });
    trial.pass(5_000);

    expect(trial.events).toMatchObject([{ kind: "rejected", why: "NOT_RECONCILED" }]);
  });
});

describe("a question without an answer", () => {
  it.each(["positions", "allOpenOrders", "completedOrders", "executions", "accountValues"] as const)(
    "%s is never taken for nothing: the session does not become ready and asks again",
    (question) => {
      const trial = new BrokerTrial();
      trial.broker.start();
      trial.tws.mute.add(question);
      trial.tws.greet();
      trial.pass(6_000);
      expect(trial.state).toBe("synchronising");
      expect(trial.notices.map(({ code }) => code)).toContain("unsynchronised");

      trial.tws.mute.delete(question);
      trial.pass(3_000);

      expect(trial.state).toBe("ready");
    },
  );
});

describe("a position that differs", () => {
  const filled = (): BrokerTrial => {
    const trial = new BrokerTrial().ready().place();
    fillAtBroker(trial);
    trial.broker.resynchronise("a test");
    return trial.pass(1_000);
  };

  it("by a trade by hand is noticed at once, named, and stops openings; a person's close may go", () => {
    const trial = filled();
    const byHand = anExecution(660, -2, { execId: "h.660.01", orderRef: "", clientId: 0, orderNumber: 0 });
    trial.holdings.executions.push(byHand);
    trial.holdings.positions.splice(0, 1, aHolding(660, 0));
    trial.tws.tell({ hear: "execution", requestId: null, row: byHand });
    trial.pass(4_000);

    expect(trial.broker.view()).toMatchObject({
      session: { state: "ready" },
      isReconciled: false,
      differences: [{ kind: "positionByHand", contract: nameOf(660), desk: -2, broker: 0, halts: true }],
    });
    trial.send(openCommand(2));
    expect(trial.events.at(-1)).toMatchObject({ kind: "rejected", why: "NOT_RECONCILED" });
    trial.broker.send({ ...openCommand(3), purpose: "close" }, "desk");
    expect(trial.events.at(-1)).toMatchObject({ kind: "rejected", why: "NOT_RECONCILED" });
    trial.broker.send({ ...openCommand(4), purpose: "close" }, "person");
    trial.pass(100);
    expect(trial.events.at(-1)).toMatchObject({ kind: "sent", orderId: orderId(4, 0) });
  });

  it("must show twice before it counts", () => {
    const trial = filled();
    trial.holdings.positions.pop();
    trial.broker.resynchronise("a test");
    trial.pass(1_000);
    expect(trial.state).toBe("synchronising");
    trial.holdings.positions.push(aHolding(655, 2));
    trial.pass(3_000);

    expect(trial.broker.view()).toMatchObject({ session: { state: "ready" }, isReconciled: true });
  });

  it("is agreed on when a person has said that it is the account's own", () => {
    const trial = filled();
    trial.holdings.positions.push({
      account: "DU1234567",
      contract: { kind: "other", conId: 756_733, name: "STK SPY" },
      quantity: 100,
    });
    trial.accepted.push({ contract: "STK SPY", quantity: 100 });
    trial.broker.resynchronise("a test");
    trial.pass(4_000);

    expect(trial.broker.view()).toMatchObject({ isReconciled: true, differences: [] });
  });
});

describe("two orders under one name", () => {
  it("are doubled: shown, and nothing opens", () => {
    const trial = new BrokerTrial().ready().place();
    trial.holdings.open.push(anOrderRow(), anOrderRow({ orderNumber: 2, permId: 9002 }));
    trial.broker.resynchronise("a test");
    trial.pass(4_000);

    expect(trial.differences()).toEqual(["doubled"]);
    expect(trial.broker.view().isReconciled).toBe(false);
  });
});

const openCommand = (n: number) =>
  ({
    type: "orderCommand",
    action: "place",
    at: minute(60),
    orderId: orderId(n, 0),
    purpose: "open",
    legs: aPlan().legs,
    quantity: 1,
    limit: usdE4(-6_000),
    validUntil: minute(120),
  }) as const;
