import { epochMicros, type EpochMicros } from "@smart0dte/domain";
import { beforeEach, describe, expect, it } from "vitest";
import { DeskClock } from "./desk-clock.ts";
import { LineTime, type LineTimeOptions } from "./line-time.ts";

const OPEN = Date.UTC(2026, 2, 13, 13, 30) * 1_000;
const after = (seconds: number): EpochMicros => epochMicros(OPEN + Math.round(seconds * 1_000_000));

describe("desk time on a live line", () => {
  let wall = 0;
  const pass = (seconds: number): void => void (wall += seconds * 1_000_000);
  const aLine = (over: Partial<LineTimeOptions> = {}, speed = 1): LineTime =>
    new LineTime(new DeskClock(after(0), speed, () => wall), {
      by: "wall",
      isKnown: true,
      end: after(1_000),
      limit: null,
      ...over,
    });

  beforeEach(() => {
    wall = 0;
  });

  it("asks for a timer once a tenth of a wall second has passed without the feed, times the speed", () => {
    const time = aLine({}, 20);

    pass(0.05);
    expect(time.due(after(0))).toBeNull();
    pass(0.05);
    expect(time.due(after(0))).toBe(after(2));
    expect(time.due(after(2))).toBeNull();
  });

  it("runs on with the wall where the feed falls behind: what comes late is old", () => {
    const time = aLine();
    time.feed(after(1), after(0));

    pass(3);
    time.feed(after(2), after(1));

    expect(time.due(after(2))).toBe(after(4));
  });

  it("is never behind what the feed has brought", () => {
    const time = aLine();
    time.feed(after(0), after(0));

    time.feed(after(7), after(0));

    expect(time.now(after(7))).toBe(after(7));
    pass(1);
    expect(time.now(after(7))).toBe(after(8));
  });

  it("believes the first record, not the clock of the machine", () => {
    const time = aLine();
    pass(60);

    time.feed(after(5), after(0));

    expect(time.now(after(5))).toBe(after(5));
  });

  it("follows a simulated feed: a slow machine makes slow time, and silence passes from the last record on", () => {
    const time = aLine({ by: "feed" }, 10);
    time.feed(after(1), after(0));

    pass(3);
    time.feed(after(2), after(1));

    expect(time.due(after(2))).toBeNull();
    pass(0.1);
    expect(time.due(after(2))).toBe(after(3));
  });

  it("goes on at half its pace while a simulated feed is behind it, so that the feed catches up", () => {
    const time = aLine({ by: "feed" });
    time.feed(after(10), after(0));
    let [reached, fed] = [10, 4];

    for (let tenths = 0; tenths < 200 && fed < reached - 0.01; tenths += 1) {
      pass(0.1);
      fed += 0.1;
      time.feed(after(fed), after(reached));
      reached = Math.max(reached, (time.now(after(reached)) - OPEN) / 1_000_000);
    }

    expect(fed).toBeGreaterThanOrEqual(reached - 0.1);
    expect(reached).toBeCloseTo(16, 0);
  });

  it("passes no further than the simulated market itself has come", () => {
    const time = aLine({ by: "feed", limit: after(0) });
    pass(10);
    expect(time.due(after(0))).toBeNull();

    time.limit(after(4));

    expect(time.due(after(0))).toBe(after(4));
  });

  it("stands where nobody knows yet where the market is", () => {
    const time = aLine({ by: "feed", isKnown: false });
    pass(10);

    expect([time.due(after(0)), time.horizon(after(0))]).toEqual([null, after(0)]);
    time.feed(after(500), after(0));
    expect(time.now(after(500))).toBe(after(500));
  });

  it("reaches the session's end however small the last step is", () => {
    const time = aLine({ by: "feed", limit: after(1_000) });
    time.feed(after(999.99), after(0));

    pass(0.01);

    expect(time.due(after(999.99))).toBe(after(1_000));
  });
});
