import { parseInstant, readChainFile } from "@smart0dte/feeds";
import { describe, expect, it } from "vitest";
import { analyseChain } from "./chain-analysis.ts";
import { chainLines, nearestTo } from "./table-chain.ts";
import { FOUR_HOURS_BEFORE, writeChain } from "./testing/written-chain.ts";

const linesOf = (...args: Parameters<typeof writeChain>): readonly string[] => {
  const at = parseInstant(FOUR_HOURS_BEFORE);
  return chainLines(analyseChain({ snapshot: readChainFile(writeChain(...args)), at, rate: null }));
};
const cellsOf = (line = ""): readonly string[] => line.trim().split(/\s+/);
/** The row of a strike. */
const rowOf = (lines: readonly string[], strike: number): readonly string[] =>
  lines.map(cellsOf).find((cells) => cells[5] === String(strike) || cells[5] === `>${strike}`) ?? [];

describe("the table of a chain", () => {
  it("has a line a strike under its heads, the money marked once", () => {
    const [heads, ...rows] = linesOf();

    expect(cellsOf(heads).slice(0, 11)).toEqual([
      ..."volume OI delta bid ask strike bid ask delta OI volume".split(" "),
    ]);
    expect(rows).toHaveLength(21);
    expect(rows.filter((row) => row.includes(">"))).toHaveLength(1);
    expect(rowOf(rows, 670)[5]).toBe(">670");
  });

  it("reads IV, chances and Greeks from the side that is out of the money", () => {
    const [, ...rows] = linesOf();
    const [below, above] = [rowOf(rows, 668), rowOf(rows, 672)];

    // bid, middle and ask of the volatility stand around what the chain was written with
    for (const cells of [below, above]) {
      const [bid = "", iv = "", ask = ""] = cells.slice(11, 14);
      expect(Number(bid)).toBeLessThan(Number(iv));
      expect(Number(iv)).toBeLessThan(Number(ask));
      expect(Number(iv)).toBeCloseTo(15, 0);
      // an out-of-the-money option is touched about twice as often as it ends inside
      expect(Number(cells[14])).toBeLessThan(50);
      expect(Number(cells[15])).toBeGreaterThan(Number(cells[14]));
    }
    expect(Number(below[2])).toBeGreaterThan(0.75);
    expect(Number(below[8])).toBeLessThan(0);
  });

  it("says 0.00 for a market without a bid, a dash for one without an ask, and marks what no price is taken from", () => {
    const [, ...rows] = linesOf({
      quote: (made, strike, right) => {
        if (right === "C" && strike === 676) return { bid: "0", ask: "0.02" };
        if (right === "C" && strike === 677) return { bid: "0", ask: "0" };
        if (right === "P" && strike === 668) return { bid: "2.00", ask: "1.00" };
        return made;
      },
    });

    expect(rowOf(rows, 676).slice(3, 5)).toEqual(["0.00", "0.02"]);
    expect(rowOf(rows, 677).slice(3, 5)).toEqual(["-", "-"]);
    expect(rowOf(rows, 668).slice(6, 8)).toEqual(["2.00", "1.00x"]);
    expect(rowOf(rows, 668)[12]).toBe("-");
  });

  it("is centred where the spot is, while nothing else says where the money is", () => {
    const rows = linesOf({ spot: "672.1", quote: () => ({ bid: "0", ask: "0.50" }) });

    expect(rows.find((row) => row.includes(">"))).toContain(">672");
  });
});

describe("the strike nearest to a price", () => {
  it("is found on both sides, the lower of two equally near; the first where there is none", () => {
    expect(nearestTo([660, 661, 662], 661.4)).toBe(1);
    expect(nearestTo([660, 661, 662], 661.5)).toBe(1);
    expect(nearestTo([660, 661, 662], 1)).toBe(0);
    expect(nearestTo([], 660)).toBe(0);
  });
});
