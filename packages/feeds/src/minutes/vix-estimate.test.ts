import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMinuteDay } from "./minute-day.ts";
import type { MinuteSource } from "./minute-folder.ts";
import { dayOf, fileOf, writeFolder, type Day } from "./testing/written-folder.ts";
import type { VixLevels } from "./vix-estimate.ts";

const VIX_HEADER = "DATE,OPEN,HIGH,LOW,CLOSE";
const VIX_ROWS = ["2026-03-11,20,21,19,20.5", "2026-03-12,20,22,20,22", "2026-03-13,22,23,21,21.5"];
const UVXY_DAYS: readonly Day[] = [
  { date: "2026-03-12", price: 50, step: 0.01 },
  { date: "2026-03-13", price: 55, step: -0.01 },
  { date: "2026-03-16", price: 52, step: 0.02 },
];

function folder(uvxy: readonly Day[], vixRows: readonly string[] = VIX_ROWS): string {
  const days = UVXY_DAYS.map(({ date = "" }) => date);
  return writeFolder({
    "SPY.csv": fileOf(days.flatMap((date) => dayOf({ date }))),
    "UVXY.csv": fileOf(uvxy.flatMap((day) => dayOf(day))),
    "../../daily/VIX.csv": fileOf(vixRows, VIX_HEADER),
  });
}

const vixOn = (dir: string, date: string, over: Partial<MinuteSource> = {}): VixLevels =>
  readMinuteDay({ dir, ...over }, date).vix;

/** Opens and closes of {@link dayOf}, which ends on an even minute: no zig-zag at either end. */
const move = ({ price = 0, step = 0 }: Day): number =>
  Math.log(Number((price + 390 * step).toFixed(4)) / price);

describe("the estimated VIX", () => {
  it("is the previous close times exp(slope × UVXY's log move since its previous close)", () => {
    const vix = vixOn(folder(UVXY_DAYS), "2026-03-13");
    const slope = Math.log(22 / 20) / move({ price: 50, step: 0.01 });
    const firstClose = 55 - 0.01 + 0.05;

    if (vix.kind !== "estimated") throw new Error(vix.note);
    expect(vix.fit.days).toBe(1);
    expect(vix.fit.slope).toBeCloseTo(slope, 12);
    expect(vix.levels[0]).toBe(Math.round(22 * Math.exp(slope * Math.log(firstClose / 53.9)) * 10_000));
    expect(vix.levels).toHaveLength(390);
    expect(vix.note).toContain("slope from 1 earlier day");
  });

  it("fits its slope through the origin to all earlier days of the set", () => {
    const vix = vixOn(folder(UVXY_DAYS), "2026-03-16");
    const xs = UVXY_DAYS.slice(0, 2).map(move);
    const ys = [Math.log(22 / 20), Math.log(21.5 / 22)];
    const dot = (left: readonly number[], right: readonly number[]): number =>
      left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);

    if (vix.kind !== "estimated") throw new Error(vix.note);
    expect(vix.fit.slope).toBeCloseTo(dot(xs, ys) / dot(xs, xs), 12);
    expect(vix.note).toContain("slope from 2 earlier days");
  });

  it("never reads the daily file's rows of the session and after it, however broken they are", () => {
    const before = VIX_ROWS.slice(0, 2);
    const honest = vixOn(folder(UVXY_DAYS, before), "2026-03-13");

    for (const rows of [
      [...before, "2026-03-13,22,23,21,99"],
      [...before, "2026-03-13,garbage,,,", "2026-03-16,-1,-1,-1,-1"],
      ["2030-01-01,1,1,1,1", "2026-03-13,0,0,0,0", ...before],
    ]) {
      expect(vixOn(folder(UVXY_DAYS, rows), "2026-03-13")).toEqual(honest);
    }
  });

  it("changes with the row of the day before", () => {
    const changed = VIX_ROWS.map((row) => row.replace("22,20,22", "22,20,23"));

    expect(vixOn(folder(UVXY_DAYS, changed), "2026-03-13")).not.toEqual(
      vixOn(folder(UVXY_DAYS), "2026-03-13"),
    );
  });

  it("does not look at minutes that have not ended", () => {
    const crash = UVXY_DAYS.map((day) => (day.date === "2026-03-13" ? { ...day, minutes: 100 } : day));
    const [part, whole] = [folder(crash), folder(UVXY_DAYS)].map((dir) => vixOn(dir, "2026-03-13"));

    if (part?.kind !== "estimated" || whole?.kind !== "estimated") throw new Error("no estimate");
    expect(part.levels.slice(0, 100)).toEqual(whole.levels.slice(0, 100));
    expect(part.levels[100]).toBeNull();
  });

  it.each([
    [
      "on the set's first day",
      UVXY_DAYS,
      VIX_ROWS,
      "2026-03-12",
      /no UVXY rows of the session before \(2026-03-11\)/,
    ],
    [
      "without UVXY's previous session",
      UVXY_DAYS.slice(1),
      VIX_ROWS,
      "2026-03-13",
      /session before \(2026-03-12\)/,
    ],
    [
      "without UVXY's rows of the day",
      UVXY_DAYS.slice(0, 1),
      VIX_ROWS,
      "2026-03-13",
      /UVXY has no rows of this day/,
    ],
    ["without the previous close", UVXY_DAYS, VIX_ROWS.slice(0, 1), "2026-03-13", /no close of 2026-03-12/],
    [
      "when UVXY did not move",
      [{ date: "2026-03-12", price: 50, step: 0 }, UVXY_DAYS[1] ?? {}],
      VIX_ROWS,
      "2026-03-13",
      /no earlier day/,
    ],
    [
      "when the last minute before is missing",
      [{ ...UVXY_DAYS[0], minutes: 389 }, UVXY_DAYS[1] ?? {}],
      VIX_ROWS,
      "2026-03-13",
      /no last minute on 2026-03-12/,
    ],
  ])("is absent %s, with its reason", (_, uvxy, rows, date, why) => {
    const vix = vixOn(folder(uvxy, rows), date);

    expect(vix.kind).toBe("absent");
    expect(vix.note).toMatch(why);
  });

  it("is absent without a daily file, and a stated file that is not there is refused", () => {
    const dir = writeFolder({ "SPY.csv": fileOf(dayOf()), "UVXY.csv": fileOf(dayOf()) });

    expect(vixOn(dir, "2026-03-13").note).toContain("state one with --vix-daily FILE");
    expect(() => vixOn(dir, "2026-03-13", { vixDaily: join(dir, "none.csv") })).toThrow(
      /none\.csv: the file does not exist/,
    );
  });

  it("refuses a malformed row before the session with its line", () => {
    const rows = ["2026-03-11,x,21,19,20.5", ...VIX_ROWS.slice(1)];

    expect(() => vixOn(folder(UVXY_DAYS, rows), "2026-03-13")).toThrow(/VIX\.csv line 2: "x" is not a level/);
    expect(() => vixOn(folder(UVXY_DAYS, ["12/03/2026,1,1,1,1"]), "2026-03-13")).toThrow(
      /line 2: "12\/03\/2026"/,
    );
  });
});
