import type { ChainFrame } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { aCell, aChainFrame } from "../../testing/contract-bodies.ts";
import { chainQuality, watchSpot, type SpotWatch } from "./chain-quality.ts";

const stamp = { at: 60_000_000, how: "quoted", src: "simulated" } as const;
const frame = aChainFrame(660, 5, { spot: { v: "662.0000", ...stamp } });

/** So many seconds after the first frame. */
const at = (spot: string, seconds = 0): ChainFrame => ({
  ...frame,
  at: stamp.at + seconds * 1_000_000,
  spot: { v: spot, ...stamp },
});

/** Whether the spot counts as late after each of these: its price and the second of its frame. */
function lateAfter(frames: readonly (readonly [string, number])[]): readonly boolean[] {
  let watch: SpotWatch | null = null;
  return frames.map(([spot, second]) => {
    watch = watchSpot(watch, at(spot, second));
    return watch.late;
  });
}

describe("a spot beside its parity forward", () => {
  // the builder's spreads at the money are four cents a side: late is beyond eight cents
  const [sound, apart, between] = ["662.0000", "661.8800", "661.9400"];

  it("is late once it has stood apart for three seconds, and back once it has stood near for as long", () => {
    const story = [apart, apart, apart, apart, sound, sound, sound, sound];

    expect(lateAfter(story.map((spot, second) => [spot, second]))).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it("does not flicker: quotes in passing, either way, say nothing", () => {
    const passing = Array.from({ length: 20 }, (_, n): [string, number] => [n % 3 === 0 ? sound : apart, n]);
    const settled = [...Array.from({ length: 4 }, (_, n): [string, number] => [apart, n])];
    const back = Array.from({ length: 20 }, (_, n): [string, number] => [n % 3 === 0 ? apart : sound, n + 4]);

    expect(lateAfter(passing)).not.toContain(true);
    expect(lateAfter([...settled, ...back]).slice(4)).not.toContain(false);
  });

  it("that is late stays so until it is half as far away", () => {
    const late = Array.from({ length: 4 }, (_, n): [string, number] => [apart, n]);
    const near = Array.from({ length: 10 }, (_, n): [string, number] => [between, n + 4]);

    expect(lateAfter([...late, ...near]).at(-1)).toBe(true);
    expect(lateAfter(near)).not.toContain(true);
  });

  it("is judged anew for another ticker, and not at all without parity", () => {
    const late = { ticker: "SPY", late: true, otherwiseSince: null } as const;

    expect(watchSpot(late, { ...at(apart), ticker: "QQQ" }).late).toBe(false);
    expect(watchSpot(late, { ...at(apart), forwardFrom: "spot" }).late).toBe(false);
    expect(watchSpot(late, { ...at(apart), spot: { v: null, ...stamp } }).late).toBe(false);
  });

  it("keeps its watch while nothing changes, so that nothing is drawn again", () => {
    const watch = watchSpot(null, at(sound));

    expect(watchSpot(watch, at(sound, 1))).toBe(watch);
  });
});

describe("the quality of a chain", () => {
  it("has nothing to say of a sound one", () => {
    expect(chainQuality(frame, false)).toEqual([]);
  });

  it("tells how far a late spot stands from the parity forward", () => {
    expect(chainQuality(at("661.8800"), true)).toEqual(["stale spot vs parity −0.12"]);
    expect(chainQuality(at("661.8800"), false)).toEqual([]);
    expect(chainQuality({ ...at("650.0000"), forwardFrom: "spot" }, true)).toEqual([]);
  });

  it("counts faulty quotes by their fault and bids of nothing", () => {
    const [first, second, ...rest] = frame.rows;
    const rows = [
      { ...first, strike: "660.0000", call: aCell({ fault: "crossed" }), put: aCell({ bid: "0.0000" }) },
      { ...second, strike: "661.0000", call: aCell({ fault: "crossed" }), put: aCell({ fault: "wide" }) },
      ...rest,
    ];

    expect(chainQuality({ ...frame, rows }, false)).toEqual(["2 crossed", "1 wide", "1 zero bid"]);
  });
});
