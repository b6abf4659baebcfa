import { BadInputError, type IsoDate } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { expiryAt, type ExpiryChoice } from "./chain-expiry.ts";
import { builtSnapshot, instant, type BuiltSeries } from "./testing/built-snapshot.ts";

const THIRD_FRIDAY: readonly BuiltSeries[] = [
  { root: "SPX", date: "2023-09-15" },
  { root: "SPXW", date: "2023-09-14" },
  { root: "SPXW", date: "2023-09-15" },
  { root: "SPXW", date: "2023-09-18" },
];

function at(time: string, choice: Partial<{ expiry: string; root: string }> = {}, series = THIRD_FRIDAY) {
  const { expiry = null, root = null } = choice;
  return expiryAt(builtSnapshot(series), instant(time), { expiry, root } as ExpiryChoice & {
    expiry: IsoDate;
  });
}

const HOUR = 3_600;

describe("the expiry that is analysed", () => {
  it("is the earliest that still trades, counted to the 16:00 close", () => {
    expect(at("2023-09-14T15:00:00-04:00")).toMatchObject({
      root: "SPXW",
      date: "2023-09-14",
      seconds: HOUR,
      isToday: true,
      over: [],
    });
  });

  it("of SPX settles at the opening of its date", () => {
    expect(at("2023-09-14T09:30:00-04:00", { root: "SPX" })).toMatchObject({
      date: "2023-09-15",
      settles: "open",
      style: "european",
      seconds: 24 * HOUR,
      isToday: false,
    });
  });

  it("of SPX trades to the end of the session before, and not beyond", () => {
    expect(at("2023-09-14T16:14:59-04:00", { root: "SPX" }).date).toBe("2023-09-15");
    expect(() => at("2023-09-14T16:15:00-04:00", { root: "SPX" })).toThrow(
      /expired: its last expiry under SPX/,
    );
  });

  it("passes over what has ended its trading, and tells what that is", () => {
    const { root, date, over } = at("2023-09-14T16:31:00-04:00");

    expect({ root, date }).toEqual({ root: "SPXW", date: "2023-09-15" });
    expect(over.map((series) => `${series.root} ${series.date}`)).toEqual([
      "SPXW 2023-09-14",
      "SPX 2023-09-15",
    ]);
  });

  it("that was chosen and is over gives way to the next, which is told", () => {
    const { date, over } = at("2023-09-14T16:31:00-04:00", { expiry: "2023-09-14", root: "SPXW" });

    expect(date).toBe("2023-09-15");
    expect(over).toMatchObject([{ root: "SPXW", date: "2023-09-14" }]);
  });

  it("that was chosen leaves earlier ones aside without a word", () => {
    expect(at("2023-09-14T16:31:00-04:00", { expiry: "2023-09-18" })).toMatchObject({
      date: "2023-09-18",
      over: [],
    });
  });

  it("of a date with two roots is the one that settles first, and the other is told", () => {
    expect(at("2023-09-14T12:00:00-04:00", { expiry: "2023-09-15" })).toMatchObject({
      root: "SPX",
      otherRoot: "SPXW",
    });
    expect(at("2023-09-14T12:00:00-04:00", { expiry: "2023-09-15", root: "SPXW" })).toMatchObject({
      root: "SPXW",
      otherRoot: null,
    });
  });

  it("closes at 13:00 where the calendar says so", () => {
    const early = [{ root: "SPY", date: "2023-11-24" }];

    expect(at("2023-11-24T12:00:00-05:00", {}, early).seconds).toBe(HOUR);
    expect(() => at("2023-11-24T13:00:00-05:00", {}, early)).toThrow("expired");
  });

  it("is counted in real hours where the clocks change before it", () => {
    const monday = [{ root: "SPY", date: "2023-11-06" }];

    expect(at("2023-11-03T16:00:00-04:00", {}, monday).seconds).toBe(73 * HOUR);
  });

  it.each([
    ["under another root", { root: "XSP" }, "its roots are SPXW, SPX"],
    ["of another date", { expiry: "2023-09-21" }, "its expiries are 2023-09-14, 2023-09-15, 2023-09-18"],
    ["of a date of another root", { expiry: "2023-09-18", root: "SPX" }, "no expiry 2023-09-18 under SPX"],
  ])("%s is refused with those that are there", (_, choice, words) => {
    expect(() => at("2023-09-14T12:00:00-04:00", choice)).toThrow(BadInputError);
    expect(() => at("2023-09-14T12:00:00-04:00", choice)).toThrow(words);
  });
});
