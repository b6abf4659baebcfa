import { describe, expect, it } from "vitest";
import * as print from "./time-format.ts";

const SECOND = 1_000_000;
/** 13 March 2026, 10:42:07.318 in New York (summer time). */
const AT = Date.UTC(2026, 2, 13, 14, 42, 7, 318) * 1_000;

describe("how time is printed", () => {
  it.each([
    ["an instant", print.timeWithZone(AT), "10:42:07 ET"],
    ["an instant to the minute", print.shortTime(AT), "10:42"],
    ["an execution to the millisecond", print.executionTime(AT), "10:42:07.318"],
    ["an instant of another day", print.dayAndTime(AT), "Fri 10:42 ET"],
    ["the exchange's day after midnight in Greenwich", print.isoDate(AT + 12 * 3_600 * SECOND), "2026-03-13"],
    ["a young age with tenths", print.age(0.44 * SECOND), "0.4s"],
    ["an age of seconds", print.age(12.9 * SECOND), "12s"],
    ["an age of minutes", print.age(200 * SECOND), "3m"],
    ["an age of hours", print.age(65 * 60 * SECOND), "1h05"],
    ["a value from after the last beat as new", print.age(-SECOND), "0.0s"],
    ["what is left of the day", print.countdown((5 * 60 + 17) * 60 * SECOND), "5h17"],
    ["what is left of the last hour", print.countdown((47 * 60 + 12) * SECOND), "47:12"],
    ["nothing left", print.countdown(-SECOND), "00:00"],
    ["what is left of a plan", print.left(42.7 * SECOND), "42s left"],
    ["the last seconds of a plan", print.left(3.9 * SECOND), "3s left"],
    ["the pace of a clock", print.speed(1), "1x"],
    ["a fast pace", print.speed(60), "60x"],
    ["no pace", print.speed(null), "full speed"],
  ])("prints %s", (_what, printed, golden) => {
    expect(printed).toBe(golden);
  });
});
