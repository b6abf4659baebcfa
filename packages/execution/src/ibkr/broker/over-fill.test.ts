import { describe, expect, it } from "vitest";
import { OPENING } from "../../core/testing/desk-of.ts";
import { BrokerTrial } from "../testing/broker-trial.ts";
import { aHolding, anExecution, anOrderRow, commission } from "../testing/spoken-tws.ts";

/** An order of one package, of which the broker trades two. */
function overFilled(): BrokerTrial {
  const trial = new BrokerTrial().ready().place(1);
  const rows = [anExecution(660, 2), anExecution(655, 2)];
  trial.holdings.completed.push(anOrderRow({ orderNumber: 0, status: "Filled", quantity: 1 }));
  trial.holdings.executions.push(...rows);
  trial.holdings.commissions.push(["e.660.01", 1.3], ["e.655.01", 1.3]);
  trial.holdings.positions.push(aHolding(660, -2), aHolding(655, 2));
  trial.tws.tell(
    { hear: "openOrder", row: anOrderRow({ quantity: 1 }) },
    ...rows.map((row) => ({ hear: "execution", requestId: null, row }) as const),
    ...trial.holdings.commissions.map(commission),
  );
  return trial;
}

describe("a broker that trades more than was ordered", () => {
  it("is heard: what was ordered is a fill, the rest follows once a snapshot has shown it, and both are held", () => {
    const trial = overFilled().pass(500);
    expect(trial.events.filter(({ kind }) => kind === "fill")).toMatchObject([{ quantity: 1, fees: 13_000 }]);
    expect(trial.notices).toContainEqual(expect.objectContaining({ severity: "alert", code: "overFilled" }));

    trial.pass(30_000);

    expect(trial.events.filter(({ kind }) => kind === "orphan")).toMatchObject([
      { orderId: OPENING, legs: [{ quantity: -1 }, { quantity: 1 }], fees: 13_000 },
    ]);
    expect(trial.desk.position()).toMatchObject({ quantity: 2, opened: 2, residual: [] });
    expect(trial.broker.view()).toMatchObject({ isReconciled: true, unjoined: [] });
    expect(trial.broker.view().differences).toMatchObject([
      {
        kind: "overFilled",
        orderId: OPENING,
        halts: false,
        note: "SPY260313P00660000 -2 of -1, SPY260313P00655000 2 of 1",
      },
    ]);
    expect(trial.state).toBe("ready");
  });

  it("is not heard twice by the next process, and shown there too", () => {
    const { desk, holdings } = overFilled().pass(30_000);
    const again = new BrokerTrial({}, desk);
    Object.assign(again.holdings, holdings);
    again.ready().pass(30_000);

    expect(again.events).toEqual([]);
    expect(again.differences()).toEqual(["overFilled"]);
    expect(again.broker.view().isReconciled).toBe(true);
  });

  it("opens nothing on the way: before the rest is in the book the books are not agreed", () => {
    const trial = overFilled().pass(3_000);

    expect(trial.kinds()).not.toContain("orphan");
    expect(trial.broker.view().isReconciled).toBe(false);
  });
});
