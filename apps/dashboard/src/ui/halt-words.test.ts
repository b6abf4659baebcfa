import { describe, expect, it } from "vitest";
import { haltCounts, haltSentence, isHalted } from "./halt-words.ts";

/** 13 March 2026, 10:42:07 in New York. */
const at = Date.UTC(2026, 2, 13, 14, 42, 7) * 1_000;

describe("the words of a halt", () => {
  it.each([
    ["manual", 'trader-1: manual, "news"', 'HALTED by trader-1 10:42:07 ET: manual, "news"'],
    ["manual", "trader-1: manual", "HALTED by trader-1 10:42:07 ET: manual"],
    [
      "book",
      "The book lost $1,012.00 of $1,000.00",
      "HALTED by book breaker 10:42:07 ET: The book lost $1,012.00 of $1,000.00",
    ],
    ["emergency", "Emergency, VIX 41.20", "HALTED by volatility emergency 10:42:07 ET: Emergency, VIX 41.20"],
    ["ticker", "SPY lost $612.00 of $600.00", "BLOCKED since 10:42:07 ET: SPY lost $612.00 of $600.00"],
  ] as const)("of a %s halt say who or what: %s", (kind, sentence, words) => {
    expect(haltSentence({ kind, at, sentence })).toBe(words);
  });

  it("do not call the desk halted because one ticker is blocked", () => {
    const ticker = { kind: "ticker" as const, at, sentence: "" };

    expect(isHalted([])).toBe(false);
    expect(isHalted([ticker])).toBe(false);
    expect(isHalted([ticker, { kind: "manual", at, sentence: "" }])).toBe(true);
  });

  it("say in counts what pressing will do", () => {
    const day = {
      at,
      mid: null,
      executable: null,
      realised: "0.0000",
      fees: "0.0000",
      unmarkable: [],
      how: "quoted" as const,
    };

    expect(haltCounts({ ...day, openPositions: 2, workingOrders: 4, workingOpenings: 1 })).toBe(
      "Stops new risk. Cancels 1 opening order. 3 exits and 2 positions keep running.",
    );
  });
});
