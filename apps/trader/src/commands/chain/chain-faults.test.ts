import { describe, expect, it } from "vitest";
import { analysisOf, runOn, writeChain, type WrittenQuote } from "./testing/written-chain.ts";

const detail = (findings: readonly { readonly code: string; readonly detail: string }[], wanted: string) =>
  findings.find(({ code }) => code === wanted)?.detail;

/** No bid beyond three strikes of the money on either side, and none at it. */
const hollow = (made: WrittenQuote, strike: number): WrittenQuote =>
  Math.abs(strike - 670) <= 3 ? made : { bid: "0.00", ask: "0.00" };

describe("what a chain's quotes do not tell is said", () => {
  it("finds that no smile lies in quotes of which nothing out of the money has a bid, in JSON and table", async () => {
    const none = writeChain({
      quote: (made, strike, right) =>
        (right === "C") === strike <= 670 ? made : { bid: "0.00", ask: "0.00" },
    });
    const read = await analysisOf(none);
    const { out } = await runOn([none], { json: false });

    expect(read.atmIv).toBeNull();
    expect(detail(read.findings, "noSmile")).toContain("no smile lies in these quotes");
    expect(out.some((line) => line.includes("noSmile: "))).toBe(true);
  });

  it("finds none missing where a few quotes around the money are enough", async () => {
    const read = await analysisOf(writeChain({ quote: hollow }));

    expect(read.atmIv).not.toBeNull();
    expect(detail(read.findings, "noSmile")).toBeUndefined();
  });

  it("calls an ask beside a bid that is not stated absent, and one beside a bid of 0 wide", async () => {
    const quote = (made: WrittenQuote, strike: number, right: "C" | "P"): WrittenQuote => {
      if (strike === 672 && right === "P") return { bid: "NaN", ask: "2.50" };
      if (strike === 673 && right === "P") return { bid: "", ask: "3.50" };
      return strike === 674 && right === "P" ? { bid: "0.00", ask: "4.50" } : made;
    };
    const { contracts, findings } = await analysisOf(writeChain({ quote }));
    const fault = (strike: number) =>
      contracts.find((one) => one.right === "P" && one.strike === strike)?.fault;

    expect([fault(672), fault(673), fault(674)]).toEqual(["absent", "absent", "wide"]);
    expect(detail(findings, "wideQuote")).toContain("1 of 42 contracts");
    expect(detail(findings, "zeroQuote")).toContain("2 of 42 contracts");
  });
});
