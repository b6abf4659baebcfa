import { usdE4, type IsoDate } from "@smart0dte/domain";
import { aContract, aSession } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { StrikeBoard } from "./strike-board.ts";

function boardOf(strikes: readonly number[]): StrikeBoard {
  const board = new StrikeBoard("SPY", aSession().date);
  for (const strike of strikes) {
    board.list(strike, aContract(strike, "C"));
    board.list(strike + 10_000, aContract(strike, "P"));
  }
  return board;
}

const dollars = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const strikesOf = (board: StrikeBoard): readonly number[] =>
  board.rows().map(({ strike }) => strike / 10_000);

describe("the board of strikes", () => {
  // forwards in dollars, in turn, and the middle after the last of them
  it.each([
    ["starts on the nearest strike", [660.4], 660],
    ["takes the lower of two equally near at the start", [660.5], 660],
    ["stays within a quarter of a step beyond the border", [660, 660.75], 660],
    ["moves beyond it", [660, 660.76], 661],
    ["does not come back at once", [660, 660.76, 660.3], 661],
    ["comes back a quarter beyond the border on the other side", [660, 660.76, 660.24], 660],
    ["follows a jump over several strikes", [660, 664.9], 665],
    ["goes to the last strike and not beyond", [660, 700], 680],
  ])("%s", (_, forwards, middle) => {
    const board = boardOf(dollars(640, 680));

    for (const forward of forwards) board.centre(forward * 10_000);

    expect(board.middle).toBe(middle * 10_000);
  });

  it("does not flicker while the price swings about the border", () => {
    const board = boardOf(dollars(640, 680));
    const middles = new Set<number | null>();

    for (const forward of [660, 660.6, 660.4, 660.7, 660.3, 660.74, 660.26]) {
      board.centre(forward * 10_000);
      middles.add(board.middle);
    }

    expect([...middles]).toEqual([6_600_000]);
  });

  it("shows ten strikes on each side, ascending", () => {
    const board = boardOf(dollars(640, 680).reverse());

    board.centre(6_600_000);

    expect(strikesOf(board)).toEqual(dollars(650, 670));
  });

  it("shows fewer where fewer are listed, and more once they are", () => {
    const board = boardOf(dollars(657, 662));
    board.centre(6_600_000);
    const before = strikesOf(board);

    board.list(1, aContract(663, "C"));
    board.list(2, aContract(663, "P"));

    expect([before, strikesOf(board)]).toEqual([dollars(657, 662), dollars(657, 663)]);
  });

  it("keeps its width in strikes where they are not a dollar apart", () => {
    const board = boardOf([600, 610, 620, 630, 631, 632]);

    board.centre(6_224_000);
    board.centre(6_260_000);
    const inside = board.middle;
    board.centre(6_276_000);

    expect([inside, board.middle]).toEqual([6_200_000, 6_300_000]);
  });

  it("counts a strike once both rights are listed, of its own root and day", () => {
    const board = boardOf([660]);

    board.list(1, aContract(661, "C"));
    board.list(2, aContract(662, "C", { root: "QQQ" }));
    board.list(3, aContract(662, "P", { expiry: "2026-03-16" as IsoDate }));

    expect(board.strikes).toEqual([{ strike: usdE4(6_600_000), call: 660, put: 10_660 }]);
  });

  it("shows nothing before it has seen a price, or without strikes", () => {
    const empty = boardOf([]);
    empty.centre(6_600_000);

    expect([boardOf([660]).rows(), empty.rows(), empty.middle]).toEqual([[], [], null]);
  });
});
