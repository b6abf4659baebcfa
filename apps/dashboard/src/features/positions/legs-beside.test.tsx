import { describe, expect, it } from "vitest";
import { aPositionRow } from "../../testing/contract-bodies.ts";
import { screenText } from "../../testing/screen-text.tsx";
import { LegsBeside } from "./legs-beside.tsx";

const residual = [{ symbol: "SPY260313P00505000", quantity: 1 }];
const words = (over: Parameters<typeof aPositionRow>[0]) =>
  screenText(<LegsBeside position={aPositionRow(over)} />);

describe("legs beside the packages of a position", () => {
  it("are named while they are held, and not once they are gone", () => {
    expect(words({ residual })).toBe("beside its packages: +1 505 P");
    expect(words({ residual, closedAt: 70_000_000 })).toBe("");
    expect(words({})).toBe("");
  });

  it("that traded alone say what is being done about them instead", () => {
    expect(words({ residual, orphan: "ORPHAN LEGS of o-1: being repaired." })).toBe(
      "ORPHAN LEGS of o-1: being repaired.",
    );
  });
});
