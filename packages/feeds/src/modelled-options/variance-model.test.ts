import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minuteWeights, weightsLeft } from "./day-shape.ts";
import type { MinutePrices } from "./realised-variance.ts";
import { VarianceModel } from "./variance-model.ts";

const price = fc.double({ min: 100, max: 900, noNaN: true });
const bar = fc.record({ open: price, close: price });
/** A session whose minutes move up and down by a thousandth. */
const zigzag = (minutes: number): readonly MinutePrices[] =>
  Array.from({ length: minutes }, (_, minute) => ({ open: 500, close: minute % 2 === 0 ? 500.5 : 500 }));

describe("the shape of a day", () => {
  it.each([390, 210])("sums to 1 over %i minutes and leaves nothing at the close", (minutes) => {
    const weights = minuteWeights(minutes);
    const left = weightsLeft(weights);

    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(left[0]).toBeCloseTo(1 - (weights[0] ?? 0), 12);
    expect(left.at(-1)).toBe(0);
  });

  it("has most at the open, little at midday and more again at the close", () => {
    const weights = minuteWeights(390);
    const halfHour = (from: number): number =>
      weights.slice(from, from + 30).reduce((sum, weight) => sum + weight, 0);

    expect(halfHour(0)).toBeCloseTo(0.171, 2);
    expect(halfHour(180)).toBeCloseTo(0.054, 2);
    expect(halfHour(360)).toBeGreaterThan(halfHour(300));
  });
});

describe("the variance model", () => {
  it("knows nothing for thirty minutes without a session before, and says so", () => {
    const model = new VarianceModel(390, null);
    const bars = zigzag(390);
    const known = bars.map((own, minute) => {
      const variance = model.variance(minute);
      model.take(minute, own);
      return variance !== null;
    });

    expect(known.indexOf(true)).toBe(30);
    expect(model.why).toContain("until 30 minutes were seen");
  });

  it("starts from the session before, all of whose variance is still to come but for the first minute", () => {
    const before = zigzag(390);
    const squares = 390 * Math.log(500.5 / 500) ** 2;
    const model = new VarianceModel(390, before);

    expect(model.variance(0)).toBeCloseTo(squares * (1 - (minuteWeights(390)[0] ?? 0)), 10);
    expect(model.why).toBeNull();
  });

  it("weighs the session before as a tenth of a session against what has been seen", () => {
    const weights = minuteWeights(390);
    const model = new VarianceModel(390, zigzag(390));
    const prior = 390 * Math.log(500.5 / 500) ** 2;

    model.take(0, { open: 500, close: 505 });

    const seen = Math.log(505 / 500) ** 2;
    const expected = (0.1 * prior + seen) / (0.1 + (weights[0] ?? 0));
    expect(model.variance(1)).toBeCloseTo(expected * (weightsLeft(weights)[1] ?? 0), 12);
  });

  it("scales a session before to an early day", () => {
    const whole = new VarianceModel(390, zigzag(390)).variance(0) ?? 0;
    const early = new VarianceModel(210, zigzag(390)).variance(0) ?? 0;

    expect(early / whole).toBeCloseTo(210 / 390, 2);
  });

  it("does not trust a session before with more than a tenth of its minutes missing", () => {
    const torn = zigzag(390).map((own, minute) => (minute % 8 === 0 ? null : own));

    expect(new VarianceModel(390, torn).why).not.toBeNull();
  });

  it("leaves the night out: where today begins makes no difference", () => {
    const shifted = (by: number): number | null => {
      const model = new VarianceModel(390, zigzag(390));
      model.take(0, { open: 500 * by, close: 501 * by });
      return model.variance(1);
    };

    expect(shifted(1.2)).toBeCloseTo(shifted(1) ?? 0, 14);
  });

  it("never lets a minute or a later one price itself", () => {
    fc.assert(
      fc.property(fc.array(bar, { minLength: 40, maxLength: 60 }), bar, (bars, other) => {
        const [first, second] = [bars, bars.with(39, other)].map((own) => {
          const model = new VarianceModel(390, null);
          own.slice(0, 39).forEach((minute, place) => model.take(place, minute));
          const variance = model.variance(39);
          model.take(39, own[39] ?? other);
          return variance;
        });
        expect(first).toBe(second);
      }),
    );
  });

  it("only falls towards the close when nothing moves, and is zero there", () => {
    const model = new VarianceModel(390, zigzag(390));
    const path = Array.from({ length: 390 }, (_, minute) => {
      const variance = model.variance(minute) ?? Number.NaN;
      model.take(minute, { open: 500, close: 500 });
      return variance;
    });

    expect(path.every((value, place) => place === 0 || value < (path[place - 1] ?? 0))).toBe(true);
    expect(path.at(-1)).toBe(0);
  });
});
