import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMicros } from "../units.ts";
import { parseIsoDate } from "./civil-day.ts";
import { localTimeOf, zonedToEpochMicros, zoneOffset } from "./zoned-time.ts";

const at = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[-: ]/).map(Number);
  return { year, month, day, hour, minute, second };
};

describe("zoned time", () => {
  it.each([
    ["America/New_York", "2019-02-11 09:31:00", "2019-02-11T14:31:00.000Z"],
    ["America/New_York", "2026-03-08 01:59:59", "2026-03-08T06:59:59.000Z"],
    ["America/New_York", "2026-03-08 03:00:00", "2026-03-08T07:00:00.000Z"],
    ["America/New_York", "2026-11-01 00:59:59", "2026-11-01T04:59:59.000Z"],
    ["America/New_York", "2026-11-01 02:00:00", "2026-11-01T07:00:00.000Z"],
    ["UTC", "2026-03-13 13:30:00", "2026-03-13T13:30:00.000Z"],
    ["Asia/Kolkata", "2026-03-13 19:00:00", "2026-03-13T13:30:00.000Z"],
    ["Pacific/Kiritimati", "2026-03-14 03:30:00", "2026-03-13T13:30:00.000Z"],
  ])("%s shows %s at %s", (zone, local, instant) => {
    expect(zonedToEpochMicros(zone, at(local))).toEqual({ ok: true, value: Date.parse(instant) * 1000 });
  });

  it.each([
    ["Mars/Olympus", "2026-03-13 09:30:00", "UNKNOWN_ZONE"],
    ["America/New_York", "2026-03-08 02:30:00", "NO_SUCH_LOCAL_TIME"],
    ["America/New_York", "2026-11-01 01:30:00", "AMBIGUOUS_LOCAL_TIME"],
    ["Pacific/Apia", "2011-12-30 12:00:00", "NO_SUCH_LOCAL_TIME"],
    ["UTC", "2026-02-29 12:00:00", "NOT_A_TIME"],
    ["UTC", "2026-02-28 24:00:00", "NOT_A_TIME"],
    ["UTC", "2026-02-28 12:60:00", "NOT_A_TIME"],
  ])("refuses %s %s as %s", (zone, local, error) => {
    expect(zonedToEpochMicros(zone, at(local))).toEqual({ ok: false, error });
  });

  it("says how far a zone is ahead of UTC", () => {
    const spring = epochMicros(Date.UTC(2026, 2, 8, 7) * 1000);

    expect(zoneOffset("America/New_York", epochMicros(spring - 1))).toEqual({ ok: true, value: -5 * 3600 });
    expect(zoneOffset("America/New_York", spring)).toEqual({ ok: true, value: -4 * 3600 });
    expect(zoneOffset("Nowhere", spring)).toEqual({ ok: false, error: "UNKNOWN_ZONE" });
  });

  it("finds every instant of 2000 to 2040 again from what the wall clock shows, unless that hour is repeated", () => {
    const zones = ["America/New_York", "UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"];
    const seconds = fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2040, 0) / 1000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), seconds, (zone, instant) => {
        const micros = epochMicros(instant * 1_000_000);
        const shown = localTimeOf(zone, micros);
        if (!shown.ok) throw new Error("zone");
        const back = zonedToEpochMicros(zone, shown.value);

        expect(back.ok ? back.value : back.error).toBeOneOf([micros, "AMBIGUOUS_LOCAL_TIME"]);
      }),
    );
  });
});

describe("a plain date", () => {
  it.each(["2026-03-13", "2024-02-29", "2000-01-01"])("reads %s", (text) => {
    expect(parseIsoDate(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "20260313",
    "2026-03-13T00:00",
    " 2026-03-13",
    "",
  ])("refuses %j", (text) => {
    expect(parseIsoDate(text)).toEqual({ ok: false, error: "NOT_A_DATE" });
  });
});
