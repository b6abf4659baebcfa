import { describe, expect, it } from "vitest";
import { analysisOf, runOn, writeChain, type ReadContract } from "./testing/written-chain.ts";

const FIELDS =
  "symbol,expiry,asOf,spot,forward,secondsToExpiry,atmIv,expectedMove,straddle,contracts,findings,plans";
const CONTRACT_FIELDS = "symbol,right,strike,bid,ask,mid,iv,delta,gamma,theta,vega";
const PLAN_FIELDS = "name,legs,entry,maxProfit,maxLoss,breakEvens,costs,probabilityOfProfit,expectedValue";

const at = (contracts: readonly ReadContract[], strike: number, right: "C" | "P"): ReadContract =>
  contracts.find((one) => one.strike === strike && one.right === right) ?? expect.unreachable("not listed");

describe("smart0dte chain --json", () => {
  it("prints one object a line per file, with the fields that other programs rely on", async () => {
    const { code, out, err } = await runOn([writeChain(), writeChain({ volatility: 0.2 })]);

    const objects = out.map((line) => JSON.parse(line) as Record<string, unknown>);
    const [first] = objects as Record<string, readonly object[]>[];
    expect({ code, err, count: objects.length }).toEqual({ code: 0, err: [], count: 2 });
    for (const object of objects) expect(Object.keys(object).join()).toContain(FIELDS);
    expect(Object.keys(first?.["contracts"]?.[0] ?? {}).join()).toContain(CONTRACT_FIELDS);
    expect(Object.keys(first?.["plans"]?.[0] ?? {}).join()).toContain(PLAN_FIELDS);
  });

  it("states the moment: the run's time, the date of the expiry, the seconds to its close", async () => {
    expect(await analysisOf(writeChain())).toMatchObject({
      symbol: "SPY",
      expiry: "2026-08-14",
      asOf: "2026-08-14T16:00:00Z",
      secondsToExpiry: 4 * 3600,
    });
  });

  it("finds the forward, the volatility and the move that the quotes were made of", async () => {
    const { forward, atmIv, expectedMove, straddle } = await analysisOf(
      writeChain({ forward: 670.2, volatility: 0.15, spot: "669" }),
    );

    // cent ticks leave about a cent of forward and half a point of volatility open
    expect(Math.abs((forward ?? 0) - 670.2)).toBeLessThan(0.01);
    expect(Math.abs((atmIv ?? 0) - 0.15)).toBeLessThan(0.005);
    // 670.2 x 0.15 x root of 4 hours; the straddle at 670 is about 0.8 of it
    expect(expectedMove).toBeCloseTo(670.2 * (atmIv ?? 0) * Math.sqrt(4 / 8760), 1);
    expect((expectedMove ?? 0) / (straddle ?? 1)).toBeGreaterThan(1.2);
    expect((expectedMove ?? 0) / (straddle ?? 1)).toBeLessThan(1.27);
  });

  it("gives a contract in the money its strike's volatility from the other side", async () => {
    // the call in the money is quoted absurdly high: nothing but its own mid may follow it
    const quote = (made: { bid: string; ask: string }, strike: number, right: string) =>
      strike === 667 && right === "C" ? { bid: "9.00", ask: "9.10" } : made;
    const { contracts } = await analysisOf(writeChain({ quote }));

    const [call, put] = [at(contracts, 667, "C"), at(contracts, 667, "P")];
    expect(call).toMatchObject({ mid: 9.05, iv: put.iv, gamma: put.gamma, vega: put.vega });
    expect((call.delta ?? 0) - (put.delta ?? 0)).toBeCloseTo(1, 12);
  });

  it("takes no volatility from an ask alone, and no price from an empty or crossed market", async () => {
    const over = new Map([
      ["662P", { bid: "0.00", ask: "0.01" }],
      ["672C", { bid: "0.00", ask: "0.00" }],
      ["668P", { bid: "0.90", ask: "0.80" }],
      ["669P", { bid: "", ask: "" }],
      ["661P", { bid: "nan", ask: "0.01" }],
    ]);
    const { contracts, findings } = await analysisOf(
      writeChain({ quote: (made, strike, right) => over.get(`${strike}${right}`) ?? made }),
    );

    expect(at(contracts, 662, "P")).toMatchObject({ bid: 0, ask: 0.01, mid: 0.005, iv: null, delta: null });
    expect(at(contracts, 661, "P")).toMatchObject({ bid: null, ask: 0.01, iv: null });
    expect(at(contracts, 672, "C")).toMatchObject({ bid: null, ask: null, mid: null, iv: null });
    expect(at(contracts, 672, "P")).toMatchObject({ iv: null, delta: null });
    expect(at(contracts, 668, "P")).toMatchObject({ bid: 0.9, ask: 0.8, mid: null, iv: null });
    expect(at(contracts, 669, "P")).toMatchObject({ bid: null, mid: null, iv: null });
    const details = Object.fromEntries(findings.map(({ code, detail }) => [code, detail]));
    expect(details["zeroQuote"]).toMatch(
      /^2 of 42 contracts .*P 669, C 672|^2 of 42 contracts .*C 672, P 669/,
    );
    expect(details["crossedQuote"]).toMatch(/^1 of 42 contracts .*P 668/);
  });

  it("makes no plan of a leg whose market is empty, crossed or one-sided", async () => {
    const none = { bid: "0.00", ask: "0.01" };
    const { plans, noPlans } = await analysisOf(
      writeChain({ quote: (made, _, right) => (right === "P" ? none : made) }),
    );

    expect(plans.length).toBeGreaterThan(0);
    expect(plans.flatMap(({ legs }) => legs).filter(({ right }) => right === "P")).toEqual([]);
    expect(noPlans.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "putCreditVertical",
        "putDebitVertical",
        "ironCondor",
        "longPut",
        "shortStraddle",
      ]),
    );
  });
});

describe("smart0dte chain finds", () => {
  const codesOf = async (...args: Parameters<typeof analysisOf>) =>
    (await analysisOf(...args)).findings.map(({ code }) => code);

  it("nothing but the unknown time of the quotes in a clean file of the day", async () => {
    expect(await codesOf(writeChain())).toEqual(["quoteTimeUnknown"]);
  });

  it("nothing at all where a person states that time", async () => {
    expect(await codesOf(writeChain(), { at: "2026-08-14T12:00:00-04:00" })).toEqual([]);
  });

  it("a stale spot where it is further from the parity forward than a nickel and the pairs' spread", async () => {
    expect(await codesOf(writeChain({ spot: "670.28" }))).toContain("staleSpot");
    expect(await codesOf(writeChain({ spot: "670.23" }))).not.toContain("staleSpot");
  });

  it("no stale spot inside the pairs' own spread", async () => {
    const wide = ({ bid }: { bid: string }) => ({ bid, ask: (Number(bid) + 0.06).toFixed(2) });

    expect(await codesOf(writeChain({ spot: "670.27", quote: wide }))).not.toContain("staleSpot");
  });

  it("an expiry of another day, to which alone a rate applies", async () => {
    const file = writeChain({ expiry: "2026-08-17" });
    const plain = await analysisOf(file);
    const rated = await analysisOf(file, { rate: "0.05" });

    expect(plain.findings.map(({ code }) => code)).toEqual([
      "expiryNotToday",
      "quoteTimeUnknown",
      "earlyExercise",
    ]);
    expect(plain.findings[0]?.detail).toContain("so nothing is discounted");
    // 76 hours at 5 %: a parity spread of C - P = -0.2 or so grows by 0.04 %
    expect(rated.forward).not.toBe(plain.forward);
    expect(Math.abs((rated.forward ?? 0) - (plain.forward ?? 0))).toBeLessThan(0.005);
  });

  it("the forward in the spot where fewer than three pairs are quoted", async () => {
    const sparse = (made: { bid: string; ask: string }, strike: number, right: string) =>
      right === "P" && strike > 669 ? { bid: "0.00", ask: "0.00" } : made;
    const one = (made: { bid: string; ask: string }, strike: number, right: string) =>
      right === "C" && strike < 669 ? { bid: "0.00", ask: "0.00" } : sparse(made, strike, right);

    expect(await analysisOf(writeChain({ spot: "670.5", quote: one }))).toMatchObject({
      forward: 670.5,
      forwardFrom: "spot",
    });
  });
});

describe("smart0dte chain refuses with one sentence and code 2", () => {
  it.each([
    ["no file", [], {}, "FILE is missing"],
    ["a time without its offset", [writeChain()], { at: "2026-08-14T12:00:00" }, "--at"],
    ["a rate in per cent", [writeChain()], { rate: "4.25" }, "--rate"],
    ["a rate that is a word", [writeChain()], { rate: "high" }, "--rate"],
    ["a file that is not there", ["nowhere.csv"], {}, "nowhere.csv"],
    ["a file whose time nothing states", [writeChain({ utc: null })], {}, "--at TIME"],
    ["a file whose last expiry has closed", [writeChain()], { at: "2026-08-14T20:00:00Z" }, "expired"],
  ])("%s", async (_, files, over, word) => {
    const { code, out, err } = await runOn(files, over);

    expect({ code, out, lines: err.length }).toEqual({ code: 2, out: [], lines: 1 });
    expect(err[0]).toContain(word);
  });

  it("the bad one of several files and prints the others", async () => {
    const { code, out, err } = await runOn([writeChain(), "nowhere.csv", writeChain()]);

    expect({ code, out: out.length, err: err.length }).toEqual({ code: 2, out: 2, err: 1 });
  });

  it("but not a rate beside an expiry of the same day: it is left out, and that is said", async () => {
    const file = writeChain();
    const { code, out, err } = await runOn([file], { rate: "0.05" });

    expect({ code, out }).toEqual({ code: 0, out: (await runOn([file])).out });
    expect(err.join()).toContain("--rate does not apply");
  });
});

describe("smart0dte chain without --json", () => {
  it("tells a person the moment, the findings, ATM±10 and the plans", async () => {
    const { out } = await runOn([writeChain({ spot: "669" })], { json: false });
    const text = out.join("\n");

    expect(out[0]).toMatch(
      /^SPY expiring 2026-08-14, as of 2026-08-14T16:00:00Z \(12:00:00 New York\), 4 h 0 min/,
    );
    expect(text).toContain("staleSpot: ");
    expect(text).toMatch(/ >670 /);
    expect(out.filter((line) => /^ +10 100 /.test(line))).toHaveLength(21);
    for (const name of ["putCreditVertical", "callDebitVertical", "ironCondor"]) expect(text).toContain(name);
  });
});
