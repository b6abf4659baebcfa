import { aSession } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { OF_ANOTHER_DAY, RecordTimes } from "./record-times.ts";

const MINUTE = 60_000_000;
const at = (minutes: number): number => aSession().open + minutes * MINUTE;

describe("the time of a record", () => {
  it("is its own, also where another connection is ahead", () => {
    const times = new RecordTimes(aSession());

    expect([times.stamp(0, at(2)), times.stamp(1, at(1)), times.newest]).toEqual([at(2), at(1), at(2)]);
  });

  it("is the connection's last where it is undefined", () => {
    const times = new RecordTimes(aSession());
    times.stamp(0, at(2));
    times.stamp(1, at(3));

    expect(times.stamp(0, Number.NaN)).toBe(at(2));
    expect(times.undefinedTimes).toBe(1);
  });

  it("is of another day before midnight in UTC, and impossible half a day after the session", () => {
    const times = new RecordTimes(aSession());

    expect(times.stamp(0, at(-24 * 60))).toBe(OF_ANOTHER_DAY);
    expect(times.stamp(0, at(1))).toBe(at(1));
    expect(times.stamp(0, at(-24 * 60))).toBe(OF_ANOTHER_DAY);
    expect(times.stamp(0, at(48 * 60))).toBe(at(1));
  });

  it("leaps further than five minutes only when a second record says so", () => {
    const times = new RecordTimes(aSession());
    times.stamp(0, at(1));

    expect(times.stamp(0, at(90))).toBe(at(1));
    expect(times.stamp(0, at(1.1))).toBe(at(1.1));
    expect(times.newest).toBe(at(1.1));
    times.stamp(0, at(200));
    expect(times.stamp(0, at(200.1))).toBe(at(200.1));
  });

  it("leaps from what was published in the morning to the market's first record at once", () => {
    const times = new RecordTimes(aSession());

    expect(times.stampPublished(0, at(-180))).toBe(at(-180));
    expect(times.reached).toBe(at(-180));
    expect(times.stamp(0, at(0))).toBe(at(0));
    expect(times.reached).toBe(at(0));
    times.stampPublished(0, at(100));
    expect(times.reached).toBe(at(0));
  });
});
