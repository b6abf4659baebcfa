import { aLadder } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { LadderFrame } from "../contract/index.ts";
import { ladderFrame } from "./ladder-frame.ts";

const asked = { of: "position:x-1", scale: "position", src: "simulated" } as const;
const [SPY] = aLadder().tickers;
const two = aLadder({
  tickers: SPY === undefined ? [] : [SPY, { ...SPY, ticker: "QQQ", spots: [495, 500, 505] }],
});

describe("a ladder on the wire", () => {
  it("is of one share for a contract, and of a hundred times the contracts for what is held", () => {
    const share = ladderFrame(aLadder(), { ...asked, scale: "share" });
    const position = ladderFrame(aLadder(), asked);

    expect(share.tickers[0]?.rungs[0]?.cells[0]).toEqual({
      value: 1.2346,
      delta: 0.5,
      gamma: 0.04,
      theta: -0.9,
      charm: 0.01,
    });
    expect(position.tickers[0]?.rungs[0]?.cells[0]).toEqual({
      value: 123.456,
      delta: 50,
      gamma: 4,
      theta: -90,
      charm: 1,
    });
    expect(share.together).toBeNull();
  });

  it("adds tickers up in dollars per 1 %, all moving by the same fraction", () => {
    const { together } = LadderFrame.parse(ladderFrame(two, asked));

    // 50 shares at 660 and 50 at 500, 1 % of each; gamma takes the 1 % twice
    expect(together?.[0]?.cells[1]).toEqual({
      value: 246.912,
      delta: 50 * 6.6 + 50 * 5,
      gamma: 4 * 6.6 ** 2 + 4 * 5 ** 2,
      theta: -180,
      charm: 6.6 + 5,
    });
  });

  it("gives no delta at the close exactly on a strike, nor a sum that rests on it", () => {
    const { tickers, together } = ladderFrame(two, asked);

    expect(tickers[0]?.rungs.at(-1)?.cells[1]?.delta).toBeNull();
    expect(together?.at(-1)?.cells[1]?.delta).toBeNull();
    expect(together?.at(-1)?.cells[2]).toMatchObject({ value: 1_320, gamma: 0 });
  });

  it("says when each rung is, by the desk's clock", () => {
    const { at, tickers } = ladderFrame(aLadder(), asked);

    expect(tickers[0]?.rungs.map((rung) => (rung.at - at) / 1e6)).toEqual([0, 19_800]);
  });

  it("of a book that holds nothing says so", () => {
    expect(ladderFrame(aLadder({ tickers: [] }), asked)).toMatchObject({
      tickers: [],
      together: null,
      why: "The book holds nothing.",
    });
  });
});
