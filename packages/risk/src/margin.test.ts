import { feesOf, feeTableOn, usdE4, type IsoDate, type Leg } from "@smart0dte/domain";
import { aLeg } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marginOf, type MarginOf } from "./margin.ts";

const FEES = feeTableOn("2026-03-13" as IsoDate);
const legs = (...parts: readonly [strike: number, right: "C" | "P", ratio: number][]): readonly Leg[] =>
  parts.map((part) => aLeg(...part));
const PREMIUM = usdE4(9_000);
const priced = (package_: readonly Leg[], limit: number, quantity = 1): MarginOf => ({
  legs: package_,
  quantity,
  limit: usdE4(limit),
  prices: package_.map(() => PREMIUM),
});
const feesFor = (package_: readonly Leg[], quantity: number): number =>
  feesOf(
    package_.map(({ ratio }) => ({ quantity: ratio * quantity, price: PREMIUM })),
    FEES,
  );
const dollars = (value: number): number => value / 10_000;

/** Requirement and what is tied up without fees, dollars. */
function tiedUp(package_: readonly Leg[], limit: number, quantity = 1): readonly [number, number] {
  const margin = marginOf(priced(package_, limit * 10_000, quantity), FEES);
  if (!margin.ok) throw new Error(margin.error.code);
  const { initial, maintenance, equity } = margin.value;
  expect(maintenance).toBe(initial);
  return [dollars(initial), dollars(initial - equity - feesFor(package_, quantity))];
}

describe("own margin", () => {
  it.each<readonly [string, readonly Leg[], number, number, number]>([
    ["a put credit vertical its width less the credit", legs([660, "P", -1], [655, "P", 1]), -0.6, 500, 440],
    [
      "a call credit vertical its width less the credit",
      legs([670, "C", -1], [675, "C", 1]),
      -1.25,
      500,
      375,
    ],
    ["a put debit vertical the debit", legs([660, "P", 1], [655, "P", -1]), 1.5, 0, 150],
    ["a call debit vertical the debit", legs([670, "C", 1], [672, "C", -1]), 0.8, 0, 80],
    [
      "an iron condor its wider wing less the credit: one side alone can lose",
      legs([650, "P", 1], [655, "P", -1], [670, "C", -1], [680, "C", 1]),
      -1.1,
      1_000,
      890,
    ],
    [
      "an iron butterfly its wing less the credit",
      legs([655, "P", 1], [660, "P", -1], [660, "C", -1], [665, "C", 1]),
      -3,
      500,
      200,
    ],
    ["a long call butterfly the debit", legs([655, "C", 1], [660, "C", -2], [665, "C", 1]), 1.2, 0, 120],
    [
      "a broken-wing butterfly the excess of its wide wing and the debit",
      legs([655, "C", 1], [660, "C", -2], [667, "C", 1]),
      0.5,
      200,
      250,
    ],
    ["a long straddle the debit", legs([660, "C", 1], [660, "P", 1]), 4, 0, 400],
    ["a long strangle the debit", legs([665, "C", 1], [655, "P", 1]), 1.7, 0, 170],
    ["a long call the debit", legs([665, "C", 1]), 0.9, 0, 90],
  ])("ties up of %s", (_what, package_, limit, requirement, sum) => {
    const [initial, funds] = tiedUp(package_, limit);

    expect(initial).toBeCloseTo(requirement, 4);
    expect(funds).toBeCloseTo(sum, 4);
  });

  it("grows with the number of packages", () => {
    expect(tiedUp(legs([660, "P", -1], [655, "P", 1]), -0.6, 3)).toEqual([1_500, 1_320]);
  });

  it("counts the fees of opening against the equity", () => {
    const call = legs([665, "C", 1]);
    const margin = marginOf(priced(call, 9_000, 2), FEES);
    const fees = feesFor(call, 2);

    expect(fees).toBeGreaterThan(0);
    expect(margin).toMatchObject({ ok: true, value: { equity: -9_000 * 200 - fees } });
  });

  it.each<readonly [string, readonly Leg[], "C" | "P", number]>([
    ["a short straddle", legs([660, "C", -1], [660, "P", -1]), "C", 1],
    ["a short strangle", legs([665, "C", -1], [655, "P", -1]), "C", 1],
    ["a short put", legs([655, "P", -1]), "P", 1],
    ["a ratio spread", legs([660, "C", 1], [665, "C", -2]), "C", 1],
    ["a put covered by a call alone", legs([655, "P", -2], [650, "P", 1], [660, "C", 1]), "P", 1],
  ])("is refused for what is naked: %s", (_what, package_, right, short) => {
    expect(marginOf(priced(package_, -10_000), FEES)).toEqual({
      ok: false,
      error: { code: "NAKED", right, short },
    });
  });

  it("is refused where legs do not expire together", () => {
    const [near, far] = legs([660, "C", -1], [660, "C", 1]);
    if (near === undefined || far === undefined) throw new Error("two legs");
    const later: Leg = { ...far, contract: { ...far.contract, expiry: "2026-03-16" as IsoDate } };

    expect(marginOf(priced([near, later], 100), FEES)).toMatchObject({
      error: { code: "NOT_ONE_EXPIRY" },
    });
  });

  it("covers whatever the package may owe at any price", () => {
    const part = fc.tuple(
      fc.integer({ min: 640, max: 680 }),
      fc.constantFrom("C" as const, "P" as const),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 1_400 }),
        (parts, spot) => {
          const package_ = parts.map(([strike, right, ratio, isShort]) =>
            aLeg(strike, right, isShort ? -ratio : ratio),
          );
          const margin = marginOf(priced(package_, 0), FEES);
          if (!margin.ok) return;
          const owed = package_.reduce((sum, { contract: { right, strike }, ratio }) => {
            const inside = Math.max(0, right === "C" ? spot - dollars(strike) : dollars(strike) - spot);
            return sum - ratio * inside * 100;
          }, 0);
          expect(dollars(margin.value.initial)).toBeGreaterThanOrEqual(owed - 1e-6);
        },
      ),
    );
  });
});
