import { describe, expect, it } from "vitest";
import { exposurePicture, levelScale, type ExposureShown } from "./exposure-picture.ts";

const SIZE = { width: 376, height: 380 };

const anExposure = (over: Partial<ExposureShown> = {}): ExposureShown => ({
  measure: "gamma",
  spot: 662,
  total: 3e6,
  bars: [660, 661, 662].map((strike) => ({ strike, calls: 2e6, puts: -1e6 })),
  flips: [660.5],
  callWall: 662,
  putWall: 660,
  ...over,
});

const parts = (shown: ExposureShown, name: string) =>
  exposurePicture(shown, SIZE).marks.filter(({ at }) => at["data-part"] === name);
const left = (shown: ExposureShown, name: string) => parts(shown, name).map(({ at }) => Number(at["x"]));

describe("the picture of exposures", () => {
  it("has bars of calls and puts for each strike, on the side of zero of their sign", () => {
    const shown = anExposure();

    expect(parts(shown, "calls")).toHaveLength(3);
    for (const [place, x] of left(shown, "puts").entries())
      expect(x).toBeLessThan(left(shown, "calls")[place] ?? 0);
  });

  it("turns round when the convention does", () => {
    const turned = anExposure({
      bars: anExposure().bars.map((bar) => ({ ...bar, calls: -bar.calls, puts: -bar.puts })),
    });

    expect(left(turned, "puts")[0]).toBeGreaterThan(left(turned, "calls")[0] ?? 0);
  });

  it("puts calls and puts of one sign behind each other, so that none hides the other", () => {
    const shown = anExposure({ bars: [{ strike: 660, calls: 2e6, puts: 1e6 }] });
    const [calls] = parts(shown, "calls");

    const end = Number(calls?.at["x"]) + Number(calls?.at["width"]);

    expect(left(shown, "puts")[0]).toBeCloseTo(end, 1);
  });

  it("says total, flips and walls in words", () => {
    expect(exposurePicture(anExposure(), SIZE).words).toBe(
      "gamma exposure by strike: +$3.0M in total, flips at 660.50, call wall 662, put wall 660",
    );
  });

  it("draws nothing where nothing is known", () => {
    expect(exposurePicture(anExposure({ bars: [] }), SIZE)).toEqual({
      words: "No gamma exposure is known",
      marks: [],
    });
  });
});

describe("a level between the rows", () => {
  const y = levelScale([{ strike: 660 }, { strike: 662 }], (place) => place * 10);

  it.each([
    [660, 0],
    [661, 5],
    [662, 10],
  ])("%s stands where its price lies between its strikes", (price, expected) => {
    expect(y(price)).toBe(expected);
  });

  it("stays at the edge beyond the first and last strike", () => {
    expect([y(600), y(700)]).toEqual([-5, 15]);
  });
});
