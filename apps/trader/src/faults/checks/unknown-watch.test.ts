import { describe, expect, it } from "vitest";
import { aTrade, SOLD_CONTRACT } from "../testing/evidence-builder.ts";
import { UnknownWatch } from "./unknown-watch.ts";

const UNBOOKED = { trades: [aTrade()], unknownOrders: [] };
const booked = { orderId: aTrade().orderId ?? ("" as never), contract: SOLD_CONTRACT, quantity: -1 };

describe("the watch over what a desk does not know", () => {
  it("says a leg that was unknown for more than ten connected seconds, once", () => {
    const watch = new UnknownWatch();
    watch.pass(10_000, true, UNBOOKED);
    expect(watch.take()).toEqual([]);
    watch.pass(1, true, UNBOOKED);
    expect(watch.take()).toHaveLength(1);
    expect(watch.take()).toEqual([]);
  });

  it("counts no time without a connection", () => {
    const watch = new UnknownWatch();
    watch.pass(60_000, false, UNBOOKED);
    expect(watch.take()).toEqual([]);
    expect(watch.isClear).toBe(false);
  });

  it("begins again with a leg that was booked, and with an order that is known again", () => {
    const watch = new UnknownWatch();
    watch.pass(9_000, true, { ...UNBOOKED, unknownOrders: ["o-1-0"] });
    watch.booked([booked]);
    watch.pass(100, true, { trades: [aTrade()], unknownOrders: [] });
    expect(watch.isClear).toBe(true);
    watch.pass(9_000, true, { trades: [aTrade()], unknownOrders: ["o-1-0"] });
    expect(watch.take()).toEqual([]);
    watch.pass(2_000, true, { trades: [aTrade()], unknownOrders: ["o-1-0"] });
    expect(watch.take()).toEqual(["order o-1-0 was unknown for more than 10 connected seconds"]);
  });

  it("takes a leg that is booked twice for unknown: nobody knows what is held", () => {
    const watch = new UnknownWatch();
    watch.booked([booked, booked]);
    watch.pass(10_001, true, UNBOOKED);
    expect(watch.take()).toHaveLength(1);
  });

  it("has everything told again by a desk that was started again", () => {
    const watch = new UnknownWatch();
    watch.booked([booked]);
    watch.begin();
    watch.pass(1, true, UNBOOKED);
    expect(watch.isClear).toBe(false);
    watch.booked([booked]);
    watch.pass(1, true, UNBOOKED);
    expect(watch.isClear).toBe(true);
  });
});
