import { repairId, restingStopId, usdE4 } from "@smart0dte/domain";
import { aMarket, aQuote } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { CLOSING, DeskOf, OPENING } from "../../core/testing/desk-of.ts";
import { BrokerTrial } from "../testing/broker-trial.ts";
import { aHolding, ACCOUNT, anExecution, anOrderRow, commission } from "../testing/spoken-tws.ts";

const STOP = restingStopId(OPENING, 1);
const stopRow = (status: string) =>
  anOrderRow({
    orderNumber: 2,
    permId: 9_002,
    orderRef: STOP,
    status,
    contract: anExecution(660, 1).contract,
    limit: usdE4(76_900),
  });
const bought = anExecution(660, -2, {
  execId: "s.660.01",
  orderNumber: 2,
  orderRef: STOP,
  price: usdE4(27_000),
});

/** A desk whose stops rest at the broker, two packages held, its stop said. */
function protectedTrial(): BrokerTrial {
  const desk = new DeskOf().on(aMarket({ 10_660: aQuote(0.93, 0.95), 10_655: aQuote(0.29, 0.31) }));
  desk.set({ restingStopReach: 2 });
  const trial = new BrokerTrial({}, desk).ready().place();
  trial.holdings.positions.push(aHolding(660, -2), aHolding(655, 2));
  trial.tws.tell(
    { hear: "openOrder", row: anOrderRow() },
    { hear: "execution", requestId: null, row: anExecution(660, 2) },
    { hear: "execution", requestId: null, row: anExecution(655, 2) },
    commission(["e.660.01", 1.3]),
    commission(["e.655.01", 1.3]),
  );
  trial.pass(100);
  return trial.carryOut();
}

/** The same with the stop confirmed as waiting for its trigger. */
function restingTrial(): BrokerTrial {
  const trial = protectedTrial();
  trial.holdings.open.push(stopRow("PreSubmitted"));
  trial.tws.tell({ hear: "openOrder", row: stopRow("PreSubmitted") });
  return trial;
}

const placedRefs = (trial: BrokerTrial): readonly string[] =>
  trial.connections.flatMap((tws) => tws.sayings("placeOrder").map(({ order }) => order.orderRef));

describe("a stop that rests at the broker", () => {
  it("goes out as a stop-limit of the short leg alone, and is acknowledged while it waits for its price", () => {
    const trial = restingTrial();

    expect(trial.tws.sayings("placeOrder").at(-1)).toMatchObject({
      orderNumber: 2,
      contract: { kind: "option", conId: 66_000 },
      order: {
        action: "BUY",
        quantity: 2,
        trigger: 26_900,
        limit: 76_900,
        account: ACCOUNT,
        orderRef: STOP,
      },
    });
    expect(trial.desk.order(STOP).state).toBe("acknowledged");
  });

  it("is gone, confirmed, before the close of its package goes out", () => {
    const trial = restingTrial();
    trial.carryOut(trial.desk.exit(CLOSING));
    expect(trial.tws.sayings("cancelOrder")).toEqual([{ say: "cancelOrder", orderNumber: 2 }]);
    trial.tws.tell({ hear: "openOrder", row: stopRow("PendingCancel") });
    expect(placedRefs(trial.carryOut())).toEqual([OPENING, STOP]);

    trial.tws.tell({ hear: "openOrder", row: stopRow("Cancelled") });
    expect(placedRefs(trial.carryOut())).toEqual([OPENING, STOP, CLOSING]);
  });

  it("that filled while nobody was connected is booked, and what it left behind is sold", () => {
    const trial = restingTrial();
    trial.tws.tell({ hear: "closed", why: "reset" });
    trial.holdings.open.length = 0;
    trial.holdings.executions.push(anExecution(660, 2), anExecution(655, 2), bought);
    trial.holdings.commissions.push(["e.660.01", 1.3], ["e.655.01", 1.3], ["s.660.01", 1.3]);
    trial.holdings.positions.splice(0, 2, aHolding(655, 2));
    trial.pass(2_000);
    trial.tws.greet();
    trial.pass(3_000).carryOut();

    expect(trial.desk.order(STOP).state).toBe("filled");
    expect(trial.desk.position()).toMatchObject({ quantity: 0, closedAt: null });
    expect(placedRefs(trial).at(-1)).toBe(repairId(STOP, 1));
    expect(trial.broker.view().isReconciled).toBe(true);
  });

  it("that the broker does not have any more after a connection was lost is placed again", () => {
    const trial = restingTrial();
    trial.tws.tell({ hear: "closed", why: "reset" });
    trial.holdings.open.length = 0;
    trial.holdings.completed.push({ ...stopRow("Cancelled"), orderNumber: 0 });
    trial.holdings.executions.push(anExecution(660, 2), anExecution(655, 2));
    trial.pass(2_000);
    trial.tws.greet();
    trial.pass(3_000);
    trial.carryOut(trial.desk.at(70).tick());

    expect(trial.desk.order(STOP).state).toBe("cancelled");
    expect(placedRefs(trial).at(-1)).toBe(restingStopId(OPENING, 2));
  });
});
