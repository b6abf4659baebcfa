import { describe, expect, it } from "vitest";
import type { Mark } from "../../ui/plot/picture.ts";
import { smilePicture, type SmileQuote, type SmileShown } from "./smile-picture.ts";

const SIZE = { width: 376, height: 240 };

const aQuote = (strike: number, over: Partial<SmileQuote> = {}): SmileQuote => ({
  strike,
  right: strike < 662 ? "P" : "C",
  bid: 0.19,
  mid: 0.2,
  ask: 0.21,
  ...over,
});

const aSmile = (over: Partial<SmileShown> = {}): SmileShown => ({
  forward: 662.1,
  quotes: [660, 661, 662, 663, 664].map((strike) => aQuote(strike)),
  curve: [
    [660, 0.205],
    [662, 0.2],
    [664, 0.202],
  ],
  chosen: null,
  ...over,
});

const part = (marks: readonly Mark[], name: string): readonly Mark[] =>
  marks.filter(({ at }) => at["data-part"] === name);

describe("the picture of a smile", () => {
  it("has a dot for each known mid, a bar for each quoted strike and one fitted curve", () => {
    const { marks } = smilePicture(aSmile(), SIZE);

    expect(part(marks, "mid")).toHaveLength(5);
    expect(part(marks, "band")).toHaveLength(5);
    expect(part(marks, "fit")).toHaveLength(1);
  });

  it("leaves a strike without a mid empty and draws its quoted side", () => {
    const quotes = [aQuote(660), aQuote(661, { mid: null, bid: null }), aQuote(662)];

    const { marks, words } = smilePicture(aSmile({ quotes }), SIZE);

    expect(part(marks, "mid")).toHaveLength(2);
    expect(part(marks, "band")).toHaveLength(3);
    expect(words).toContain("at 2 of 3 strikes");
  });

  it("keeps the bar of a quote far from its neighbours inside the drawing", () => {
    const quotes = [aQuote(660), aQuote(661, { ask: 9 }), aQuote(662)];

    const { marks } = smilePicture(aSmile({ quotes }), SIZE);

    for (const { at } of part(marks, "band")) expect(Number(at["y2"])).toBeGreaterThanOrEqual(22);
  });

  it("says that no curve could be fitted", () => {
    const { words } = smilePicture(aSmile({ curve: [] }), SIZE);

    expect(words).toContain("no curve could be fitted");
  });

  it("draws nothing where nothing is known", () => {
    const quotes = [aQuote(660, { bid: null, mid: null, ask: null })];

    expect(smilePicture(aSmile({ quotes, curve: [] }), SIZE).marks).toEqual([]);
  });
});
