import { BadInputError } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { readMinuteDay, type MinuteDay } from "./minute-day.ts";
import { openMinuteFolder, type MinuteSource } from "./minute-folder.ts";
import { dayOf, fileOf, HEADER, withRow, writeFolder, type Rows } from "./testing/written-folder.ts";

const spy = (rows: Rows, header = HEADER): string => writeFolder({ "SPY.csv": fileOf(rows, header) });
const dayIn = (dir: string, over: Partial<MinuteSource> = {}, date = "2026-03-13"): MinuteDay =>
  readMinuteDay({ dir, ...over }, date);
const row = (stamp: string, rest = "660,661,659,660.5,100"): string => `${stamp},${rest}`;
const NEW_YORK_START = { from: 9 * 60 + 30, zone: "" };
const NEW_YORK_END = { from: 9 * 60 + 31, zone: "" };

describe("a minute file is refused with its name, its line and the cause", () => {
  const good = dayOf();
  it.each([
    [
      "a header without a needed column",
      fileOf(good, "Datetime,Open,High,Low,Last,Volume"),
      /SPY\.csv line 1: .*"close"/,
    ],
    [
      "a header with a column twice",
      fileOf(good, "Datetime,Open,High,Low,Close,close,Volume"),
      /line 1: .*"close" twice/,
    ],
    ["an empty file", "", /SPY\.csv: the file is empty/],
    ["a header alone", fileOf([]), /SPY\.csv: it has a header but no rows/],
    [
      "a row that is too short",
      fileOf(withRow(good, 3, "2026-03-13 13:33:00+00:00,660")),
      /line 5: 2 fields .* 6/,
    ],
    [
      "a word for a price",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", "660,661,659,n/a,1"))),
      /line 5: close "n\/a"/,
    ],
    [
      "an absent price",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", ",661,659,660,1"))),
      /line 5: open ""/,
    ],
    [
      "a price of zero",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", "0,661,0,660,1"))),
      /line 5: open "0"/,
    ],
    [
      "a negative volume",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", "660,661,659,660,-1"))),
      /line 5: volume "-1"/,
    ],
    [
      "half a share",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", "660,661,659,660,1.5"))),
      /line 5: volume "1.5"/,
    ],
    [
      "high below low",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", "660,659,661,660,1"))),
      /line 5: high is below low/,
    ],
    [
      "a close above high",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", "660,661,659,661.01,1"))),
      /line 5: .*above high/,
    ],
    [
      "an open below low",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00+00:00", "658,661,659,660,1"))),
      /line 5: .*below low/,
    ],
    [
      "a stamp of another form",
      fileOf(withRow(good, 3, row("13.03.2026 13:33"))),
      /line 5: "13\.03\.2026 13:33" is not a stamp/,
    ],
    [
      "a day that does not exist",
      fileOf(withRow(good, 3, row("2026-02-30 13:33:00+00:00"))),
      /line 5: .*does not exist/,
    ],
    [
      "a stamp without the others' offset",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:00"))),
      /line 5: some stamps/,
    ],
    [
      "a stamp that stands twice",
      fileOf(withRow(good, 3, row("2026-03-13 13:32:00+00:00"))),
      /line 5: the stamp stands twice \(also on line 4\)/,
    ],
    [
      "a row out of order",
      fileOf(withRow(good, 3, row("2026-03-13 13:30:30+00:00"))),
      /line 5: .*out of order .* oldest first/,
    ],
    [
      "a stamp inside a minute",
      fileOf(withRow(good, 3, row("2026-03-13 13:33:15+00:00"))),
      /line 5: .*inside a minute/,
    ],
    [
      "an unclosed quotation",
      fileOf(withRow(good, 3, '"2026-03-13')),
      /SPY\.csv line \d+: it is not a comma-separated table\.$/,
    ],
    [
      "bars of five minutes",
      fileOf(dayOf().filter((_, place) => place % 5 === 0)),
      /SPY\.csv: its rows are mostly 5 minutes apart; only bars of one minute are read/,
    ],
    [
      "bars of seconds",
      fileOf([
        row("2026-03-13 13:30:00+00:00"),
        row("2026-03-13 13:30:10+00:00"),
        row("2026-03-13 13:30:20+00:00"),
      ]),
      /mostly 10 seconds apart/,
    ],
    [
      "bytes that are no text, shown as one short line",
      `Datetime,Open\u0000\u001b[2J\n${"x".repeat(5_000)}`,
      /^[^\p{C}]{1,500}$/u,
    ],
  ])("%s", (_, text, sentence) => {
    const dir = writeFolder({ "SPY.csv": text });

    expect(() => openMinuteFolder({ dir })).toThrow(BadInputError);
    expect(() => openMinuteFolder({ dir })).toThrow(sentence);
  });

  it("a folder that is not there, or holds no ticker", () => {
    expect(() => openMinuteFolder({ dir: "/nowhere/at/all" })).toThrow(/the folder does not exist/);
    expect(() => openMinuteFolder({ dir: writeFolder({ "VIX.csv": fileOf(dayOf()) }) })).toThrow(
      /none of SPY\.csv/,
    );
  });
});

describe("a date is refused with one sentence", () => {
  it.each([
    ["2026-03-14", /no session: the exchange is closed/],
    ["1999-03-12", /no session/],
    ["2026-03-16", /no rows of 2026-03-16; it holds 2026-03-13/],
    ["yesterday", /not a date/],
  ])("%s", (date, sentence) => {
    const dir = spy(dayOf());

    expect(() => dayIn(dir, {}, date)).toThrow(BadInputError);
    expect(() => dayIn(dir, {}, date)).toThrow(sentence);
  });
});

describe("zone, stamp side and order", () => {
  it.each([
    ["bar start in UTC", dayOf(), /offsets in the stamps, bar start detected.*oldest first/],
    ["bar end in UTC", dayOf({ from: 13 * 60 + 31 }), /bar end detected/],
    [
      "bar start in New York",
      dayOf(NEW_YORK_START),
      /zone America\/New_York and bar start detected from whole sessions/,
    ],
    [
      "bar end in New York, newest first",
      dayOf(NEW_YORK_END).toReversed(),
      /America\/New_York and bar end.*newest first/,
    ],
    ["bare UTC", dayOf({ zone: "" }), /zone UTC and bar start detected/],
    [
      "an offset of New York",
      dayOf({ from: 9 * 60 + 30, zone: "-04:00" }),
      /offsets in the stamps, bar start/,
    ],
  ])("are detected and reported: %s", (_, rows, finding) => {
    const { tickers, findings } = dayIn(spy(rows));

    expect(findings[0]).toMatch(finding);
    expect(tickers[0]?.day.bars[0]?.open).toBe(6_600_000);
    expect(tickers[0]?.day.bars.every((bar) => bar !== null)).toBe(true);
  });

  it("are refused where rows begin after the open and end before the close", () => {
    expect(() => dayIn(spy(dayOf({ from: 14 * 60, minutes: 60 })))).toThrow(
      /state it with --stamp start\|end/,
    );
    expect(() => dayIn(spy(dayOf({ from: 14 * 60, minutes: 60, zone: "" })))).toThrow(/--zone ZONE --stamp/);
  });

  it("are refused where a row at the open and one at the close speak against each other", () => {
    expect(() => dayIn(spy(dayOf({ minutes: 391 })))).toThrow(/--stamp start\|end/);
  });

  it("are refused for bare stamps of one half-day, which two zones could explain", () => {
    expect(() => dayIn(spy(dayOf({ ...NEW_YORK_START, minutes: 200 })))).toThrow(/time zone of its stamps/);
  });

  it("are taken as stated, and rows that then fall outside are reported", () => {
    const rows = dayOf({ minutes: 391 });

    const start = dayIn(spy(rows), { stamp: "start" });
    const end = dayIn(spy(rows), { stamp: "end" });

    expect(start.findings).toContain("SPY: 1 row outside the session is not used");
    expect(start.findings[0]).toContain("bar start as stated");
    expect(start.tickers[0]?.day.bars[0]?.open).toBe(6_600_000);
    expect(end.tickers[0]?.day.bars[0]?.open).toBe(6_600_600);
  });

  it("are taken as stated even against what the rows prove, and that is said", () => {
    expect(dayIn(spy(dayOf()), { stamp: "end" }).findings[0]).toContain(
      "bar end as stated, although the rows speak for bar start",
    );
    expect(dayIn(spy(dayOf()), { stamp: "start" }).findings[0]).not.toContain("although");
  });

  it("take a stated zone for bare stamps, and refuse one that is unknown or contradicts the stamps", () => {
    const chicago = dayIn(spy(dayOf({ from: 8 * 60 + 30, zone: "", minutes: 100 })), {
      zone: "America/Chicago",
    });

    expect(chicago.findings[0]).toContain("zone America/Chicago as stated, bar start detected");
    expect(chicago.tickers[0]?.day.bars[0]).not.toBeNull();
    expect(() => dayIn(spy(dayOf(NEW_YORK_START)), { zone: "Mars/Olympus" })).toThrow(
      /line 2: .*UNKNOWN_ZONE/,
    );
    expect(() => dayIn(spy(dayOf()), { zone: "America/New_York" })).toThrow(/line 2: the stamp's own offset/);
  });
});

describe("what is odd is reported and not smoothed", () => {
  it("holes stay empty and are named", () => {
    const rows = dayOf().filter((_, place) => place !== 5 && place !== 7);
    const { tickers, findings } = dayIn(spy(rows));

    expect(tickers[0]?.day.bars[5]).toBeNull();
    expect(findings).toContain("SPY: 2 minutes are missing (09:35, 09:37 New York)");
  });

  it("a day that ends early says so", () => {
    expect(dayIn(spy(dayOf({ minutes: 100 }))).findings).toContain(
      "SPY: the rows end at 11:10, the session at 16:00",
    );
  });

  it("a row of volume 0 keeps its prices and has no known volume", () => {
    const rows = withRow(dayOf(), 5, row("2026-03-13 13:35:00+00:00", "660,661,659,660.5,0"));
    const { tickers, findings } = dayIn(spy(rows));

    expect(tickers[0]?.day.bars[5]).toEqual({
      open: 6_600_000,
      high: 6_610_000,
      low: 6_590_000,
      close: 6_605_000,
      volume: null,
    });
    expect(findings).toContain("SPY: 1 row has prices but volume 0, taken as unknown (09:35 New York)");
  });

  it("a last row that is still being made is left out", () => {
    const { tickers, findings } = dayIn(spy([...dayOf({ minutes: 60 }), row("2026-03-13 14:30:17+00:00")]));

    expect(tickers[0]?.day.bars[60]).toBeNull();
    expect(findings.join("\n")).toContain("the last row (line 62) lies inside a minute");
  });

  it("rows on a closed day are counted, and missing tickers named", () => {
    const dir = spy([...dayOf(), row("2026-03-14 15:00:00+00:00")]);
    const { findings } = dayIn(dir);

    expect(findings).toContain("SPY: 1 row on days without a session is not used");
    expect(findings).toContain("QQQ: there is no QQQ.csv, the desk runs without it");
  });

  it("a ticker without rows of the day is left out by name", () => {
    const dir = writeFolder({ "SPY.csv": fileOf(dayOf()), "QQQ.csv": fileOf(dayOf({ date: "2026-03-12" })) });
    const day = dayIn(dir);

    expect(day.tickers.map(({ ticker }) => ticker)).toEqual(["SPY"]);
    expect(day.findings).toContain("QQQ: no rows of this day, the desk runs without it");
  });

  it("prices printed from 32-bit floats become the exact money they were", () => {
    const rows = withRow(
      dayOf(),
      0,
      "2026-03-13 13:30:00+00:00,248.94000244140625,249.0500030517578,248.17999267578125,248.4678955078125,1",
    );
    const { tickers, findings } = dayIn(spy(rows));

    expect(tickers[0]?.day.bars[0]).toMatchObject({
      open: 2_489_400,
      high: 2_490_500,
      low: 2_481_800,
      close: 2_484_679,
    });
    expect(findings.join("\n")).not.toContain("between ten-thousandths");
  });
});
