import { describe, expect, it } from "vitest";
import { moveFocus } from "./grid-move.ts";

const size = { rows: 21, columns: 17 };

describe("arrows on the board", () => {
  it.each([
    ["ArrowUp", { row: 4, column: 5 }],
    ["ArrowDown", { row: 6, column: 5 }],
    ["ArrowLeft", { row: 5, column: 4 }],
    ["ArrowRight", { row: 5, column: 6 }],
    ["Home", { row: 5, column: 0 }],
    ["End", { row: 5, column: 16 }],
  ])("%s moves one cell", (key, to) => {
    expect(moveFocus({ row: 5, column: 5 }, key, size)).toEqual(to);
  });

  it.each([
    ["ArrowUp", { row: 0, column: 0 }],
    ["ArrowLeft", { row: 0, column: 0 }],
  ])("%s holds at the edge", (key, at) => {
    expect(moveFocus(at, key, size)).toEqual(at);
  });

  it("leaves every other key to the page", () => {
    expect(moveFocus({ row: 0, column: 0 }, "Tab", size)).toBeNull();
  });
});
