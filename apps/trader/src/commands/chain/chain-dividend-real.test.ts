import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { analysisOf, type ReadAnalysis } from "./testing/written-chain.ts";

const TABLES = new URL("../../../../../../shared/data/cboe/", import.meta.url).pathname;
const SPY = `${TABLES}spy_quotedata_2023-09-14.csv`;
const XSP = `${TABLES}xsp_quotedata_2023-09-14.csv`;
const SEPTEMBER = "../../../../../../shared/data/chains/2026-08-14T1138ET/SPY.csv.gz";
const LATER = new URL(SEPTEMBER, import.meta.url).pathname;

/** SPY went ex on 2023-09-15 with 1.583. */
const PAID = 1.583;

const codes = ({ findings }: ReadAnalysis) => findings.map(({ code }) => code);
const detail = ({ findings }: ReadAnalysis, wanted: string) =>
  findings.find(({ code }) => code === wanted)?.detail ?? "";

/** Differences from the table's own IV, ascending: out of the money, the table's |delta| from 0.05 to 0.5. */
const misses = ({ contracts, forward }: ReadAnalysis, right: "C" | "P") =>
  contracts
    .filter(({ stated, strike, ...one }) => {
      const size = Math.abs(stated?.delta ?? 0);
      const isOut = (right === "C") === strike >= (forward ?? 0);
      return one.right === right && isOut && stated?.iv != null && size >= 0.05 && size <= 0.5;
    })
    .map(({ iv, stated }) => Math.abs((iv ?? NaN) - (stated?.iv ?? NaN)))
    .sort((a, b) => a - b);

describe.skipIf(!existsSync(SPY)).each([
  { expiry: "2023-09-15", days: 1 },
  { expiry: "2023-09-18", days: 4 },
  { expiry: "2023-10-13", days: 29 },
  { expiry: "2023-10-20", days: 36 },
])("SPY of $expiry on the eve of its ex date", ({ expiry, days }) => {
  let spy: ReadAnalysis;
  let xsp: ReadAnalysis;
  beforeAll(async () => {
    spy = await analysisOf(SPY, { expiry });
    xsp = await analysisOf(XSP, { expiry });
  });

  it("tells the dividend that was paid, within what it says it may be wrong by", () => {
    const { amount, low, high, exAfter, exBy } = spy.dividend ?? expect.unreachable("no dividend");

    expect(Math.abs(amount - PAID)).toBeLessThan(0.04);
    expect(low).toBeLessThan(PAID);
    expect(high).toBeGreaterThan(PAID);
    expect(high - low).toBeLessThan(0.12);
    expect({ exAfter, exBy }).toEqual({ exAfter: "2023-09-14", exBy: "2023-09-15" });
    expect(detail(spy, "impliedDividend")).toContain("1.56 $ a share");
  });

  it("has the index's forward less that dividend", () => {
    // a tenth of the index stood at 450.51 when SPY closed at 450.36
    const index = (xsp.forward ?? NaN) * (450.36 / 450.511);

    // the index's members pay on, about 1.5 % a year, which SPY keeps until its next date
    const kept = (0.015 * days * 450) / 365;
    const more = (spy.forward ?? NaN) - (index - PAID);
    expect(more).toBeGreaterThan(-0.16);
    expect(more).toBeLessThan(kept + 0.1);
    expect(codes(spy)).not.toContain("noForward");
  });

  it("has the index's volatility at the money, a smile, Greeks and exposures", () => {
    expect(Math.abs((spy.atmIv ?? NaN) - (xsp.atmIv ?? NaN))).toBeLessThan(0.0022);
    const near = spy.contracts.filter(
      ({ strike, ask }) => ask !== null && Math.abs(strike / (spy.forward ?? 0) - 1) < 0.01,
    );
    expect(near.length).toBeGreaterThan(14);
    for (const { iv, delta, gamma } of near) expect([iv, delta, gamma]).not.toContain(null);
    expect(codes(spy)).not.toContain("noSmile");
  });

  it("takes no trade for an arbitrage that early exercise of what is sold takes back", () => {
    expect(spy.arbitrages.filter(({ kind }) => kind === "parity" || kind === "vertical")).toEqual([]);
    expect(spy.arbitragesExplained.map(({ kind }) => kind)).toContain("parity");
    expect(detail(spy, "earlyExercise")).toContain("no arbitrage");
  });

  it("makes no plan of a call whose price is exercise before the ex date", () => {
    const to = spy.dividend?.exercisedTo ?? 0;
    const sold = spy.plans.flatMap(({ legs }) =>
      legs.filter(({ right, strike }) => right === "C" && strike <= to),
    );

    expect(sold).toEqual([]);
  });
});

describe.skipIf(!existsSync(SPY))("SPY on the eve of its ex date, beside the table's own readings", () => {
  it("leaves out the pairs whose call is exercised, and says up to where calls are", async () => {
    const { dividend } = await analysisOf(SPY);

    expect(dividend).toMatchObject({ exercisedTo: 450, leftOut: [447, 448, 449, 450] });
    expect(Math.min(...(dividend?.strikes ?? []))).toBe(451);
  });

  it("agrees with Cboe's IV of 2023-10-20 within 0.0003, calls and puts", async () => {
    const read = await analysisOf(SPY, { expiry: "2023-10-20" });

    for (const right of ["C", "P"] as const) expect(misses(read, right).at(-1)).toBeLessThan(0.0003);
  });

  it("agrees with Cboe's IV of 2023-09-18 within 0.0013", async () => {
    const read = await analysisOf(SPY, { expiry: "2023-09-18" });

    for (const right of ["C", "P"] as const) expect(misses(read, right).at(-1)).toBeLessThan(0.0013);
  });

  it("agrees with Cboe's IV of the puts of 2023-09-15 within 0.006; its calls are read without the dividend", async () => {
    const read = await analysisOf(SPY);
    const byStrike = new Map(
      read.contracts.map((one) => [`${one.right}${one.strike}`, one.stated?.iv ?? NaN]),
    );

    expect(misses(read, "P").at(-1)).toBeLessThan(0.006);
    // one strike, two volatilities of the table's own
    expect((byStrike.get("P451") ?? NaN) - (byStrike.get("C451") ?? NaN)).toBeGreaterThan(0.02);
  });
});

describe.skipIf(!existsSync(LATER))("SPY a month before its ex date", () => {
  it("has the dividend in the forward from the third Friday on, and none before", async () => {
    const [before, on] = [
      await analysisOf(LATER, { expiry: "2026-09-11" }),
      await analysisOf(LATER, { expiry: "2026-09-18" }),
    ];

    expect(before.dividend).toBeNull();
    const { amount, low, high } = on.dividend ?? expect.unreachable("no dividend");
    expect(amount).toBeGreaterThan(1.5);
    expect(amount).toBeLessThan(2.1);
    // a month on the rate counts: what is not known is said
    expect(high - low).toBeGreaterThan(0.5);
    expect(on.forward ?? NaN).toBeLessThan((before.forward ?? NaN) - 0.7);
  });
});
