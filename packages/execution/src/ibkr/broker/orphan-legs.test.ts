import { repairId } from "@smart0dte/domain";
import { aLeg, aMarket, aQuote } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { DeskOf, OPENING } from "../../core/testing/desk-of.ts";
import { BrokerTrial } from "../testing/broker-trial.ts";
import { aHolding, anExecution, anOrderRow, commission } from "../testing/spoken-tws.ts";

const QUOTES = aMarket({ 10_660: aQuote(0.93, 0.95), 10_655: aQuote(0.29, 0.31) });
const REPAIR = repairId(OPENING, 1);

/** A working order of which the short leg traded alone, a moment ago. */
function halfFilled(over: ConstructorParameters<typeof BrokerTrial>[0] = {}): BrokerTrial {
  const trial = new BrokerTrial(over, new DeskOf().on(QUOTES)).ready().place(1);
  const row = anOrderRow({ quantity: 1 });
  const execution = anExecution(660, 1);
  trial.holdings.open.push(row);
  trial.holdings.executions.push(execution);
  trial.holdings.commissions.push(["e.660.01", 1.3]);
  trial.holdings.positions.push(aHolding(660, -1));
  trial.tws.tell(
    { hear: "openOrder", row },
    { hear: "execution", requestId: null, row: execution },
    commission(["e.660.01", 1.3]),
  );
  return trial;
}

describe("half a package at the broker", () => {
  it("is told to the desk once two snapshots show no other half, and then the books agree", () => {
    const trial = halfFilled();
    trial.pass(7_000);
    expect(trial.kinds()).not.toContain("orphan");

    trial.pass(10_000);

    expect(trial.events.filter(({ kind }) => kind === "orphan")).toMatchObject([
      { orderId: OPENING, legs: [{ instrument: 10_660, quantity: -1, price: 9_100 }], fees: 13_000 },
    ]);
    expect(trial.desk.position()).toMatchObject({ residual: [{ quantity: -1 }], cash: 910_000 });
    expect(trial.differences()).toEqual([]);
    expect(trial.broker.view()).toMatchObject({ isReconciled: true, unjoined: [] });
    expect(trial.state).toBe("ready");
  });

  it("has waited long enough for the other half when it is compared: no comparison waits for it anew", () => {
    const trial = halfFilled();
    let waited = 0;
    while (!trial.kinds().includes("orphan") && waited < 20_000) {
      trial.pass(25);
      waited += 25;
    }
    // 8 s of patience with the other half, and two comparisons; each took a second more when it waited too
    expect(waited).toBeLessThan(11_000);
  });

  it("counts in the comparison although the desk has not booked it yet", () => {
    const late = new DeskOf();
    late.approve({ quantity: 1 });
    late.tell(OPENING, { kind: "working" });
    const trial = halfFilled({ desk: () => ({ ...late.state, accepted: [] }) });

    trial.pass(17_000);

    expect(trial.kinds()).toContain("orphan");
    expect(trial.differences()).toEqual([]);
  });

  it("is never told while the broker cannot be asked: the other half may have traded in the dark", () => {
    const trial = halfFilled();
    trial.pass(7_500);
    trial.tws.tell({ hear: "closed", why: "reset by peer" });
    trial.pass(1_000);
    expect(trial.kinds()).not.toContain("orphan");

    trial.holdings.open.splice(0);
    trial.holdings.completed.push(anOrderRow({ orderNumber: 0, status: "Filled", quantity: 1 }));
    trial.holdings.executions.push(anExecution(655, 1));
    trial.holdings.commissions.push(["e.655.01", 1.3]);
    trial.holdings.positions.push(aHolding(655, 1));
    trial.tws.greet(2);
    trial.pass(20_000);

    expect(trial.kinds()).not.toContain("orphan");
    expect(trial.desk.position()).toMatchObject({ quantity: 1, residual: [] });
  });

  it("is repaired by an order of one leg, sent as any other, once what is left of its own is gone", () => {
    const trial = halfFilled().pass(17_000);
    trial.holdings.open.splice(0);
    trial.broker.send({
      type: "orderCommand",
      action: "cancel",
      at: trial.desk.order(OPENING).validUntil,
      orderId: OPENING,
    });
    trial.pass(500);
    trial.tws.tell({ hear: "openOrder", row: anOrderRow({ quantity: 1, status: "Cancelled" }) });
    const { id, legs, limit, quantity, validUntil } = trial.desk.order(REPAIR);
    trial.send({
      type: "orderCommand",
      action: "place",
      at: validUntil,
      orderId: id,
      purpose: "close",
      legs,
      limit,
      quantity,
      validUntil,
    });
    trial.pass(500);

    expect(legs).toEqual([aLeg(660, "P", 1)]);
    expect(trial.tws.sayings("placeOrder").at(-1)).toMatchObject({
      contract: { kind: "option" },
      order: { action: "BUY", quantity: 1, limit: 19_100, orderRef: REPAIR },
    });
  });
});
