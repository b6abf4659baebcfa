import { describe, expect, it } from "vitest";
import { densityPicture, type DensityShown } from "./density-picture.ts";

const SIZE = { width: 376, height: 240 };

const aDensity = (over: Partial<DensityShown> = {}): DensityShown => ({
  spot: 662,
  quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((share, place) => ({ share, price: 654 + 4 * place })),
  curve: [
    [650, 0],
    [662, 0.08],
    [674, 0],
  ],
  bands: [{ name: "1 sd", low: 656, high: 668, coverage: 0.683 }],
  ...over,
});

const parts = (shown: DensityShown, name: string) =>
  densityPicture(shown, SIZE).marks.filter(({ at }) => at["data-part"] === name);

describe("the picture of a density", () => {
  it("shades the middle half inside the middle nine tenths, under one curve", () => {
    expect(parts(aDensity(), "quantiles")).toHaveLength(2);
    expect(parts(aDensity(), "density")).toHaveLength(1);
  });

  it("names each move with what it covers", () => {
    const texts = densityPicture(aDensity(), SIZE).marks.map(({ text }) => text);

    expect(texts).toContain("1 sd 68.3%");
  });

  it("says the shares in words", () => {
    expect(densityPicture(aDensity(), SIZE).words).toBe(
      "Density of the closing price: 50.0% between 658.00 and 666.00; 90.0% between 654.00 and 670.00",
    );
  });

  it("shades nothing between quantiles that are not there", () => {
    expect(parts(aDensity({ quantiles: [] }), "quantiles")).toEqual([]);
  });

  it("draws nothing without a density", () => {
    expect(densityPicture(aDensity({ curve: [] }), SIZE).marks).toEqual([]);
  });
});
