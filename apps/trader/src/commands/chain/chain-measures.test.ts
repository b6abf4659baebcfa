import { describe, expect, it } from "vitest";
import { analyseChain } from "./chain-analysis.ts";
import { builtSnapshot, instant } from "./testing/built-snapshot.ts";
import { runOn, writeChain } from "./testing/written-chain.ts";

/** SPY of one volatility, so many minutes before the close of 2026-08-14. */
function before(minutes: number, volatility = 0.2) {
  const snapshot = builtSnapshot([{ root: "SPY", date: "2026-08-14" }], {
    seconds: minutes * 60,
    volatility,
  });
  const at = instant(new Date(Date.parse("2026-08-14T20:00:00Z") - minutes * 60_000).toISOString());
  return analyseChain({ snapshot, at, rate: null });
}

describe("an expected move", () => {
  it("is named by what it is and covers what a lognormal price covers", () => {
    const { moves, expectedMove } = before(390, 1);

    expect(moves.map(({ name }) => name)).toEqual(["0.85 straddle", "straddle", "one standard deviation"]);
    expect(moves.map(({ lognormal }) => Math.round(lognormal * 1000) / 10)).toEqual([50.2, 57.5, 68.3]);
    expect(moves[2]?.width).toBeCloseTo(expectedMove ?? NaN, 9);
    // quotes in cents say it about as well
    for (const { lognormal, density } of moves) expect(Math.abs(density - lognormal)).toBeLessThan(0.03);
  });
});

describe("the strip volatility to an expiry", () => {
  it("is of all options, and corrected for their distance", () => {
    const { strip } = before(390, 1);

    expect(strip).toMatchObject({ from: "strip" });
    // strikes of a dollar overstate the variance by 1 / (6 x 100² x years)
    const years = 390 / 525_600;
    expect((strip?.published ?? NaN) ** 2 - (strip?.volatility ?? NaN) ** 2).toBeCloseTo(
      1 / (60_000 * years),
      4,
    );
    expect(Math.abs((strip?.volatility ?? NaN) - 1)).toBeLessThan(0.05);
  });

  it("in the last half hour is the smile's at the money", () => {
    const { strip, smile } = before(29, 2);

    expect(strip).toMatchObject({ from: "smile", because: "lastHalfHour", volatility: smile?.atmIv });
    expect(before(30, 2).strip?.from).toBe("strip");
  });

  it("of fewer than six options is the smile's as well", () => {
    const { strip } = before(60, 0.9);

    expect(strip?.options).toBeLessThan(6);
    expect(strip).toMatchObject({ from: "smile", because: "fewStrikes" });
  });
});

describe("the strip volatility of the day ahead", () => {
  it("is read between this expiry and the next of its root, and not where they do not lie around the day", () => {
    const at = instant("2026-08-13T16:00:00Z");
    // 28 hours and four days more
    const [near, next] = [
      builtSnapshot([{ root: "SPY", date: "2026-08-13" }], { seconds: 4 * 3_600, volatility: 0.5 }),
      builtSnapshot([{ root: "SPY", date: "2026-08-14" }], { seconds: 28 * 3_600, volatility: 0.5 }),
    ];
    const both = analyseChain({ snapshot: { ...near, rows: [...near.rows, ...next.rows] }, at, rate: 0 });

    expect(both.strip?.oneDay).toMatchObject({ next: "2026-08-14" });
    expect(Math.abs((both.strip?.oneDay?.index ?? NaN) - 50)).toBeLessThan(3);
    expect(analyseChain({ snapshot: near, at, rate: 0 }).strip?.oneDay).toBeNull();
  });
});

describe("the money's volatility in variance time", () => {
  it("is far lower over a session, which holds most of a day's variance in a quarter of its hours", () => {
    const { smile, varianceTimeIv } = before(390);

    // 390 minutes are a 1,348th of a calendar year and a 353rd of its variance
    expect((varianceTimeIv ?? NaN) / (smile?.atmIv ?? NaN)).toBeGreaterThan(0.45);
    expect((varianceTimeIv ?? NaN) / (smile?.atmIv ?? NaN)).toBeLessThan(0.6);
  });
});

describe("early exercise", () => {
  const at = instant("2026-08-13T20:00:00Z");
  const later = (root: string) =>
    analyseChain({
      snapshot: builtSnapshot([{ root, date: "2026-08-17" }], { seconds: 96 * 3_600 }),
      at,
      rate: 0.05,
    });

  it("is no matter on expiry day, nor of European options, and that is said", () => {
    expect(before(390).exercise).toMatchObject({ style: "american", europeanSuffices: true });
    expect(later("XSP").exercise).toMatchObject({
      style: "european",
      europeanSuffices: true,
      putPremium: null,
    });
  });

  it("of a later American expiry is stated in dollars, with the rule of dividends", () => {
    const { exercise, findings } = later("SPY");

    expect(exercise.europeanSuffices).toBe(false);
    // four days of 5 % on a strike of 100 are five cents: an upper bound
    expect(exercise.putPremium?.oneMoveIn).toBeGreaterThan(exercise.putPremium?.atMoney ?? NaN);
    expect(exercise.putPremium?.oneMoveIn).toBeLessThan(0.055);
    expect(findings.find(({ code }) => code === "earlyExercise")?.detail).toContain(
      "a dividend exceeds the put of the strike plus the interest on it until expiry",
    );
  });
});

describe("a contract's readings", () => {
  it("have a band around the volatility, and chances that are not its delta", () => {
    const { contracts } = before(390, 1);
    const [call, put] = ["C", "P"].map((side) =>
      contracts.find(({ right, strike }) => right === side && strike === 101),
    );

    expect(call?.band.bid).toBeLessThan(call?.greeks?.iv ?? NaN);
    expect(call?.band.ask).toBeGreaterThan(call?.greeks?.iv ?? NaN);
    expect((call?.chances.inTheMoney ?? NaN) + (put?.chances.inTheMoney ?? NaN)).toBeCloseTo(1, 12);
    // touched about twice as often as it ends beyond
    expect((call?.chances.touch ?? NaN) / (call?.chances.inTheMoney ?? NaN)).toBeGreaterThan(1.9);
    expect((call?.chances.touch ?? NaN) / (call?.chances.inTheMoney ?? NaN)).toBeLessThan(2.15);
    expect(call?.chances.inTheMoney).toBeLessThan(call?.greeks?.delta ?? NaN);
  });
});

describe("the ladder", () => {
  it("stands now, in 15 and 30 minutes and at the close, and is only of today's options", () => {
    const { ladders } = before(390, 1);

    expect(ladders[0]?.rungs.map(({ after }) => after)).toEqual([0, 900, 1_800, 390 * 60]);
    expect(ladders[0]?.what).toBe("the 100 call");
    expect(ladders[0]?.rungs[0]?.cells).toHaveLength(5);
  });
});

describe("the page", () => {
  it("is no wider than 120 columns", async () => {
    for (const file of [writeChain(), writeChain({ expiry: "2026-08-17", spot: "669" })]) {
      const { out } = await runOn([file], { json: false });

      expect(out.filter((line) => line.length > 120)).toEqual([]);
      expect(out.length).toBeGreaterThan(60);
    }
  });
});
