import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitPlatt, plattAt } from "./platt-fit.ts";
import { had } from "./testing/had-value.ts";

const cases = fc
  .array(fc.tuple(fc.integer({ min: -300, max: 300 }), fc.constantFrom(0, 1)), {
    minLength: 2,
    maxLength: 60,
  })
  .map((list) => ({ scores: list.map(([score]) => score / 100), came: list.map(([, one]) => one) }))
  .filter(({ scores }) => new Set(scores).size > 1);

/** Platt's own: (wins + 1) / (wins + 2) and 1 / (losses + 2). */
function targetsOf(came: readonly number[]): number[] {
  const wins = came.filter((one) => one === 1).length;
  return came.map((one) => (one === 1 ? (wins + 1) / (wins + 2) : 1 / (came.length - wins + 2)));
}

describe("Platt's calibration", () => {
  it("is the curve of greatest likelihood: its misses have no mean and nothing to do with the score", () => {
    fc.assert(
      fc.property(cases, ({ scores, came }) => {
        const fit = had(fitPlatt(scores, came));
        const misses = scores.map((score, i) => had(plattAt(fit, score)) - (targetsOf(came)[i] ?? 0));

        expect(Math.abs(misses.reduce((sum, miss) => sum + miss, 0)) / scores.length).toBeLessThan(1e-9);
        expect(
          Math.abs(misses.reduce((sum, miss, i) => sum + miss * (scores[i] ?? 0), 0)) / scores.length,
        ).toBeLessThan(1e-8);
      }),
    );
  });

  it("gives the same probabilities whatever the unit of the scores", () => {
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(1e-6, 0.5, 1e6),
        fc.integer({ min: -9, max: 9 }),
        ({ scores, came }, by, level) => {
          const [plain, other] = [
            had(fitPlatt(scores, came)),
            had(
              fitPlatt(
                scores.map((score) => by * (score + level)),
                came,
              ),
            ),
          ];

          for (const score of scores)
            expect(had(plattAt(other, by * (score + level)))).toBeCloseTo(had(plattAt(plain, score)), 6);
        },
      ),
    );
  });

  it("agrees with an independent minimiser", () => {
    // the root of the smoothed likelihood's derivatives, found with 40 digits
    const scores = [-2, -1.5, -1, -0.4, -0.1, 0.2, 0.5, 0.9, 1.3, 2.2];
    const came = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1];
    const { slope, intercept } = had(fitPlatt(scores, came));

    expect(slope).toBeCloseTo(0.7773079542733324, 12);
    expect(intercept).toBeCloseTo(-0.006363005975088198, 12);
  });

  it("stays finite where the scores separate the outcomes, and says the smoothed rate where all agree", () => {
    const apart = had(fitPlatt([-2, -1, 1, 2], [0, 0, 1, 1]));
    const alike = had(fitPlatt([1, 2, 3], [1, 1, 1]));

    expect(apart.slope).toBeGreaterThan(0);
    expect(had(plattAt(apart, 100))).toBeLessThanOrEqual(1);
    expect(alike.slope).toBeCloseTo(0, 9);
    expect(had(plattAt(alike, 2))).toBeCloseTo(4 / 5, 9);
  });

  it("is refused for scores that do not vary and outcomes that are none", () => {
    expect(fitPlatt([1, 1], [0, 1])).toMatchObject({ error: { code: "constant" } });
    expect(fitPlatt([1, 2], [0, 2])).toMatchObject({ error: { code: "outOfRange", input: "came[1]" } });
    expect(fitPlatt([1], [1])).toMatchObject({ error: { code: "tooFew" } });
  });
});
