import type { LadderFrame } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { aLadderFrame } from "../../testing/analysis-bodies.ts";
import { laddersOf, ladderUnit } from "./ladder-shown.ts";

describe("the tables of a ladder", () => {
  it("has a column for now, 15 and 30 minutes later and the close, with their times", () => {
    const [ladder] = laddersOf(aLadderFrame());

    expect(ladder?.moments).toEqual([
      { name: "now", at: "15:00" },
      { name: "+15 min", at: "15:15" },
      { name: "+30 min", at: "15:30" },
      { name: "close", at: "16:00" },
    ]);
  });

  it("has no column for a moment that the close has overtaken", () => {
    const frame = aLadderFrame({ secondsToClose: 600, moments: [0] });

    expect(laddersOf(frame)[0]?.moments.map(({ name }) => name)).toEqual(["now", "close"]);
  });

  it("has a line for each spot and marks the forward", () => {
    const [ladder] = laddersOf(aLadderFrame());

    expect(ladder).toMatchObject({ lines: ["673.20", "680.00", "686.80"], middle: 1, scale: "share" });
  });

  it("of one ticker is not repeated as the whole", () => {
    const frame: LadderFrame = { ...aLadderFrame(), scale: "position", together: [] };

    expect(laddersOf(frame).map(({ name }) => name)).toEqual(["SPY"]);
  });

  it("of several tickers begins with all of them moving together, by moves instead of spots", () => {
    const one = aLadderFrame();
    const tickers = one.tickers.flatMap((part) => [part, { ...part, ticker: "QQQ" as const }]);
    const together = one.tickers[0]?.rungs ?? [];

    const ladders = laddersOf({ ...one, scale: "position", tickers, together });

    expect(ladders.map(({ name, scale }) => [name, scale])).toEqual([
      ["together", "together"],
      ["SPY", "position"],
      ["QQQ", "position"],
    ]);
    expect(ladders[0]?.lines).toEqual(["−1.00%", "0.00%", "+1.00%"]);
  });

  it("of nothing is none", () => {
    expect(laddersOf({ ...aLadderFrame(), tickers: [], together: null })).toEqual([]);
  });

  it("says the unit of each figure", () => {
    expect(ladderUnit("share", "theta")).toBe("$ a share per hour");
    expect(ladderUnit("together", "delta")).toBe("$ per 1 % move");
  });
});
