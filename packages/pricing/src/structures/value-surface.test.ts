import { describe, expect, it } from "vitest";
import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { fitSmile } from "../smile/smile-fit.ts";
import { SECONDS_PER_YEAR } from "../clock/years.ts";
import { greeksLadder } from "./greeks-ladder.ts";
import { smileDensity } from "./market-density.ts";
import { payoffAt } from "./payoff.ts";
import { meanPayoffOf } from "./structure-odds.ts";
import { leg } from "./testing/random-structures.ts";
import { valueSurface, type SurfaceAxes } from "./value-surface.ts";

const FORWARD = 600;
const SECONDS = 10_800;
const years = SECONDS / SECONDS_PER_YEAR;
const volatilityAt = (strike: number): number => 0.14 - 0.6 * (strike / FORWARD - 1);
const smile =
  fitSmile({
    forward: FORWARD,
    years,
    points: Array.from({ length: 21 }, (_, i) => 590 + i).map((strike) => {
      const right = strike < FORWARD ? "P" : "C";
      const terms = { right, spot: FORWARD, strike, years, rate: 0, dividendYield: 0 } as const;
      const mid = priceOf({ ...terms, volatility: volatilityAt(strike) });
      return { strike, bid: 0.995 * mid, ask: 1.005 * mid };
    }),
  }) ?? expect.unreachable("no smile");

const legs = [leg("P", 594, 1), leg("P", 597, -1), leg("C", 603, -2), leg("C", 606, 2)];
const axes: SurfaceAxes = { spots: [595, 600, 604], times: [SECONDS, 3_600, 1, 0], move: "stickyStrike" };

function values(over: Partial<SurfaceAxes> = {}): readonly (readonly number[])[] {
  const surface = valueSurface(legs, smile, { ...axes, ...over });
  if (!surface.ok) return expect.unreachable(surface.error.code);
  const { spots, times, values: flat } = surface.value;
  return [...times].map((_, row) => [...flat.subarray(row * spots.length, (row + 1) * spots.length)]);
}

describe("the value surface of a package", () => {
  it.each(["stickyStrike", "stickyMoneyness"] as const)(
    "is the smile's own value now at its forward, however it moves: %s",
    (move) => {
      const fair = meanPayoffOf(legs, smileDensity(smile));

      expect(values({ move, spots: [FORWARD] })[0]?.[0]).toBeCloseTo(fair, 10);
    },
  );

  it("ends in the payoff", () => {
    expect(values()[3]).toEqual([595, 600, 604].map((spot) => payoffAt(legs, spot)));
    expect(values()[2]?.[1]).toBeCloseTo(payoffAt(legs, 600), 9);
  });

  it("is the ladder's value where strikes keep their volatility", () => {
    const held = legs.map((one) => ({ ...one, volatility: smile.ivAt(one.strike) }));
    const [now, later] = greeksLadder(held, [595, 600, 604], {
      secondsToClose: SECONDS,
      moments: [0, SECONDS - 3_600],
    });

    for (const [row, rung] of [now, later].entries()) {
      for (const [i, cell] of (rung?.cells ?? []).entries()) {
        expect(values()[row]?.[i]).toBeCloseTo(cell.value, 10);
      }
    }
  });

  it("takes each distance's volatility where the smile moves along", () => {
    const [row] = values({ move: "stickyMoneyness", times: [3_600], spots: [604] });
    const wanted = legs.reduce((sum, { right, strike, quantity }) => {
      const volatility = smile.ivAt((strike * FORWARD) / 604);
      const terms = { right, spot: 604, strike, years: 3_600 / SECONDS_PER_YEAR, rate: 0, dividendYield: 0 };
      return sum + quantity * priceOf({ ...terms, volatility });
    }, 0);

    expect(row?.[0]).toBeCloseTo(wanted, 10);
    expect(row?.[0]).not.toBeCloseTo(values({ times: [3_600], spots: [604] })[0]?.[0] ?? 0, 3);
  });

  it.each<[string, Partial<SurfaceAxes>]>([
    ["badSpot", { spots: [0] }],
    ["badSpot", { spots: [Number.NaN] }],
    ["badSpot", { spots: [600, Number.POSITIVE_INFINITY] }],
    ["badTime", { times: [-1] }],
    ["badTime", { times: [Number.NaN] }],
    ["badTime", { times: [SECONDS + 1] }],
  ])("is refused as %s: %j", (code, over) => {
    expect(valueSurface(legs, smile, { ...axes, ...over })).toEqual({ ok: false, error: { code } });
  });

  it("is refused for what is no package", () => {
    expect(valueSurface([], smile, axes)).toEqual({ ok: false, error: { code: "noLegs" } });
    expect(valueSurface([leg("C", 600, 0)], smile, axes)).toMatchObject({ error: { code: "badQuantity" } });
  });

  it("holds nothing but numbers out to spots where nothing is left", () => {
    const surface = valueSurface(legs, smile, { ...axes, spots: [1e-6, 1, 60, 6_000, 1e8] });

    expect(surface.ok && [...surface.value.values].every(Number.isFinite)).toBe(true);
  });
});
