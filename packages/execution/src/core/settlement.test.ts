import { usdE4 } from "@smart0dte/domain";
import { aLeg, aPlan, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

const opened = (quantity = 2, filled = quantity): DeskOf => {
  const desk = new DeskOf();
  desk.approve({ quantity });
  desk.fill(OPENING, filled);
  return desk;
};

/** Short put 660, long put 655, two packages. */
const outcomes = (desk: DeskOf, price: number) =>
  desk
    .settle(price)
    .flatMap((event) => (event.type === "exercised" ? [[event.outcome, event.shares, event.value]] : []));

describe("at the close", () => {
  it("what is out of the money expires", () => {
    const desk = opened();

    expect(outcomes(desk, 665)).toEqual([
      ["expired", 0, 0],
      ["expired", 0, 0],
    ]);
    expect(desk.position()).toMatchObject({
      quantity: 0,
      cash: 1_200_000,
      openCost: 0,
      closedAt: minute(390),
    });
  });

  it("a short put in the money is assigned: shares bought at the strike, worth the closing price", () => {
    const desk = opened();

    expect(outcomes(desk, 657.5)).toEqual([
      ["assigned", 200, -5_000_000],
      ["expired", 0, 0],
    ]);
    expect(desk.position().cash).toBe(1_200_000 - 5_000_000);
  });

  it("a long put in the money is exercised: shares sold; together the width", () => {
    const desk = opened();

    expect(outcomes(desk, 650)).toEqual([
      ["assigned", 200, -20_000_000],
      ["exercised", -200, 10_000_000],
    ]);
    expect(desk.position().cash).toBe(1_200_000 - 10_000_000);
  });

  it.each([
    [661, "expired", "expired", 0],
    [671, "assigned", "expired", -1_000_000],
    [680, "assigned", "exercised", -5_000_000],
  ])("calls deliver the other way round: %s", (price, short, long, money) => {
    const legs = [aLeg(670, "C", -1, { instrument: 10_660 }), aLeg(675, "C", 1, { instrument: 10_655 })];
    const desk = new DeskOf();
    desk.approve({ plan: aPlan({ legs }) });
    desk.fill(OPENING, 1);

    const exercised = desk.settle(price).filter(({ type }) => type === "exercised");

    expect(exercised).toMatchObject([{ outcome: short }, { outcome: long }]);
    expect(desk.position().cash).toBe(600_000 + money);
  });

  it.each([
    [659.9901, "expired", 0],
    [659.99, "assigned", -20_000],
  ])("a cent in the money is enough, less is not: %s", (price, outcome, value) => {
    expect(outcomes(opened(), price)[0]).toMatchObject([outcome, outcome === "expired" ? 0 : 200, value]);
  });

  it("residual wings are settled too", () => {
    const desk = opened();
    desk.exit(CLOSING, { dropped: [10_655] });
    desk.at(100).fill(CLOSING, 2, { 10_660: 0.05 });

    expect(outcomes(desk, 654)).toEqual([["exercised", -200, 2_000_000]]);
    expect(desk.position()).toMatchObject({
      cash: 1_200_000 - 100_000 + 2_000_000,
      residual: [],
      closedAt: minute(100),
    });
  });

  it("packages and residual contracts of one leg are one exercise", () => {
    const desk = opened(3);
    desk.exit(CLOSING, { dropped: [10_655] });
    desk.fill(CLOSING, 1, { 10_660: 0.05 });

    expect(desk.settle(650).filter(({ type }) => type === "exercised")).toMatchObject([
      { instrument: 10_660, quantity: -2 },
      { instrument: 10_655, quantity: 3 },
    ]);
  });

  it("working orders expire and no position waits for them", () => {
    const desk = opened(3, 2);
    desk.exit(CLOSING);

    desk.settle(null);

    expect(desk.order(OPENING).state).toBe("expired");
    expect(desk.order(CLOSING).state).toBe("expired");
    expect(desk.position().closing).toBeNull();
  });

  it("without a price nothing is made up: the position stays and a person is told", () => {
    const desk = opened();

    expect(desk.settle(null)).toMatchObject([
      { type: "unsettled", positionId: desk.position().id, why: "No price of SPY at the close is known" },
    ]);
    expect(desk.position()).toMatchObject({ quantity: 2, cash: 1_200_000, closedAt: null });
  });

  it("a price that is known later settles what was left", () => {
    const desk = opened();
    desk.settle(null);

    expect(outcomes(desk, 665)).toHaveLength(2);
    expect(desk.position().quantity).toBe(0);
  });

  it("is settled once, at the first price known", () => {
    const desk = opened();
    desk.settle(665);

    expect(desk.settle(650)).toEqual([]);
    expect(desk.state.settling?.SPY).toBe(6_650_000);
  });

  it("a fill that is told after the settlement is settled at once at the same price", () => {
    const desk = opened(3, 2);
    desk.settle(657.5);
    const before = desk.position().cash;

    expect(desk.at(391).fill(OPENING, 1)).toMatchObject([
      { type: "fill" },
      { type: "orderChanged", order: { state: "filled" } },
      { type: "positionChanged", position: { quantity: 1 } },
      { type: "exercised", quantity: -1, value: -2_500_000 },
      { type: "exercised", quantity: 1, value: 0 },
      { type: "positionChanged", position: { quantity: 0, openCost: 0 } },
    ]);
    expect(desk.position().cash).toBe(usdE4(before + 600_000 - 2_500_000));
  });
});
