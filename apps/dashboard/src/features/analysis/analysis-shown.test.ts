import { describe, expect, it } from "vitest";
import { anAnalysisFrame, anExposureReading } from "../../testing/analysis-bodies.ts";
import { densityShown, exposureShown, smileShown } from "./analysis-shown.ts";

const frame = anAnalysisFrame();
const stamp = { at: null, how: "derived", src: "simulated" } as const;

describe("what an analysis shows of exposures", () => {
  it("is the 21 strikes nearest the forward, ascending, and the total of all", () => {
    const { bars, total } = exposureShown(frame, anExposureReading(), { measure: "gamma", factor: 1 });

    expect(bars).toHaveLength(21);
    expect([bars[0]?.strike, bars.at(-1)?.strike]).toEqual([660, 680]);
    expect(total).toBe(41 * 5e5);
  });

  it("turns its signs with the convention, while flips and walls stay", () => {
    const turned = exposureShown(frame, anExposureReading(), { measure: "gamma", factor: -1 });

    expect(turned.bars[0]).toEqual({ strike: 660, calls: -1e6, puts: 5e5 });
    expect(turned.total).toBe(-41 * 5e5);
    expect(turned).toMatchObject({ flips: [668.5], callWall: 672, putWall: 665 });
  });

  it("has no sign where there is nothing", () => {
    const [bar] = exposureShown(frame, anExposureReading(), { measure: "vanna", factor: -1 }).bars;

    expect(bar?.calls).toBe(0);
    expect(Object.is(bar?.calls, -0)).toBe(false);
  });

  it("is the measure that was asked for", () => {
    expect(exposureShown(frame, anExposureReading(2), { measure: "charm", factor: 1 }).total).toBe(4e3);
  });
});

describe("what an analysis shows of its smile", () => {
  it("keeps the quotes where no curve could be fitted", () => {
    const shown = smileShown({ ...frame, smile: { v: null, ...stamp, why: "too few" } }, 670);

    expect(shown.quotes).toHaveLength(3);
    expect(shown.curve).toEqual([]);
  });
});

describe("what an analysis shows of its density", () => {
  it("ends at the outermost quantiles", () => {
    expect(densityShown(frame).curve.map(([price]) => price)).toEqual([665, 670, 675]);
  });

  it("is nothing where none could be fitted, and the moves stay", () => {
    const shown = densityShown({ ...frame, density: { v: null, ...stamp, why: "no smile" } });

    expect(shown.curve).toEqual([]);
    expect(shown.bands).toEqual([{ name: "straddle", low: 668, high: 672, coverage: 0.58 }]);
  });
});
