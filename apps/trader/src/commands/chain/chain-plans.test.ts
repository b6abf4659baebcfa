import { beforeAll, describe, expect, it } from "vitest";
import { analysisOf, runOn, writeChain } from "./testing/written-chain.ts";

interface Ranked {
  readonly name: string;
  readonly rank: number;
  readonly isOffered: boolean;
  readonly considered: number;
  readonly legs: readonly { readonly right: "C" | "P"; readonly strike: number; readonly quantity: number }[];
  readonly entry: number;
  readonly maxProfit: number | null;
  readonly maxLoss: number;
  readonly costs: number;
  readonly expectedValue: number;
  readonly probabilityOfProfit: number;
  readonly perDollarAtRisk: number;
  readonly lostBy: number;
  readonly why: string;
  readonly runnersUp: readonly Ranked[];
}

const FAMILIES = [
  "putCreditVertical",
  "callCreditVertical",
  "putDebitVertical",
  "callDebitVertical",
  "ironCondor",
  "ironButterfly",
  "callButterfly",
  "putButterfly",
  "brokenWingCallButterfly",
  "brokenWingPutButterfly",
  "longStraddle",
  "longStrangle",
  "longCall",
  "longPut",
];

async function plansOfChain(...args: Parameters<typeof writeChain>): Promise<readonly Ranked[]> {
  const { out } = await runOn([writeChain(...args)]);
  return (JSON.parse(out.join("")) as { readonly plans: readonly Ranked[] }).plans;
}

describe("the plans of a chain", () => {
  let plans: readonly Ranked[];
  beforeAll(async () => {
    plans = await plansOfChain();
  });
  const named = (name: string): Ranked =>
    plans.find((plan) => plan.name === name) ?? expect.unreachable(`no ${name}`);

  it("are the best of every family, ranked by expected value per dollar that can be lost", () => {
    const scores = plans.map(({ perDollarAtRisk }) => perDollarAtRisk);

    expect(plans.map(({ name }) => name).sort()).toEqual([...FAMILIES].sort());
    expect(plans.map(({ rank }) => rank)).toEqual(plans.map((_, place) => place + 1));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const { perDollarAtRisk, expectedValue, maxLoss, costs } of plans) {
      expect(perDollarAtRisk).toBeCloseTo(expectedValue / (maxLoss + costs), 12);
    }
  });

  it("each have two runners-up of their own name, and the figure by which those lost", () => {
    for (const plan of plans) {
      expect(plan.runnersUp).toHaveLength(2);
      const scores = [plan, ...plan.runnersUp].map(({ perDollarAtRisk }) => perDollarAtRisk);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      for (const other of plan.runnersUp) {
        expect(other.name).toBe(plan.name);
        expect(other.legs).not.toEqual(plan.legs);
        expect(other.lostBy).toBeCloseTo(plan.perDollarAtRisk - other.perDollarAtRisk, 12);
        expect(other.why).toContain(`${(100 * other.lostBy).toFixed(2)} % less than the best`);
      }
    }
  });

  it("expect no gain where all quotes are of one moment and one volatility", () => {
    for (const { expectedValue } of plans) expect(expectedValue).toBeLessThan(0);
  });

  it("say which the desk trades, and which win without bound", () => {
    expect(
      plans
        .filter(({ isOffered }) => isOffered)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(FAMILIES.slice(0, 5).sort());
    expect(
      plans
        .filter(({ maxProfit }) => maxProfit === null)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["longCall", "longStraddle", "longStrangle"]);
  });

  it("have ratios in their legs, and every leg of them is paid for", () => {
    const { legs, costs } = named("callButterfly");

    expect(legs.map(({ quantity }) => quantity)).toEqual([1, -2, 1]);
    // four contracts in and out at 0.65 and about 0.056
    expect(costs).toBeCloseTo(4 * 2 * 0.706, 1);
  });
});

describe("names without a plan", () => {
  it("are what stands naked, always, refused by name", async () => {
    const { noPlans } = await analysisOf(writeChain());

    expect(noPlans).toEqual(
      ["shortCall", "shortPut", "shortStraddle", "shortStrangle"].map((name) => ({
        name,
        why: "naked short not offered",
      })),
    );
  });

  it("are all that need what is not quoted", async () => {
    const onlyNear = (made: { bid: string; ask: string }, strike: number) =>
      strike === 670 || strike === 671 || strike === 669 ? made : { bid: "0.00", ask: "0.01" };
    const { plans, noPlans } = await analysisOf(writeChain({ quote: onlyNear }));

    expect(plans.map(({ name }) => name)).not.toContain("ironCondor");
    expect(noPlans).toContainEqual({
      name: "ironCondor",
      why: "too few strikes around the money are quoted on both sides",
    });
  });

  it("are all that cannot win their costs", async () => {
    // a cent of credit between neighbours does not pay 1.41 a contract
    const flat = (_: { bid: string; ask: string }, strike: number, right: string) =>
      (right === "C") === strike > 670 ? { bid: "0.01", ask: "0.02" } : { bid: "0.00", ask: "0.01" };
    const { noPlans } = await analysisOf(writeChain({ quote: flat }));

    expect(noPlans.map(({ name }) => name)).toContain("ironCondor");
  });
});

describe("the table of plans", () => {
  it("says that the odds are the market's own and nothing is promised, and names what is not offered", async () => {
    const { out } = await runOn([writeChain()], { json: false });
    const text = out.join(" ").replaceAll(/\s+/g, " ");

    expect(text).toContain("no structure expects a gain after costs");
    expect(text).toContain("Nothing here promises a profit");
    expect(text).toContain("shortStraddle, shortStrangle: none, naked short not offered");
    expect(text).toMatch(/% less\)/);
  });
});
