import { usdE4, type Leg, type OrphanPolicy, type QuoteView } from "@smart0dte/domain";
import { aLeg, aMarket, aQuote } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairOf, type Repair, type Stranded } from "./orphan-repair.ts";

const SHORT = aLeg(660, "P", -1);
const LONG = aLeg(655, "P", 1);
const SHORT_CALL = aLeg(670, "C", -1);
const LONG_CALL = aLeg(675, "C", 1);
const MARKET: Readonly<Record<number, QuoteView>> = {
  10_660: aQuote(0.93, 0.95),
  10_655: aQuote(0.29, 0.31),
  670: aQuote(0.5, 0.52),
  675: aQuote(0.1, 0.12),
};
const QUOTES = aMarket(MARKET);

/** One short put sold at 0.91, of a package ordered at a credit of 0.60. */
const stranded = (over: Partial<Stranded> = {}): Stranded => ({
  order: { purpose: "open", legs: [SHORT, LONG], limit: usdE4(-6_000) },
  legs: [{ leg: SHORT, quantity: -1 }],
  cost: usdE4(-910_000),
  ...over,
});
const by = (
  policy: OrphanPolicy,
  of: Stranded,
  { bound = 100, quoteOf = QUOTES, isFlatDue = false } = {},
): Repair => repairOf(of, { policy, bound: usdE4(bound * 10_000), quoteOf, isFlatDue });
const ordersOf = (repair: Repair): unknown =>
  repair.kind === "trade"
    ? repair.orders.map(({ legs, quantity, limit }) => [
        quantity,
        Object.fromEntries(legs.map(({ instrument, ratio }) => [instrument, ratio])),
        limit,
      ])
    : repair.kind;

/** Half an iron condor: both shorts at 1.40 together. */
const CONDOR = stranded({
  order: { purpose: "open", legs: [SHORT, LONG, SHORT_CALL, LONG_CALL], limit: usdE4(-9_000) },
  legs: [
    { leg: SHORT, quantity: -1 },
    { leg: SHORT_CALL, quantity: -1 },
  ],
  cost: usdE4(-1_410_000),
});
const LONG_ONLY = stranded({ legs: [{ leg: LONG, quantity: 1 }], cost: usdE4(310_000) });
const CLOSE = stranded({
  order: { purpose: "close", legs: [aLeg(660, "P", 1), aLeg(655, "P", -1)], limit: usdE4(7_000) },
});

describe("orphan legs", () => {
  it.each([
    // bought back at 0.95 they lose $4: 0.96 more a share may go
    ["short, reversed", by("reverse", stranded()), [[1, { 10_660: 1 }, 19_100]]],
    ["long, reversed", by("reverse", LONG_ONLY, { bound: 10 }), [[1, { 10_655: -1 }, -2_100]]],
    ["long, reversed: never given away", by("reverse", LONG_ONLY), [[1, { 10_655: -1 }, -100]]],
    // at 0.31 the package is as ordered: a dollar a share may go
    ["short, completed", by("complete", stranded()), [[1, { 10_655: 1 }, 13_100]]],
    ["short, hedged", by("hedge", stranded(), { bound: 0 }), [[1, { 10_655: 1 }, 9_100]]],
    ["of a condor, reversed", by("reverse", CONDOR, { bound: 6 }), [[1, { 10_660: 1, 670: 1 }, 14_700]]],
    [
      "of a condor, hedged on their own side",
      by("hedge", { ...CONDOR, legs: stranded().legs, cost: stranded().cost }, { bound: 0 }),
      [[1, { 10_655: 1 }, 9_100]],
    ],
    ["of a condor, completed", by("complete", CONDOR, { bound: 0 }), [[1, { 10_655: 1, 675: 1 }, 5_100]]],
    [
      "beyond the bound, in a book that is to be flat",
      by("complete", stranded(), { bound: 3, isFlatDue: true }),
      [[1, { 10_660: 1 }, 9_800]],
    ],
    [
      "in unequal numbers",
      by("reverse", unequal(), { bound: 100 }),
      [
        [1, { 10_660: 1, 10_655: -1 }, 10_900],
        [2, { 10_660: 1 }, 11_600],
      ],
    ],
  ])("%s", (_what, repair, expected) => {
    expect(ordersOf(repair)).toEqual(expected);
  });

  it.each([
    ["reverse", 3, "hold"],
    ["reverse", 4, "trade"],
    ["complete", 0, "trade"],
  ] as const)("by %s with a bound of $%s: %s", (policy, bound, kind) => {
    expect(by(policy, stranded(), { bound }).kind).toBe(kind);
  });

  it("that completing would make dearer than ordered by more than the bound are held", () => {
    const dear = aMarket({ ...MARKET, 10_655: aQuote(0.49, 0.51) });

    expect(by("complete", stranded(), { bound: 19, quoteOf: dear })).toEqual({
      kind: "hold",
      why: "its repair would lose more than $19",
    });
    expect(by("complete", stranded(), { bound: 20, quoteOf: dear }).kind).toBe("trade");
  });

  it("that are all long need no hedge", () => {
    expect(by("hedge", LONG_ONLY).kind).toBe("hold");
  });

  it.each(["reverse", "complete", "hedge"] as const)(
    "of a close are closed by %s, whatever it costs",
    (policy) => {
      expect(ordersOf(by(policy, CLOSE, { bound: 0 }))).toEqual([[1, { 10_660: 1 }, 9_500]]);
      expect(ordersOf(by(policy, CLOSE, { bound: 2 }))).toEqual([[1, { 10_660: 1 }, 9_700]]);
    },
  );

  it.each([
    ["nobody offers", aQuote(0.93, null)],
    ["whose quote is old", aQuote(0.93, 0.95, { fault: "stale" })],
  ])("%s wait", (_what, quote) => {
    expect(by("reverse", stranded(), { quoteOf: aMarket({ ...MARKET, 10_660: quote }) })).toEqual({
      kind: "wait",
      why: "no market to trade SPY 660 P at",
    });
  });

  it("that nobody bids for wait", () => {
    expect(by("reverse", LONG_ONLY, { quoteOf: aMarket({ 10_655: aQuote(null, 0.05) }) }).kind).toBe("wait");
  });

  it("end as nothing or as whole packages, and lose no more than the bound at their limits", () => {
    const count = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(
        count,
        count,
        fc.constantFrom("reverse", "complete"),
        fc.nat(300),
        (shorts, longs, policy, bound) => {
          fc.pre(shorts + longs > 0);
          const of = unequal(shorts, longs);
          const repair = by(policy, of, { bound });
          if (repair.kind !== "trade") return;
          const after = (leg: Leg): number =>
            repair.orders.reduce(
              (sum, { legs, quantity }) =>
                sum + quantity * (legs.find(({ instrument }) => instrument === leg.instrument)?.ratio ?? 0),
              of.legs.find((own) => own.leg === leg)?.quantity ?? 0,
            );
          const packages = Math.max(shorts, longs);

          expect([after(SHORT), after(LONG)]).toEqual(policy === "reverse" ? [0, 0] : [-packages, packages]);
          const spent = repair.orders.reduce((sum, { quantity, limit }) => sum + quantity * limit * 100, 0);
          const ordered = policy === "complete" ? -600_000 * packages : 0;
          expect(of.cost + spent - ordered).toBeLessThanOrEqual(bound * 10_000);
        },
      ),
    );
  });
});

function unequal(shorts = 3, longs = 1): Stranded {
  return stranded({
    legs: [
      { leg: SHORT, quantity: -shorts },
      { leg: LONG, quantity: longs },
    ],
    cost: usdE4(-910_000 * shorts + 310_000 * longs),
  });
}
