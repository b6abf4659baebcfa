import { planId, usdE4, type QuoteOf } from "@smart0dte/domain";
import { aMarket, aPlan, aQuote, minute } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTickDue } from "./execution-step.ts";
import { isOver } from "./order-transitions.ts";
import { DeskOf, OPENING } from "./testing/desk-of.ts";

/** The put vertical opens at a middle of so many cents of credit, and half as many again below at executable sides. */
const marketAt = (middle: number, spread: number): QuoteOf => {
  const half = spread / 4;
  const short = (middle + 30) / 100;
  return aMarket({
    10_660: aQuote(short - half / 100, short + half / 100),
    10_655: aQuote((30 - half) / 100, (30 + half) / 100),
  });
};
/** Middle 0.70, executable 0.62. */
const MARKET = marketAt(70, 16);

const walking = (steps = 4, market = MARKET): DeskOf => {
  const desk = new DeskOf().on(market);
  desk.set({ walkSteps: steps, walkEverySeconds: 6 });
  desk.approve();
  return desk;
};
const working = (...how: Parameters<typeof walking>): DeskOf => {
  const desk = walking(...how);
  desk.tell(OPENING, { kind: "working" });
  return desk;
};
/** The next step is due and is accepted. */
const step = (desk: DeskOf, n: number): number => {
  desk.at(60 + n / 10).tick();
  const { asked, limit } = desk.order(OPENING);
  if (asked !== null) desk.tell(OPENING, { kind: "replaced", limit: asked });
  return asked ?? limit;
};
const limitsOf = (desk: DeskOf, steps: number): readonly number[] =>
  Array.from({ length: steps }, (_, n) => step(desk, n + 1));

describe("an opening that walks", () => {
  it("is what nobody gets who did not choose it", () => {
    const desk = new DeskOf().on(MARKET);
    desk.approve();

    expect(desk.order(OPENING).limit).toBe(-6_000);
    expect(desk.state.tickAt).toBeNull();
  });

  it("is placed at the middle", () => {
    expect(new DeskOf().on(MARKET).set({ walkSteps: 4 })).toEqual([]);
    expect(walking().order(OPENING)).toMatchObject({ limit: -7_000, asked: null });
  });

  it("goes to the executable price in equal steps, one at a time, and stays there", () => {
    const desk = working();

    expect(limitsOf(desk, 6)).toEqual([-6_800, -6_600, -6_400, -6_200, -6_200, -6_200]);
    expect(desk.state).toMatchObject({ walks: [], tickAt: null });
  });

  it("never goes beyond the plan's worst price, however far the market is", () => {
    const desk = working(2);
    desk.on(marketAt(55, 20));

    expect(limitsOf(desk, 3)).toEqual([-6_500, -6_000, -6_000]);
  });

  it("ends at a worst price that is off the tick, not a tick beyond it", () => {
    const desk = new DeskOf().on(marketAt(55, 20));
    desk.set({ walkSteps: 1, walkEverySeconds: 6 });
    desk.approve({ plan: aPlan({ entryLimit: usdE4(-5_450) }) });
    desk.tell(OPENING, { kind: "working" });

    expect([desk.order(OPENING).limit, step(desk, 1)]).toEqual([-5_500, -5_450]);
  });

  it("does not follow a market that comes towards it: it never gets better, and keeps its steps", () => {
    const desk = working(4);
    expect(limitsOf(desk, 1)).toEqual([-6_800]);
    desk.on(marketAt(80, 16));
    expect(step(desk, 2)).toBe(-6_800);

    desk.on(MARKET);
    expect([step(desk, 3), step(desk, 4), step(desk, 5)]).toEqual([-6_600, -6_400, -6_200]);
  });

  it("starts at its worst price where the middle is no better, or is not known", () => {
    expect(walking(4, marketAt(58, 4)).order(OPENING).limit).toBe(-6_000);
    expect(walking(4, aMarket({})).order(OPENING).limit).toBe(-6_000);
    expect(walking(4, aMarket({})).state.walks).toEqual([]);
  });

  it("takes no step before its time, nor without a market, nor before the broker has it, nor while it waits for an answer", () => {
    const desk = walking();
    expect(isTickDue(desk.state, minute(60.05))).toBe(false);
    expect(isTickDue(desk.state, minute(60.1))).toBe(true);
    expect(desk.at(60.1).tick()).toEqual([]);
    desk.tell(OPENING, { kind: "working" });
    expect(desk.at(60.15).tick()).toEqual([]);
    expect(desk.on(aMarket({})).at(60.2).tick()).toEqual([]);

    expect(desk.on(MARKET).at(60.3).tick()).toMatchObject([
      { type: "orderChanged", order: { limit: -7_000, asked: -6_800 } },
      { type: "orderCommand", action: "replace", orderId: OPENING, purpose: "open", limit: -6_800 },
    ]);
    expect(desk.at(60.4).tick()).toEqual([]);
  });

  it("works on at the old limit when the broker refuses the new one, and tries the next step", () => {
    const desk = working();
    desk.at(60.1).tick();
    expect(desk.tell(OPENING, { kind: "replaceRefused", why: "no" })).toMatchObject([
      { order: { limit: -7_000, asked: null, state: "working" } },
    ]);

    expect(step(desk, 2)).toBe(-6_700);
  });

  it("walks on while it is partly filled", () => {
    const desk = new DeskOf().on(MARKET);
    desk.set({ walkSteps: 4, walkEverySeconds: 6 });
    desk.approve({ quantity: 2 });
    desk.fill(OPENING, 1, { 10_660: 1, 10_655: 0.3 });

    expect(step(desk, 1)).toBe(-6_800);
    expect(desk.order(OPENING)).toMatchObject({
      limit: -6_800,
      state: "partlyFilled",
      filled: 1,
      quantity: 2,
    });
  });

  it.each(["cancelRequested", "filled", "cancelled", "unknown"] as const)(
    "takes no step once it is %s",
    (state) => {
      const desk = working();
      if (state === "cancelRequested") desk.cancel(OPENING);
      if (state === "filled") desk.fill(OPENING, 1);
      if (state === "cancelled") desk.tell(OPENING, { kind: "cancelled", why: "so" });
      if (state === "unknown") desk.tell(OPENING, { kind: "lost", why: "so" });

      expect(desk.at(61).tick()).toEqual([]);
      expect(desk.state.walks).toHaveLength(isOver(state) ? 0 : 1);
    },
  );

  it("waits for no answer once it is over", () => {
    const desk = working();
    desk.at(60.1).tick();
    desk.fill(OPENING, 1);

    expect(desk.order(OPENING)).toMatchObject({ state: "filled", asked: null });
    expect(desk.tell(OPENING, { kind: "replaced", limit: usdE4(-6_800) })).toEqual([]);
    expect(desk.order(OPENING).limit).toBe(-7_000);
  });

  it("never goes back, never beyond its worst, and never takes more steps than it has, in whatever market", () => {
    const cents = fc.record({
      middle: fc.integer({ min: 20, max: 120 }),
      spread: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        cents,
        fc.array(fc.record({ market: fc.option(cents), accepted: fc.boolean() }), { maxLength: 20 }),
        (steps, first, later) => {
          const desk = new DeskOf().on(marketAt(first.middle, first.spread * 4));
          desk.set({ walkSteps: steps, walkEverySeconds: 6 });
          desk.approve({ plan: aPlan({ id: planId(1, "SPY") }) });
          desk.tell(OPENING, { kind: "working" });
          let [last, taken] = [desk.order(OPENING).limit as number, 0];
          for (const [n, { market, accepted }] of later.entries()) {
            desk.on(market === null ? aMarket({}) : marketAt(market.middle, market.spread * 4));
            desk.at(60.1 + n / 10).tick();
            const { asked } = desk.order(OPENING);
            if (asked === null) continue;
            taken += 1;
            expect(asked).toBeGreaterThan(last);
            expect(asked).toBeLessThanOrEqual(-6_000);
            expect(asked % 100).toBe(-0);
            if (accepted) last = asked;
            desk.tell(
              OPENING,
              accepted ? { kind: "replaced", limit: asked } : { kind: "replaceRefused", why: "no" },
            );
            expect(desk.order(OPENING).limit).toBe(last);
          }
          expect(taken).toBeLessThanOrEqual(steps);
        },
      ),
    );
  });
});
