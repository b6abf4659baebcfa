import { describe, expect, it } from "vitest";
import { builtSnapshot, instant, type BuiltSeries } from "./testing/built-snapshot.ts";
import { vixOf } from "./chain-vix.ts";

const MONTH = { seconds: 30 * 86_400 };

/** Daily SPXW and the third Fridays' SPX of autumn 2023. */
const AUTUMN: readonly BuiltSeries[] = [
  ...Array.from({ length: 60 }, (_, place) => new Date(Date.UTC(2023, 8, 1 + place)))
    .filter((day) => day.getUTCDay() % 6 !== 0 && day.toISOString().slice(0, 10) !== "2023-09-04")
    .map((day) => ({ root: "SPXW", date: day.toISOString().slice(0, 10) })),
  { root: "SPX", date: "2023-09-15" },
  { root: "SPX", date: "2023-10-20" },
];

function termsAt(time: string, series = AUTUMN): readonly string[] | null {
  const { vix } = vixOf({ snapshot: builtSnapshot(series, MONTH), at: instant(time), stated: 0 });
  return vix === null ? null : [vix.near, vix.next].map(({ root, expiry }) => `${root} ${expiry}`);
}

describe("the two expiries of the 30-day index", () => {
  it.each([
    // 24 and 31 days
    ["Tuesday", "2023-09-19T12:00:00-04:00", ["SPXW 2023-10-13", "SPX 2023-10-20"]],
    // 30 and 37: the roll of the white paper's example
    ["Wednesday", "2023-09-20T12:00:00-04:00", ["SPX 2023-10-20", "SPXW 2023-10-27"]],
    ["Thursday", "2023-09-14T16:31:00-04:00", ["SPXW 2023-10-13", "SPX 2023-10-20"]],
    ["Friday", "2023-09-15T12:00:00-04:00", ["SPXW 2023-10-13", "SPX 2023-10-20"]],
    ["Monday", "2023-09-18T12:00:00-04:00", ["SPXW 2023-10-13", "SPX 2023-10-20"]],
  ])("are on a %s the weekly ones around 30 days, SPX on the third Friday", (_, time, terms) => {
    expect(termsAt(time)).toEqual(terms);
  });

  it("are the Thursday's where a Friday is closed", () => {
    const goodFriday = ["2024-03-22", "2024-03-27", "2024-03-28", "2024-04-05"].map((date) => {
      return { root: "SPXW", date };
    });

    expect(termsAt("2024-02-28T12:00:00-05:00", goodFriday)).toEqual(["SPXW 2024-03-28", "SPXW 2024-04-05"]);
  });

  it("of another underlying are its own weekly ones", () => {
    const weekly = ["2026-09-04", "2026-09-11", "2026-09-18"].map((date) => ({ root: "SPY", date }));

    expect(termsAt("2026-08-14T11:38:00-04:00", weekly)).toEqual(["SPY 2026-09-11", "SPY 2026-09-18"]);
  });

  it("do not exist where the file ends before, and that is said", () => {
    const short = builtSnapshot([{ root: "SPY", date: "2026-09-11" }], MONTH);

    expect(vixOf({ snapshot: short, at: instant("2026-08-14T11:38:00-04:00"), stated: 0 })).toEqual({
      vix: null,
      why: "the file has no weekly expiries on both sides of 30 days, within 23 to 37",
    });
  });
});

describe("a term of the 30-day index", () => {
  it("counts its minutes by the wall's clock: to midnight, whole days, to the opening or the close", () => {
    const { vix } = vixOf({
      snapshot: builtSnapshot(AUTUMN, MONTH),
      at: instant("2023-09-14T16:31:00-04:00"),
      stated: 0.054,
    });

    // 449 left of today, 28 and 35 whole days, 960 or 570 of the last
    expect(vix?.near.minutes).toBe(449 + 28 * 1_440 + 960);
    expect(vix?.next.minutes).toBe(449 + 35 * 1_440 + 570);
    expect(vix?.near).toMatchObject({ r: 0.054, rateFrom: "stated", settles: "close" });
    expect(vix?.next.settles).toBe("open");
  });

  it("is printed under the field names of the vectors, its quotes with it", () => {
    const { vix } = vixOf({
      snapshot: builtSnapshot(AUTUMN, MONTH),
      at: instant("2023-09-14T16:31:00-04:00"),
      stated: 0.054,
    });

    expect(Object.keys(vix?.near ?? {})).toEqual(
      expect.arrayContaining([
        "minutes",
        "r",
        "quotes",
        "F",
        "K0",
        "variance",
        "varianceSpacingCorrected",
        "vol",
        "selected",
      ]),
    );
    expect(vix?.near.quotes[20]).toHaveLength(5);
    // one volatility of 20 %, quoted for 30 days, strikes of a dollar
    expect(vix?.index).toBeCloseTo(20, 0);
  });
});
