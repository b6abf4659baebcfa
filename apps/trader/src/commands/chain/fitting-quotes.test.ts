import { describe, expect, it } from "vitest";
import { analysisOf, runOn, writeChain } from "./testing/written-chain.ts";

/** The call at 667, in the money, is bid forty cents above what all others make it worth. */
const stray = (made: { bid: string; ask: string }, strike: number, right: string) =>
  strike === 667 && right === "C" ? { bid: "3.66", ask: "3.67" } : made;

describe("a quote that contradicts all others", () => {
  it("makes no plan, however good that would look, and is named", async () => {
    const { plans, findings } = await analysisOf(writeChain({ quote: stray }));

    expect(findings.find(({ code }) => code === "offSmile")?.detail).toContain("C 667");
    const strays = plans
      .flatMap(({ legs }) => legs)
      .filter(({ right, strike }) => right === "C" && strike === 667);
    expect(strays).toEqual([]);
    expect(plans.filter(({ expectedValue }) => expectedValue >= 0)).toEqual([]);
  });

  it("is still shown as it is quoted", async () => {
    const { contracts } = await analysisOf(writeChain({ quote: stray }));

    expect(contracts.find(({ right, strike }) => right === "C" && strike === 667)).toMatchObject({
      bid: 3.66,
      ask: 3.67,
    });
  });

  it("is none in a chain whose quotes fit", async () => {
    const { out } = await runOn([writeChain()]);

    expect(out.join()).not.toContain("offSmile");
  });
});
