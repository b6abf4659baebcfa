import { describe, expect, it } from "vitest";
import { aCell, aChainFrame, aPositionRow } from "../testing/contract-bodies.ts";
import { packageNow } from "./package-now.ts";

/** Sells 662 P at 0.90/0.94, buys 660 P at 0.30/0.33. */
function aMarket(over: Parameters<typeof aCell>[0] = {}) {
  const frame = aChainFrame(660);
  const rows = frame.rows.map((row) => {
    if (row.strike === "662.0000")
      return { ...row, put: aCell({ instrument: 1, bid: "0.9000", ask: "0.9400", mid: "0.9200", ...over }) };
    if (row.strike === "660.0000")
      return { ...row, put: aCell({ instrument: 2, bid: "0.3000", ask: "0.3300", mid: "0.3150" }) };
    return row;
  });
  return { ...frame, rows };
}
const legs = aPositionRow().legs.map((leg, place) => ({
  ...leg,
  strike: place === 0 ? "662.0000" : "660.0000",
}));

describe("what a package costs now", () => {
  it("sums mids and the sides that opening would take, debit positive", () => {
    expect(packageNow(legs, aMarket())).toMatchObject({ mid: "-0.6050", natural: "-0.5700" });
  });

  it.each(["stale", "crossed", "oneSided"] as const)(
    "is not known while a leg is %s, and names the leg",
    (fault) => {
      expect(packageNow(legs, aMarket({ fault, mid: null }))).toEqual({
        mid: null,
        natural: null,
        why: "662 P has no usable quote now",
      });
    },
  );

  it("is not known without a chain or with a leg that has left the board", () => {
    expect(packageNow(legs, undefined).mid).toBeNull();
    expect(packageNow(legs, aChainFrame(700)).natural).toBeNull();
  });
});
