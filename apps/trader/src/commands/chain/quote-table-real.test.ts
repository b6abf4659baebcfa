import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { analysisOf, type ReadAnalysis, type ReadContract } from "./testing/written-chain.ts";

const TABLES = new URL("../../../../../../shared/data/cboe/", import.meta.url).pathname;
const SPX = `${TABLES}spx_quotedata_2023-09-14.csv`;
const QQQ = `${TABLES}qqq_quotedata_2026-01-12_1336ET_0dte_rows.csv`;

/** Out of the money, where the table states a volatility, |delta| between two bounds of the table's own. */
const compared = ({ contracts, forward }: ReadAnalysis, low: number, high: number): readonly ReadContract[] =>
  contracts.filter(({ right, strike, stated }) => {
    const size = Math.abs(stated?.delta ?? 0);
    return (right === "C") === strike >= (forward ?? 0) && size >= low && size <= high && stated?.iv != null;
  });

const apart = ({ iv, stated }: ReadContract): number => Math.abs((iv ?? NaN) - (stated?.iv ?? NaN));

describe.skipIf(!existsSync(SPX))("the SPX table of 2023-09-14", () => {
  let october: ReadAnalysis;
  beforeAll(async () => {
    october = await analysisOf(SPX, { expiry: "2023-10-13", rate: "0.054" });
  });

  it("agrees with Cboe's IV of SPXW 2023-10-13 within 0.0005, but for three far puts within 0.0007", () => {
    const all = compared(october, 0.05, 0.5);
    const misses = all.map(apart).sort((a, b) => a - b);

    expect(october.root).toBe("SPXW");
    expect(all.length).toBeGreaterThan(95);
    // puts at 4200, 4210 and 4220: within the half-spread of 15 cents, quoted at another moment
    expect(misses.filter((miss) => miss > 0.0005).length).toBeLessThanOrEqual(3);
    expect(misses.at(-1)).toBeLessThan(0.0007);
    expect(misses[Math.floor(misses.length / 2)]).toBeLessThan(0.00012);
  });

  it("agrees with Cboe's delta of the same contracts within 0.0025", () => {
    for (const { delta, stated } of compared(october, 0.05, 0.5))
      expect(Math.abs((delta ?? NaN) - (stated?.delta ?? NaN))).toBeLessThan(0.0025);
  });

  it("gives the VIX of that day, which closed at 12.82", () => {
    const { vix } = october;

    expect(Math.abs((vix?.index ?? NaN) - 12.82)).toBeLessThan(0.02);
    expect(vix?.near).toMatchObject({ root: "SPXW", expiry: "2023-10-13" });
    expect(vix?.next).toMatchObject({ root: "SPX", expiry: "2023-10-20" });
  });

  it("gives it as well with the rates that its own parity says", async () => {
    const { vix, rateFrom, rate } = await analysisOf(SPX, { expiry: "2023-10-13" });

    expect(rateFrom).toBe("parity");
    expect(rate).toBeGreaterThan(0.04);
    expect(rate).toBeLessThan(0.06);
    expect(Math.abs((vix?.index ?? NaN) - 12.82)).toBeLessThan(0.02);
  });

  it("has SPX and SPXW of the third Friday apart: another settlement, other quotes", async () => {
    const of = async (root: string) => await analysisOf(SPX, { expiry: "2023-10-20", root, rate: "0.054" });
    const [am, pm] = [await of("SPX"), await of("SPXW")];

    expect([am.settles, pm.settles]).toEqual(["open", "close"]);
    // the opening is 6.5 hours before the close
    expect(pm.secondsToExpiry - am.secondsToExpiry).toBe(6.5 * 3600);
    expect(am.contracts.every(({ symbol }) => symbol.startsWith("SPX23"))).toBe(true);
    expect(pm.contracts.every(({ symbol }) => symbol.startsWith("SPXW23"))).toBe(true);
    // what is left of time must be counted right for the table's own volatilities to come out
    for (const read of [am, pm]) {
      const misses = compared(read, 0.1, 0.5)
        .map(apart)
        .sort((a, b) => a - b);
      expect(misses[Math.floor(misses.length / 2)]).toBeLessThan(0.0003);
    }
  });

  it("is analysed for the next day, as the day's own expiry is over, and says so", async () => {
    const { expiry, root, findings } = await analysisOf(SPX);

    expect({ expiry, root }).toEqual({ expiry: "2023-09-15", root: "SPXW" });
    expect(findings[0]).toMatchObject({ code: "expiryOver" });
    expect(findings[0]?.detail).toContain("SPXW 2023-09-14, SPX 2023-09-15 (settles at the opening)");
  });

  it("takes no European put that is cheaper in a later expiry for a free trade", async () => {
    const { findings } = await analysisOf(SPX, { expiry: "2023-10-20", root: "SPX" });

    expect(findings.find(({ code }) => code === "quotedArbitrage")?.detail ?? "").not.toContain("calendar");
  });

  it("makes no plan of index options, whose fees are not known", async () => {
    const { plans, noPlans } = await analysisOf(SPX);

    expect(plans).toEqual([]);
    expect(noPlans[0]?.why).toContain("fees");
  });
});

describe.skipIf(!existsSync(QQQ))("the live QQQ table of its expiry day", () => {
  let read: ReadAnalysis;
  beforeAll(async () => {
    read = await analysisOf(QQQ);
  });

  it("is of 13:36 in New York, 2 hours 24 minutes before the close", () => {
    expect(read).toMatchObject({ asOf: "2026-01-12T18:36:00Z", secondsToExpiry: 144 * 60, settles: "close" });
  });

  it("agrees with Cboe's IV within 0.004 once both count the same time to expiry", () => {
    // Cboe's readings fit about an hour more than is left to the close
    expect(read.stated?.contracts).toBeGreaterThanOrEqual(5);
    expect(read.stated?.ivOnItsClock.worst).toBeLessThan(0.004);
    expect((read.stated?.clockSeconds ?? NaN) / 60).toBeGreaterThan(180);
    expect((read.stated?.clockSeconds ?? NaN) / 60).toBeLessThan(215);
    expect(read.findings.find(({ code }) => code === "statedIv")?.detail).toContain("where 144 are left");
  });

  it("names the clock: the close read in Chicago time, on which each contract's IV is the table's", () => {
    const { clock, clocks } = read.stated ?? expect.unreachable("nothing stated");

    expect(clock).toMatchObject({ name: "the close read in Chicago time", seconds: 204 * 60 });
    expect(clocks.map(({ seconds }) => Math.round(seconds / 60))).toEqual([144, 204, 196]);
    expect(clock.iv.worst).toBeLessThan(0.004);
    for (const { ivOnStatedClock, stated } of compared(read, 0.05, 0.5)) {
      expect(Math.abs((ivOnStatedClock ?? NaN) - (stated?.iv ?? NaN))).toBeLessThan(0.004);
    }
    // what no clock changes
    expect(new Set(clocks.map(({ delta }) => delta.worst)).size).toBe(1);
  });

  it("agrees with Cboe's delta within 0.017 near the money, of the puts within 0.0065", () => {
    for (const { right, delta, stated } of compared(read, 0.05, 0.5)) {
      // a cent of forward is 0.003 of delta here, and the calls' fit a forward seven cents higher
      expect(Math.abs((delta ?? NaN) - (stated?.delta ?? NaN))).toBeLessThan(right === "P" ? 0.0065 : 0.017);
    }
  });

  it("has no 30-day index: nothing but its own day is in the file", () => {
    expect(read).toMatchObject({ vix: null });
    expect(read.vixWhy).toContain("no weekly expiries");
  });
});

describe.skipIf(!existsSync(SPX))("the tables of 2023-09-14 on SPY and XSP", () => {
  it("are read by the same command, with the index's volatility about the VIX", async () => {
    for (const file of ["spy_quotedata_2023-09-14.csv", "xsp_quotedata_2023-09-14.csv"]) {
      const { vix } = await analysisOf(TABLES + file, { expiry: "2023-10-13", rate: "0.054" });

      expect(Math.abs((vix?.index ?? NaN) - 12.82)).toBeLessThan(0.4);
    }
  });
});
