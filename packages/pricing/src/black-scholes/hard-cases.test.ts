import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greeksOf, type Greeks } from "./black-scholes-greeks.ts";
import { lossOf } from "../elementary/discounting.ts";
import { exponential } from "../elementary/exponential.ts";
import { impliedVolatility } from "../implied-volatility/implied-volatility.ts";
import { millsRatio } from "../elementary/mills-ratio.ts";
import { logRatio } from "./time-value.ts";

/** By closed forms in 60-digit arithmetic from the exact doubles; volatilities by Newton's rule to 40 digits. */
describe("cases at the seams of the method", () => {
  // deep in the money, near the maximum, 1e-136 dollars, between the series and the closed form, a negative rate
  it.each([
    [
      "P",
      4634.17,
      9684.448058661674,
      1.902587519025875e-6,
      0.02,
      0.0065,
      5050.277747461421,
      67.54979976777531,
      0.3351783365477916,
    ],
    [
      "C",
      5239.54,
      5238.302,
      3.1709791983764586e-8,
      0,
      0,
      1.2380000000007207,
      0.19999939872459535,
      0.05675805545572435,
    ],
    [
      "P",
      480,
      524.2510781374918,
      0.0027397260273972603,
      0.044311036925143155,
      0.004953548885284937,
      519.7399665969134,
      100.00000000000011,
      3.510117903659122e-15,
    ],
    [
      "C",
      6145.499175256612,
      6749,
      5.7077625570776254e-5,
      0,
      0,
      4.5987429123365796e-136,
      0.5,
      2.4777539392240572e-15,
    ],
    [
      "P",
      555.55,
      571.1519638315112,
      0.0011715499746321665,
      0.02,
      0.0125,
      20.024439814970954,
      1.3550453551735915,
      1.0764299486240354e-14,
    ],
    [
      "C",
      4400.81,
      2140.888000219795,
      0.0027397260273972603,
      0.02,
      0.0125,
      2259.888595407405,
      1.9999699404792017,
      0.000148516628572251,
    ],
    ["P", 480, 480, 0.00174730466768138, 0, 0.0125, 8.009098854578829, 1, 6.8840085948373636e-15],
    [
      "C",
      555.55,
      512,
      0.0136986301369863,
      0.06,
      0,
      43.970649024666024,
      0.09999612859590265,
      0.002976367034334093,
    ],
    [
      "C",
      142.27,
      161.71765698875103,
      0.00769289066463724,
      -0.010275085508607833,
      0,
      0.00332283749299496,
      0.5,
      1.697461408841409e-15,
    ],
  ] as const)(
    "the volatility of the %s on %d at %d for %d years",
    (right, spot, strike, years, rate, dividendYield, price, volatility, attainable) => {
      const found = impliedVolatility({ right, spot, strike, years, rate, dividendYield, price });

      expect(found.ok && Math.abs(found.value / volatility - 1)).toBeLessThanOrEqual(8 * attainable);
    },
  );

  it.each([
    [
      "C",
      480,
      176.70802524250573,
      0.0016187531709791984,
      100,
      0.0425,
      0,
      467.4061113596042,
      1.2217254905236832,
      0.988091677336667,
      1.6065876478180896e-5,
      -18508.182013349277,
      0.5991941028928998,
      0.0005470939714696363,
      -16.89895013047583,
    ],
    [
      "C",
      480,
      439.38843307799846,
      0.006533326991374937,
      0.5,
      0,
      0,
      40.70556208219889,
      22.287342867922302,
      0.9863638170486944,
      0.0017983231616685372,
      -51.79170705605387,
      1.3534886305548022,
      -0.15120692938355215,
      5.785985057198657,
    ],
    [
      "C",
      88.15,
      88.15,
      0.0027996258244545914,
      1,
      0.0425,
      0.0125,
      1.8640693912770636,
      48.84746298630363,
      0.5111682192724586,
      0.08549717945693737,
      -333.4471648760987,
      1.859929196201579,
      0.009916809100564288,
      -1.9908031350782869,
    ],
    [
      "P",
      480,
      467,
      0.0007420091324200913,
      0.05,
      0.02,
      0.02,
      3.547513493086393e-92,
      30361.847534785196,
      -1.0992240387867311e-90,
      3.397997994430949e-89,
      -9.786233514458436e-87,
      2.904590066472483e-88,
      -8.956335048128327e-87,
      3.0175957425245823e-85,
    ],
    [
      "C",
      480,
      518.6949566480648,
      0.0027397260273972603,
      100,
      0,
      0,
      475.5757451821126,
      1.116252609786031,
      0.9953700615611898,
      5.373944088469805e-6,
      -6190.783589917216,
      0.3392210186256009,
      0.0003553551050267454,
      -6.4852306667381034,
    ],
    [
      "P",
      555.55,
      556.350742142302,
      9.512937595129377e-6,
      0.18569269883863118,
      -0.008764983509701544,
      0.04119688140395694,
      0.8016141490855959,
      1378.8472624009394,
      -0.9940538978186692,
      0.05300869006173874,
      -309.6657902204732,
      0.028900333346001797,
      0.22852033646499936,
      -2228.929995481853,
    ],
  ] as const)(
    "price and Greeks of the %s on %d at %d for %d years",
    (
      right,
      spot,
      strike,
      years,
      volatility,
      rate,
      dividendYield,
      price,
      cond,
      delta,
      gamma,
      theta,
      vega,
      vanna,
      charm,
    ) => {
      const mine = greeksOf({ right, spot, strike, years, volatility, rate, dividendYield });

      expect(Math.abs(mine.price - price)).toBeLessThanOrEqual(8 * (2 + cond) * 1.1e-16 * price);
      const [root, deviation] = [Math.sqrt(years), volatility * Math.sqrt(years)];
      const references: readonly (readonly [name: keyof Greeks, value: number, scale: number])[] = [
        ["delta", delta, 1],
        ["gamma", gamma, 0.4 / (spot * deviation)],
        ["theta", theta, (0.2 * spot * volatility) / root + 1],
        ["vega", vega, 0.4 * spot * root],
        ["vanna", vanna, 0.4 / volatility],
        ["charm", charm, 0.4 / years],
      ];
      for (const [name, value, scale] of references)
        expect(Math.abs(mine[name] - value) / scale).toBeLessThanOrEqual(4e-15);
    },
  );
});

describe("the parts", () => {
  it.each([
    [-30.0, 6.785889613061118e195],
    [-1.5, 7.205143007274779],
    [-1.0, 3.4770518117036944],
    [-0.3, 1.6201656087067893],
    [0.0, 1.2533141373155003],
    [0.015625, 1.2378408674743555],
    [0.66, 0.7935669641718954],
    [0.67, 0.7888283627629858],
    [1.3, 0.5648671289696161],
    [3.99, 0.2371874445304856],
    [5.65, 0.1719002881063878],
    [7.99, 0.12328158528941494],
    [8.0, 0.1231319632579323],
    [8.5, 0.11608206338598229],
    [40.0, 0.02498440420572057],
  ] as const)("Mills ratio of %d within 1e-15", (y, ratio) => {
    expect(Math.abs(millsRatio(y) / ratio - 1)).toBeLessThanOrEqual(1e-15);
  });

  it("exponential is Math.exp to two units in the last place, and that itself where it overflows or underflows", () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 709, noNaN: true }), (x) => {
        expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(4.5e-16);
      }),
    );
    expect([-800, -745, 710, Number.NEGATIVE_INFINITY].map(exponential)).toEqual(
      [-800, -745, 710, Number.NEGATIVE_INFINITY].map(Math.exp),
    );
  });

  it("what is lost to discounting and the logarithm of a ratio keep their own digits across the seams", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.02, max: 0.02, noNaN: true }), (x) => {
        expect(Math.abs(lossOf(x) - Math.expm1(-x))).toBeLessThanOrEqual(4.5e-16 * Math.abs(x));
        expect(Math.abs(logRatio(1 + 8 * x, 1) - Math.log1p(1 + 8 * x - 1))).toBeLessThanOrEqual(
          7e-16 * Math.abs(8 * x),
        );
      }),
    );
  });
});
