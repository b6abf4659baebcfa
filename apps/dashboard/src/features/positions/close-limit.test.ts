import { describe, expect, it } from "vitest";
import { aPositionRow } from "../../testing/contract-bodies.ts";
import { readCloseLimit, readCloseQuantity } from "./close-limit.ts";

const sold = aPositionRow();
const bought = aPositionRow({ entry: "1.1000" });
const blind = aPositionRow({ closeExecutable: null, unmarkable: "SPY 510 P: no ask" });

describe("how many packages a close takes", () => {
  it.each([
    ["2", 2],
    [" 1 ", 1],
    ["3", null],
    ["0", null],
    ["1.5", null],
    ["-1", null],
    ["", null],
  ])("%j of two is %j", (entry, count) => {
    expect(readCloseQuantity(entry, sold)).toBe(count);
  });
});

describe("the price of a close", () => {
  it.each([
    ["what was sold costs: debit positive", sold, "0.52", "0.5200"],
    ["what was bought fetches: credit negative", bought, "1.25", "-1.2500"],
    ["fetching nothing is no credit", bought, "0", "0.0000"],
  ])("%s", (_why, position, entry, limit) => {
    expect(readCloseLimit(entry, position)).toEqual({ ok: true, limit });
  });

  it("is left to the desk where nothing is entered and the position can be marked", () => {
    expect(readCloseLimit(" ", sold)).toEqual({ ok: true, limit: null });
  });

  it("must be stated by a person where the position cannot be marked", () => {
    expect(readCloseLimit("", blind)).toEqual({
      ok: false,
      sentence: "This position cannot be marked now: state a limit.",
    });
    expect(readCloseLimit("4", blind)).toEqual({ ok: true, limit: "4.0000" });
  });

  it.each(["-1", "half", "0.12345"])("%j is refused", (entry) => {
    expect(readCloseLimit(entry, sold)).toMatchObject({ ok: false });
  });
});
