import { describe, expect, it } from "vitest";
import { aCell, aChainFrame } from "../../testing/contract-bodies.ts";
import { steadyBoard } from "./steady-board.ts";

const strikes = (rows: readonly { readonly strike: string }[]) => rows.map(({ strike }) => Number(strike));

describe("the board under a pointer", () => {
  it("shows the frame as it is while nobody is there", () => {
    const shown = aChainFrame(660).rows;

    const board = steadyBoard(shown, aChainFrame(662), false);

    expect(strikes(board.rows)).toEqual([662, 663, 664, 665, 666]);
    expect(board.held).toBe(false);
  });

  it("keeps every strike in its place while somebody is there, and says that it is held", () => {
    const shown = aChainFrame(660).rows;

    const board = steadyBoard(shown, aChainFrame(662), true);

    expect(strikes(board.rows)).toEqual([660, 661, 662, 663, 664]);
    expect(board.held).toBe(true);
  });

  it("takes new numbers into the rows that it holds; a strike that left keeps its last ones", () => {
    const shown = aChainFrame(660).rows;
    const moved = aChainFrame(661);
    const rows = moved.rows.map((row) => ({ ...row, call: aCell({ ...row.call, bid: "9.0000" }) }));

    const board = steadyBoard(shown, { ...moved, rows }, true);

    expect(board.rows.map(({ call }) => call.bid)).toEqual([
      "1.5000",
      "9.0000",
      "9.0000",
      "9.0000",
      "9.0000",
    ]);
  });

  it("is not held when the middle has not moved", () => {
    const frame = aChainFrame(660);

    expect(steadyBoard(aChainFrame(660).rows, frame, true)).toEqual({ rows: frame.rows, held: false });
  });
});
