import { usdE4, type Exit } from "@smart0dte/domain";
import { aMarket, aPlan, aQuote, anOrder, minute } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qualityOf } from "./fill-quality.ts";
import { CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

/** The middle of {@link aPlan}: 0.92 - 0.30, a credit of 0.62; to close it costs 0.62. */
const THEN = aMarket({ 10_660: aQuote(0.91, 0.93), 10_655: aQuote(0.29, 0.31) });
/** A middle of 1.00 - 0.35 = 0.65. */
const LATER = aMarket({ 10_660: aQuote(0.98, 1.02), 10_655: aQuote(0.34, 0.36) });

const qualityIn = (out: ReturnType<DeskOf["fill"]>) =>
  out.flatMap((event) => (event.type === "fill" ? [event.quality] : []))[0];

const held = (): DeskOf => {
  const desk = new DeskOf().on(THEN);
  desk.approve();
  desk.fill(OPENING, 1);
  return desk;
};
const closed = (over: Partial<Exit>) => {
  const desk = held().at(90);
  desk.exit(CLOSING, over);
  return qualityIn(desk.at(91).fill(CLOSING, 1, { 10_660: 0.93, 10_655: 0.29 }));
};

describe("the quality of an execution", () => {
  it("is its distance to the middle then, to the middle now and to the plan, and the time since the intent", () => {
    const desk = new DeskOf().on(THEN);
    desk.approve();

    // a credit of 0.60: two cents behind the first middle, five behind the second, at the plan's entry
    expect(qualityIn(desk.at(61).on(LATER).fill(OPENING, 1))).toEqual({
      toPlacedMid: 200,
      toFillMid: 500,
      toPlan: 0,
      sinceIntent: 60_000_000,
    });
  });

  it("is negative where the execution was better", () => {
    const desk = new DeskOf().on(THEN);
    desk.approve();

    expect(qualityIn(desk.fill(OPENING, 1, { 10_660: 0.95, 10_655: 0.3 }))).toMatchObject({
      toPlacedMid: -300,
      toFillMid: -300,
      toPlan: -500,
      sinceIntent: 0,
    });
  });

  it.each([
    ["target", 6_400 - 3_516],
    ["stop", 6_400 - 14_800],
    ["time", null],
    ["person", null],
  ] as const)("of a close for %s is held against what the plan says of it", (reason, toPlan) => {
    expect(closed({ reason })).toEqual({ toPlacedMid: 200, toFillMid: 200, toPlan, sinceIntent: 60_000_000 });
  });

  it("of a close that left a leg behind is held against the legs that traded, and against no earlier middle", () => {
    const desk = held().at(90);
    desk.exit(CLOSING);

    expect(qualityIn(desk.fill(CLOSING, 1, { 10_660: 0.93 }))).toMatchObject({
      toPlacedMid: null,
      toFillMid: 100,
    });
  });

  it("claims nothing where no middle was known", () => {
    const desk = new DeskOf();
    desk.approve();

    expect(qualityIn(desk.fill(OPENING, 1))).toMatchObject({ toPlacedMid: null, toFillMid: null });
    desk.on(aMarket({ 10_660: aQuote(0.91, 0.93), 10_655: aQuote(0.29, 0.31, { fault: "stale" }) }));
    desk.exit(CLOSING);
    expect(desk.order(CLOSING).placedMid).toBeNull();
  });

  it("gets worse by exactly what the price gets worse", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_000, max: 9_000 }),
        fc.integer({ min: 0, max: 500 }),
        (price, worse) => {
          const of = (paid: number) =>
            qualityOf(
              anOrder(),
              {
                at: minute(61),
                price: usdE4(paid),
                legs: [
                  { instrument: 10_660, quantity: -1, price: usdE4(0) },
                  { instrument: 10_655, quantity: 1, price: usdE4(paid) },
                ],
              },
              { plan: aPlan(), quoteOf: THEN },
            );
          const [better, after] = [of(price), of(price + worse)];

          for (const against of ["toPlacedMid", "toFillMid", "toPlan"] as const)
            expect((after[against] ?? Number.NaN) - (better[against] ?? Number.NaN)).toBe(worse);
        },
      ),
    );
  });
});
