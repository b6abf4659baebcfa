import { usdE4 } from "@smart0dte/domain";
import { aMarket, aQuote } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { DeskOf, OPENING } from "./testing/desk-of.ts";

/** Middle 0.70, executable 0.62. */
const MARKET = aMarket({ 10_660: aQuote(0.96, 1.04), 10_655: aQuote(0.26, 0.34) });

const working = (): DeskOf => {
  const desk = new DeskOf().on(MARKET);
  desk.set({ walkSteps: 4, walkEverySeconds: 6 });
  desk.approve({ quantity: 2 });
  desk.tell(OPENING, { kind: "working" });
  return desk;
};

describe("a person's limit", () => {
  it("is asked of the broker; the old one stands until it says so", () => {
    const desk = working();

    expect(desk.replace(OPENING, usdE4(-6_500))).toMatchObject([
      { type: "orderChanged", order: { limit: -7_000, asked: -6_500 } },
      { type: "orderCommand", action: "replace", orderId: OPENING, purpose: "open", limit: -6_500 },
    ]);
    desk.tell(OPENING, { kind: "replaced", limit: usdE4(-6_500) });
    expect(desk.order(OPENING)).toMatchObject({ limit: -6_500, asked: null });
  });

  it("stands: an opening that walked does not walk on from it", () => {
    const desk = working();
    desk.replace(OPENING, usdE4(-6_900));
    desk.tell(OPENING, { kind: "replaced", limit: usdE4(-6_900) });

    expect(desk.state).toMatchObject({ walks: [], tickAt: null });
    expect(desk.at(61).tick()).toEqual([]);
  });

  it("keeps what is filled", () => {
    const desk = working();
    desk.fill(OPENING, 1, { 10_660: 1, 10_655: 0.3 });
    desk.replace(OPENING, usdE4(-6_500));
    desk.tell(OPENING, { kind: "replaced", limit: usdE4(-6_500) });

    expect(desk.order(OPENING)).toMatchObject({ limit: -6_500, filled: 1, state: "partlyFilled" });
  });

  it("that comes when the order is over asks nothing", () => {
    const desk = working();
    desk.tell(OPENING, { kind: "cancelled", why: "so" });

    expect(desk.replace(OPENING, usdE4(-6_500))).toEqual([]);
  });
});
