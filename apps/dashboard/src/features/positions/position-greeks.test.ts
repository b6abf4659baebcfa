import { describe, expect, it } from "vitest";
import { aCell, aChainFrame, aPositionRow } from "../../testing/contract-bodies.ts";
import { positionGreeks } from "./position-greeks.ts";

const base = aChainFrame(505, 6);
const spot = { ...base.spot, v: "500.0000" };
const leg = aPositionRow().legs[0];

/** Sold 510 put and bought 505 put, with these cells on the board. */
function chain(short: Parameters<typeof aCell>[0], long: Parameters<typeof aCell>[0], over = {}) {
  const rows = base.rows.map((row) =>
    row.strike === "510.0000"
      ? { ...row, put: aCell({ instrument: 1, ...short }) }
      : row.strike === "505.0000"
        ? { ...row, put: aCell({ instrument: 2, ...long }) }
        : row,
  );
  return { ...base, spot, rows, ...over };
}

describe("the Greeks of a position", () => {
  it("are legs x ratio x packages x 100 shares: dollars for 1 % of the underlying and for an hour", () => {
    const greeks = positionGreeks(
      aPositionRow({ quantity: 2 }),
      chain({ delta: -0.3, theta: -0.05 }, { delta: -0.1, theta: -0.02 }),
    );

    // 200 shares x (0.3 - 0.1) x $5.00 of a move, and 200 x ($0.05 - $0.02)
    expect(greeks.deltaDollars).toBeCloseTo(200);
    expect(greeks.thetaHour).toBeCloseTo(6);
  });

  it("are not known where a leg has left the board", () => {
    const position = aPositionRow({ legs: leg === undefined ? [] : [{ ...leg, instrument: 99 }] });

    expect(positionGreeks(position, chain({}, {}))).toMatchObject({
      deltaDollars: null,
      thetaHour: null,
      why: "leg off the board: 510 P",
    });
  });

  it("are not known where a leg has none, and say why", () => {
    expect(
      positionGreeks(aPositionRow(), chain({ delta: null, theta: null, fault: "crossed" }, {})),
    ).toMatchObject({ deltaDollars: null, why: "leg without Greeks: 510 P, crossed" });
  });

  it("keep theta where only the spot is missing", () => {
    const greeks = positionGreeks(
      aPositionRow(),
      chain({}, {}, { spot: { ...spot, v: null, why: "crossed" } }),
    );

    expect(greeks.deltaDollars).toBeNull();
    expect(greeks.thetaHour).not.toBeNull();
    expect(greeks.why).toBe("no spot: crossed");
  });

  it("are modelled where the chain is", () => {
    expect(positionGreeks(aPositionRow(), chain({}, {}, { how: "modelled" })).how).toBe("modelled");
  });

  it("wait for the chain", () => {
    expect(positionGreeks(aPositionRow(), undefined)).toMatchObject({ why: "waiting for the chain" });
  });
});
