import { describe, expect, it } from "vitest";
import { stretched } from "./price-mark.ts";

const candles = { minValue: 680, maxValue: 684 };

describe("the price range of the chart", () => {
  it("takes in levels that leave the candles half of the height", () => {
    expect(stretched(candles, [686, 679])).toEqual({ minValue: 679, maxValue: 686 });
  });

  it("leaves out the farthest first", () => {
    expect(stretched(candles, [690, 685, 679])).toEqual({ minValue: 679, maxValue: 685 });
  });

  it("stays as it is without levels", () => {
    expect(stretched(candles, [])).toEqual(candles);
  });
});
