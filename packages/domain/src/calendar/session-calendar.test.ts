import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { IsoDate } from "../units.ts";
import { epochMicros } from "../units.ts";
import { EXCEPTIONAL_DAYS } from "./exceptional-days.ts";
import {
  isoDateOf,
  nextSession,
  previousSession,
  sessionOf,
  sessionsBetween,
  type Session,
} from "./session-calendar.ts";

const shared = new URL("../../../../../shared/data/", import.meta.url);
const iso = (text: string): IsoDate => text as IsoDate;
const utc = (at: number): string => new Date(at / 1000).toISOString().replace(".000Z", "Z");
const datesOf = (sessions: readonly Session[]): readonly string[] => sessions.map(({ date }) => date);
const rowsOf = (path: string): readonly string[] =>
  readFileSync(new URL(path, shared), "utf8")
    .trim()
    .split("\n")
    .map((row) => row.trim());

describe("the session calendar", () => {
  it.each([
    ["2026-03-13", "2026-03-13T13:30:00Z", "2026-03-13T20:00:00Z", "2026-03-13T20:15:00Z", false],
    ["2025-12-24", "2025-12-24T14:30:00Z", "2025-12-24T18:00:00Z", "2025-12-24T18:15:00Z", true],
    ["2026-07-02", "2026-07-02T13:30:00Z", "2026-07-02T20:00:00Z", "2026-07-02T20:15:00Z", false],
    ["2028-07-03", "2028-07-03T13:30:00Z", "2028-07-03T17:00:00Z", "2028-07-03T17:15:00Z", true],
  ])("knows the instants of %s", (date, open, close, optionClose, early) => {
    const session = sessionOf(iso(date));

    expect(session).toMatchObject({ date, early });
    expect([session?.open, session?.close, session?.optionClose].map((at) => utc(at ?? 0))).toEqual([
      open,
      close,
      optionClose,
    ]);
  });

  it.each([
    ["Friday before the spring change", "2026-03-06", "2026-03-06T14:30:00Z"],
    ["Monday after the spring change", "2026-03-09", "2026-03-09T13:30:00Z"],
    ["Friday before the autumn change", "2026-10-30", "2026-10-30T13:30:00Z"],
    ["Monday after the autumn change", "2026-11-02", "2026-11-02T14:30:00Z"],
    ["Monday after the April change of 2006", "2006-04-03", "2006-04-03T13:30:00Z"],
  ])("opens at 9:30 in New York on the %s", (_, date, open) => {
    expect(utc(sessionOf(iso(date))?.open ?? 0)).toBe(open);
  });

  // published by the exchange on 2024-11-08 (2025 to 2027) and on 2025-12-23 (2028)
  it.each([
    [2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25", "07-03 11-29 12-24"],
    [2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25", "07-03 11-28 12-24"],
    [2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25", "11-27 12-24"],
    [2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24", "11-26"],
    [2028, "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25", "07-03 11-24"],
  ])("closes in %i on the published days and ends early on the published days", (year, closed, early) => {
    const sessions = sessionsBetween(iso(`${year}-01-01`), iso(`${year}-12-31`));
    const open = new Set(datesOf(sessions));
    const weekdays = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)))
      .filter((day) => day.getUTCFullYear() === year && day.getUTCDay() % 6 !== 0)
      .map((day) => day.toISOString().slice(0, 10));

    expect(
      weekdays
        .filter((day) => !open.has(day))
        .map((day) => day.slice(5))
        .join(" "),
    ).toBe(closed);
    expect(
      datesOf(sessions.filter((session) => session.early))
        .map((day) => day.slice(5))
        .join(" "),
    ).toBe(early);
  });

  it.each(["1999-12-31", "1987-10-19", "2255-01-02", "9999-12-31", "2026-03-14", "2026-03-15", "2001-09-12"])(
    "is closed on %s",
    (date) => {
      expect(sessionOf(iso(date))).toBeNull();
    },
  );

  it("is provisional after 2027 and never before", () => {
    expect(sessionsBetween(iso("2027-12-01"), iso("2027-12-31")).some(({ provisional }) => provisional)).toBe(
      false,
    );
    expect(
      sessionsBetween(iso("2028-01-01"), iso("2028-01-31")).every(({ provisional }) => provisional),
    ).toBe(true);
  });

  it("finds the neighbours of a day over weekends, holidays and the calendar's beginning", () => {
    expect(nextSession(iso("2025-12-24"))?.date).toBe("2025-12-26");
    expect(previousSession(iso("2026-03-16"))?.date).toBe("2026-03-13");
    expect(nextSession(iso("1950-01-01"))?.date).toBe("2000-01-03");
    expect(previousSession(iso("2000-01-03"))).toBeNull();
    expect(sessionsBetween(iso("2026-03-20"), iso("2026-03-12"))).toEqual([]);
  });

  it("gives an instant the date of New York, not of UTC", () => {
    expect(isoDateOf(epochMicros(Date.UTC(2026, 2, 14, 3, 59) * 1000))).toBe("2026-03-13");
    expect(isoDateOf(epochMicros(Date.UTC(2026, 2, 14, 4, 0) * 1000))).toBe("2026-03-14");
  });

  it("steps from session to session without leaving one out", () => {
    const all = datesOf(sessionsBetween(iso("2000-01-01"), iso("2030-12-31")));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: all.length - 2 }), (index) => {
        expect(nextSession(iso(all[index] ?? ""))?.date).toBe(all[index + 1]);
        expect(previousSession(iso(all[index + 1] ?? ""))?.date).toBe(all[index]);
        expect(isoDateOf(sessionOf(iso(all[index] ?? ""))?.open ?? epochMicros(0))).toBe(all[index]);
      }),
    );
  });
});

describe.skipIf(!existsSync(shared))("the session calendar against tables made by others", () => {
  it("equals the session table of 2000 to 2023 in every open and close", () => {
    const rows = rowsOf("calendar/xnys_sessions_1990_2023.csv")
      .slice(1)
      .filter((row) => row >= "2000");
    const expected = rows.map((row) => row.split(",").slice(0, 3).join(" ").replace("T00:00:00Z", ""));
    const last = iso(expected.at(-1)?.slice(0, 10) ?? "");

    const own = sessionsBetween(iso("2000-01-01"), last).map(
      ({ date, open, close }) => `${date} ${utc(open)} ${utc(close)}`,
    );

    expect(own.length).toBeGreaterThan(5_700);
    expect(own).toEqual(expected);
  });

  it("is closed on every listed holiday and on no other weekday", () => {
    const listed = rowsOf("calendar/nyse_all_full_day_holidays_since_1928.csv")
      .map((row) => row.split("/").map(Number))
      .filter(([, , year = 0]) => year >= 2000)
      .map(([month = 0, day = 0, year = 0]) =>
        new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10),
      );
    const last = listed.at(-1) ?? "";
    const closed: string[] = [];
    for (let day = new Date(Date.UTC(2000, 0, 1)); day.toISOString().slice(0, 10) <= last;) {
      const date = iso(day.toISOString().slice(0, 10));
      if (day.getUTCDay() % 6 !== 0 && sessionOf(date) === null) closed.push(date);
      day = new Date(day.getTime() + 86_400_000);
    }

    expect(closed).toEqual(listed);
  });

  it("has a session on every day on which SPY traded from 2024-04 to 2026-03, and on no other", () => {
    const traded = rowsOf("daily/SPY.csv")
      .slice(1)
      .map((row) => row.slice(0, 10))
      .sort();

    expect(datesOf(sessionsBetween(iso(traded[0] ?? ""), iso(traded.at(-1) ?? "")))).toEqual(traded);
  });

  it("has no session from 2023-01 to 2026-07 on which the VIX was not published", () => {
    const published = new Set(rowsOf("daily/VIX.csv").map((row) => row.slice(0, 10)));
    const own = datesOf(sessionsBetween(iso("2023-01-01"), iso("2026-07-23")));

    expect(own.length).toBeGreaterThan(890);
    expect(own.filter((day) => !published.has(day))).toEqual([]);
  });

  it("lists no exceptional day that the rules already give", () => {
    for (const date of EXCEPTIONAL_DAYS.keys()) {
      expect(sessionOf(iso(date))?.early ?? null, date).toBe(date === "2003-12-26" ? true : null);
    }
  });
});
