import { orderId } from "@smart0dte/domain";
import { aLeg, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

const SECOND = orderId(3, 0);
/** Closes for a debit of 0.30. */
const CHEAP = { 10_660: 0.4, 10_655: 0.1 };
const WINGLESS = { 10_660: 0.05 };

const opened = (quantity: number): DeskOf => {
  const desk = new DeskOf();
  desk.approve({ quantity: 5 });
  desk.fill(OPENING, quantity);
  return desk;
};

describe("the book of a position", () => {
  it("adds up cash, cost and fees of partial openings", () => {
    const desk = opened(2);
    desk.fill(OPENING, 3, { 10_660: 0.92, 10_655: 0.3 });

    // 2 x 0.60 + 3 x 0.62, a hundred shares each
    expect(desk.position()).toMatchObject({
      quantity: 5,
      opened: 5,
      cash: 3_060_000,
      openCost: -3_060_000,
      fees: 71_000,
      openedAt: minute(60),
      closedAt: null,
    });
  });

  it("takes a partial close's share out of the cost and keeps the rest", () => {
    const desk = opened(3);
    desk.exit(CLOSING);
    desk.fill(CLOSING, 1, CHEAP);

    expect(desk.position()).toMatchObject({
      quantity: 2,
      opened: 3,
      cash: 1_800_000 - 300_000,
      openCost: -1_200_000,
      closing: CLOSING,
      closedAt: null,
    });
  });

  it("is flat and closed when everything is closed", () => {
    const desk = opened(2);
    desk.exit(CLOSING);
    desk.at(90).fill(CLOSING, 2, CHEAP);

    expect(desk.position()).toMatchObject({
      quantity: 0,
      cash: 1_200_000 - 600_000,
      openCost: 0,
      closing: null,
      closedAt: minute(90),
      residual: [],
    });
  });

  it("keeps the wings that a close dropped, as contracts", () => {
    const desk = opened(3);
    desk.exit(CLOSING, { dropped: [10_655] });
    desk.fill(CLOSING, 2, WINGLESS);
    desk.fill(CLOSING, 1, WINGLESS);

    expect(desk.position()).toMatchObject({
      quantity: 0,
      cash: 1_800_000 - 150_000,
      residual: [{ leg: aLeg(655, "P", 1), quantity: 3 }],
    });
  });

  it("keeps a wing that found no bid only when the close filled", () => {
    const desk = opened(1);
    desk.exit(CLOSING);
    desk.fill(CLOSING, 1, WINGLESS);

    expect(desk.position()).toMatchObject({
      quantity: 0,
      residual: [{ leg: aLeg(655, "P", 1), quantity: 1 }],
    });
  });

  it("takes what an opening order fills while a close works; the rest waits for the next close", () => {
    const desk = opened(2);
    desk.exit(CLOSING);
    desk.fill(OPENING, 1);
    expect(desk.position()).toMatchObject({ quantity: 3, closing: CLOSING });

    desk.fill(CLOSING, 2, CHEAP);
    expect(desk.position()).toMatchObject({ quantity: 1, closing: null, closedAt: null, openCost: -600_000 });

    desk.exit(SECOND);
    desk.fill(SECOND, 1, CHEAP);
    expect(desk.position()).toMatchObject({ quantity: 0, opened: 3, openCost: 0 });
  });

  it("opens again on a late fill after it was closed", () => {
    const desk = opened(2);
    desk.exit(CLOSING);
    desk.fill(CLOSING, 2, CHEAP);

    desk.fill(OPENING, 1);

    expect(desk.position()).toMatchObject({ quantity: 1, opened: 3, openCost: -600_000, closedAt: null });
  });

  it("books a close that filled after its cancel, and what it closed too much as the package reversed", () => {
    const desk = opened(1);
    desk.exit(CLOSING);
    desk.cancel(CLOSING, "replaced");
    desk.tell(CLOSING, { kind: "cancelled", why: "asked" });
    desk.exit(SECOND);
    desk.at(90).fill(SECOND, 1, CHEAP);

    desk.at(91).fill(CLOSING, 1, CHEAP);

    expect(desk.position()).toMatchObject({
      quantity: 0,
      closedAt: minute(90),
      cash: 600_000 - 600_000,
      openCost: 0,
      residual: [
        { leg: aLeg(660, "P", -1), quantity: 1 },
        { leg: aLeg(655, "P", 1), quantity: -1 },
      ],
    });
  });

  it("goes on waiting for the close that works when an earlier one fills late", () => {
    const desk = opened(3);
    desk.exit(CLOSING);
    desk.tell(CLOSING, { kind: "cancelled", why: "asked" });
    desk.exit(SECOND);

    desk.fill(CLOSING, 1, CHEAP);

    expect(desk.position()).toMatchObject({ quantity: 2, closing: SECOND });
  });

  it("is modelled once a fill of it is", () => {
    const desk = new DeskOf({ provenance: { src: "recorded", options: "modelled" } });
    desk.approve();
    desk.fill(OPENING, 1);

    expect(desk.position().plan.how).toBe("quoted");
    expect(desk.position().how).toBe("modelled");
  });

  it("sets a late opening off against what was closed too much", () => {
    const desk = opened(1);
    desk.exit(CLOSING);
    desk.tell(CLOSING, { kind: "cancelled", why: "asked" });
    desk.exit(SECOND);
    desk.fill(SECOND, 1, CHEAP);
    desk.fill(CLOSING, 1, CHEAP);

    desk.fill(OPENING, 2);

    expect(desk.position()).toMatchObject({ quantity: 1, opened: 3, openCost: -600_000, residual: [] });
  });
});
