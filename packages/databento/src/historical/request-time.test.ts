import { describe, expect, it } from "vitest";
import { dayOf, nanosOf } from "./request-time.ts";
import { retryAfterMs } from "./retry-after.ts";

describe("a time of a request", () => {
  it.each([
    ["2026-08-21", 1_787_270_400_000_000_000n],
    ["2026-08-21T13:30", 1_787_319_000_000_000_000n],
    ["2026-08-21T13:30:00", 1_787_319_000_000_000_000n],
    ["2026-08-21t13:30:00z", 1_787_319_000_000_000_000n],
    ["2026-08-21T09:30:00-04:00", 1_787_319_000_000_000_000n],
    ["2026-08-21T09:30:00-0400", 1_787_319_000_000_000_000n],
    ["2026-08-21T13:30:00.000000001Z", 1_787_319_000_000_000_001n],
    ["2026-08-21T13:30:00.5Z", 1_787_319_000_500_000_000n],
    ["1787319000000000007", 1_787_319_000_000_000_007n],
  ])("%s is exact to the nanosecond", (text, nanos) => {
    expect(nanosOf(text, "start")).toBe(nanos);
  });

  it.each(["", "tomorrow", "2026-02-30", "2026-08-21T25:00", "21.08.2026", "2026-08-21 13", "20260821"])(
    "%j is refused by its name",
    (text) => {
      expect(() => nanosOf(text, "start")).toThrow(/^start "/);
    },
  );

  it("is of a day in UTC", () => {
    expect(dayOf(nanosOf("2026-08-22", "end") - 1n)).toBe("2026-08-21");
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-08-21T13:30:00Z");

  it.each([
    ["7", 7_000],
    ["0.5", 500],
    ["Fri, 21 Aug 2026 13:30:05 GMT", 5_000],
    ["Friday, 21-Aug-26 13:30:05 GMT", 5_000],
    ["Fri, 21 Aug 2026 13:29:00 GMT", 0],
    ["soon", null],
    ["-3", null],
    [undefined, null],
  ])("%s asks for %s ms", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
