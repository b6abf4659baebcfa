import { usdE4, type MinuteMark, type SignalOutcome } from "@smart0dte/domain";
import { aSignal, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { OutcomeTracker } from "./outcome-tracker.ts";
import { aMinute } from "./testing/minutes-of.ts";

/** Reference 663, move 2: the sides are 665 and 661. Each bar is [high, low], one a minute after the signal. */
type Bars = readonly (readonly [number, number])[];
type Direction = "up" | "down" | "neutral";

const barOf = ([high, low]: readonly [number, number], end: number): MinuteMark =>
  aMinute(end, 663, { high: usdE4(high * 10_000), low: usdE4(low * 10_000) });

function outcomesOf(
  direction: Direction,
  bars: Bars,
  tracker = new OutcomeTracker(),
): readonly SignalOutcome[] {
  tracker.watch(aSignal({ direction }));
  return bars.flatMap((bar, i) => [
    ...tracker.take(barOf(bar, 61 + i), minute(61 + i)),
    ...tracker.passTime(minute(61 + i)),
  ]);
}

const QUIET = [664, 662] as const;
const quiet = (minutes: number): Bars => Array.from({ length: minutes }, () => QUIET);

describe("a signal", () => {
  it.each<[Direction, string, Bars, SignalOutcome["result"], number]>([
    ["up", "its move above first", [QUIET, [665, 662]], "won", 62],
    ["up", "the same below first", [QUIET, [664, 661]], "lost", 62],
    ["up", "both within one bar", [[665, 661]], "lost", 61],
    [
      "up",
      "above after below",
      [
        [664, 661],
        [665, 664],
      ],
      "lost",
      61,
    ],
    ["up", "almost", [...quiet(29), [664.9999, 661.0001]], "untouched", 90],
    ["down", "its move below first", [[664, 661]], "won", 61],
    ["down", "the same above first", [[665, 662]], "lost", 61],
    ["neutral", "above", [[665, 662]], "lost", 61],
    ["neutral", "below", [[664, 661]], "lost", 61],
    ["neutral", "neither", quiet(30), "won", 90],
    ["up", "neither", quiet(30), "untouched", 90],
    ["up", "its move in the last minute of the horizon", [...quiet(29), [665, 662]], "won", 90],
    ["up", "its move a minute too late", [...quiet(30), [665, 662]], "untouched", 90],
  ])("%s: the price touches %s", (direction, _, bars, result, end) => {
    expect(outcomesOf(direction, bars)).toMatchObject([{ type: "signalOutcome", result, at: minute(end) }]);
  });

  it("is not decided before its horizon is over", () => {
    expect(outcomesOf("up", quiet(29))).toEqual([]);
  });

  it("is not moved by another ticker or by a bar that ended before it was made", () => {
    const tracker = new OutcomeTracker();
    tracker.watch(aSignal({ direction: "up" }));
    const far = barOf([700, 600], 61);

    expect(tracker.take({ ...far, ticker: "QQQ" }, minute(61))).toEqual([]);
    expect(tracker.take({ ...far, end: minute(60) }, minute(61))).toEqual([]);
  });

  it("is over at its horizon also where its minutes are missing, and a neutral one is then not won", () => {
    for (const direction of ["up", "neutral"] as const) {
      const tracker = new OutcomeTracker();
      outcomesOf(direction, quiet(20), tracker);

      expect(tracker.passTime(minute(89.9))).toEqual([]);
      expect(tracker.passTime(minute(90))).toMatchObject([{ result: "untouched" }]);
      expect(tracker.passTime(minute(91))).toEqual([]);
    }
  });

  it("made a moment after a minute's close has the thirty minutes that end within its horizon", () => {
    const tracker = new OutcomeTracker();
    tracker.watch(aSignal({ direction: "neutral", at: minute(60.05) }));

    const found = quiet(31).flatMap((bar, i) => tracker.take(barOf(bar, 61 + i), minute(61.05 + i)));

    expect(found).toMatchObject([{ result: "won", at: minute(90.05) }]);
  });
});

describe("the record", () => {
  it("counts outcomes and wins of a ticker, directional and neutral apart", () => {
    const tracker = new OutcomeTracker();
    outcomesOf("up", [[665, 662]], tracker);
    outcomesOf("down", [[665, 662]], tracker);
    outcomesOf("neutral", quiet(30), tracker);

    expect(tracker.record("SPY", "up")).toEqual({ outcomes: 2, won: 1 });
    expect(tracker.record("SPY", "down")).toEqual({ outcomes: 2, won: 1 });
    expect(tracker.record("SPY", "neutral")).toEqual({ outcomes: 1, won: 1 });
    expect(tracker.record("QQQ", "up")).toEqual({ outcomes: 0, won: 0 });
  });
});
