import { describe, expect, it } from "vitest";
import { aCell, aChainFrame } from "../../testing/contract-bodies.ts";
import { chainQuality } from "./chain-quality.ts";

const stamp = { at: 60_000_000, how: "quoted", src: "simulated" } as const;
const frame = aChainFrame(660, 5, { spot: { v: "662.0000", ...stamp } });

describe("the quality of a chain", () => {
  it("has nothing to say of a sound one", () => {
    expect(chainQuality(frame)).toEqual([]);
  });

  it("tells how far the spot stands from the parity forward, beyond five cents and the money's own spreads", () => {
    // the builder's spreads at the money are four cents a side
    const apart = (spot: string) => chainQuality({ ...frame, spot: { v: spot, ...stamp } });

    expect(apart("661.9300")).toEqual([]);
    expect(apart("661.8800")).toEqual(["stale spot vs parity −0.12"]);
  });

  it("does not compare the spot with a forward that was taken from it", () => {
    expect(chainQuality({ ...frame, spot: { v: "650.0000", ...stamp }, forwardFrom: "spot" })).toEqual([]);
  });

  it("counts faulty quotes by their fault and bids of nothing", () => {
    const [first, second, ...rest] = frame.rows;
    const rows = [
      { ...first, strike: "660.0000", call: aCell({ fault: "crossed" }), put: aCell({ bid: "0.0000" }) },
      { ...second, strike: "661.0000", call: aCell({ fault: "crossed" }), put: aCell({ fault: "wide" }) },
      ...rest,
    ];

    expect(chainQuality({ ...frame, rows })).toEqual(["2 crossed", "1 wide", "1 zero bid"]);
  });
});
