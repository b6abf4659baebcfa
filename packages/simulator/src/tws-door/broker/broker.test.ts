import { usdE4 } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { BrokerUnderTest, aBagRequest, aRequest } from "../testing/broker-builder.ts";

let its: BrokerUnderTest;
beforeEach(() => {
  its = BrokerUnderTest.open();
  its.quote(1, [5, 5.1], [10, 10]);
  its.quote(2, [2, 2.1], [10, 3]);
});
const order = (orderId: number) => its.broker.orders.get(1, orderId);
const looks = (count: number): void => {
  for (let i = 0; i < count; i += 1) its.look();
};
const dollars = (amount: number) => usdE4(Math.round(amount * 10_000));

describe("displayed size", () => {
  test("is consumed until the quote changes; the same quote told again brings nothing back", () => {
    its.place(1, aRequest(its.idOf(2), { limit: dollars(3), quantity: 10 }));
    looks(3);
    expect(order(1)?.filled).toBe(3);
    its.quote(2, [2, 2.1], [10, 3]);
    looks(2);
    expect(order(1)?.filled).toBe(3);
    its.quote(2, [2, 2.1], [10, 4]);
    looks(2);
    expect(order(1)?.filled).toBe(7);
  });

  test("is shared by the orders that want it, the oldest first", () => {
    its.place(1, aRequest(its.idOf(2), { limit: dollars(3), quantity: 2 }));
    its.place(2, aRequest(its.idOf(2), { limit: dollars(3), quantity: 2 }));
    looks(2);
    expect([order(1)?.filled, order(2)?.filled]).toEqual([2, 1]);
  });

  test("of every leg bounds a package", () => {
    its.place(
      1,
      aBagRequest([its.idOf(2), its.idOf(1)], { action: "SELL", limit: dollars(-3.2), quantity: 9 }),
    );
    its.quote(1, [5, 5.1], [10, 2]);
    looks(2);
    expect(order(1)?.filled).toBe(2);
  });
});

describe("a package", () => {
  test("fills only when its executable price reaches its limit, at the legs' own sides", () => {
    // bought at 5.10 less 2.00
    its.place(1, aBagRequest([its.idOf(1), its.idOf(2)], { limit: dollars(3.09) }));
    looks(3);
    expect(order(1)?.filled).toBe(0);
    its.quote(1, [4.9, 5.09], [10, 10]);
    looks(1);
    expect(order(1)?.status).toBe("Filled");
    expect(its.broker.ledger.executions.map(({ price }) => price)).toEqual([30_900, 50_900, 20_000]);
  });

  test("of which one leg has traded alone ends when it is cancelled, whatever else is armed: it never trades more than was ordered", () => {
    its.broker.mischief.arm("halfPackage", 1);
    its.broker.mischief.arm("fillAfterCancel", 1);
    its.place(1, aBagRequest([its.idOf(1), its.idOf(2)], { limit: dollars(3.2), quantity: 2 }));
    looks(2);
    its.broker.cancel({ clientId: 1, orderId: 1, now: aSession().open });
    looks(2);

    expect(order(1)?.status).toBe("Cancelled");
    expect(its.broker.ledger.executions.map(({ shares }) => shares)).toEqual([2]);
  });

  test("trades with nobody while a leg has nobody on its side", () => {
    its.place(1, aBagRequest([its.idOf(1), its.idOf(2)], { limit: dollars(4.9) }));
    its.quote(2, [0, 2.1], [0, 3]);
    looks(3);
    expect(order(1)?.filled).toBe(0);
  });

  test("trades not on a crossed market", () => {
    its.place(1, aBagRequest([its.idOf(1), its.idOf(2)], { limit: dollars(4.9) }));
    its.quote(2, [2.3, 2.1], [5, 3]);
    looks(3);
    expect(order(1)?.filled).toBe(0);
  });
});

describe("a stop", () => {
  const stop = { orderType: "STP", action: "SELL", limit: null, stop: dollars(4.8) } as const;

  test("waits until the market stands beyond it in two looks on end, then trades at the market", () => {
    its.place(1, aRequest(its.idOf(1), stop));
    looks(2);
    expect([order(1)?.status, order(1)?.whyHeld]).toEqual(["PreSubmitted", "trigger"]);
    its.quote(1, [4.7, 4.8], [10, 10]);
    looks(1);
    its.quote(1, [4.9, 5], [10, 10]);
    looks(1);
    its.quote(1, [4.6, 4.7], [10, 10]);
    looks(1);
    expect(order(1)?.filled).toBe(0);
    looks(1);
    expect([order(1)?.status, order(1)?.lastFillPrice]).toEqual(["Filled", 46_000]);
  });

  test("with a limit does not trade below the limit", () => {
    its.place(1, aRequest(its.idOf(1), { ...stop, orderType: "STP LMT", limit: dollars(4.7) }));
    its.quote(1, [4.6, 4.7], [10, 10]);
    looks(3);
    expect([order(1)?.status, order(1)?.filled]).toEqual(["Submitted", 0]);
    its.quote(1, [4.7, 4.8], [10, 10]);
    looks(1);
    expect(order(1)?.status).toBe("Filled");
  });
});

test("what IOC cannot have at once is cancelled", () => {
  its.place(1, aRequest(its.idOf(2), { tif: "IOC", limit: dollars(3), quantity: 5 }));
  looks(1);
  expect([order(1)?.status, order(1)?.filled]).toEqual(["Cancelled", 3]);
});

test("market orders take what is displayed and wait for more", () => {
  its.place(1, aRequest(its.idOf(2), { orderType: "MKT", limit: null, quantity: 5 }));
  looks(2);
  expect([order(1)?.status, order(1)?.filled]).toEqual(["Submitted", 3]);
});

test("figures after a short vertical: its width is held, its expiry risk is named", () => {
  its.quote(3, [0.9, 1], [10, 10]);
  its.place(1, aBagRequest([its.idOf(3), its.idOf(1)], { limit: dollars(-4) }));
  looks(1);
  const figures = new Map(its.broker.view.figures().map(({ key, value }) => [key, value]));

  expect(order(1)?.status).toBe("Filled");
  expect(figures.get("InitMarginReq")).toBe("1000");
  // the short 600 call is in the money at 605.005: a hundred shares short, half their worth
  expect(figures.get("PostExpirationMargin")).toBe("30250.25");
  expect([...figures.keys()]).toEqual([...figures.keys()].toSorted());
});
