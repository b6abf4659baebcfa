import { usdE4 } from "@smart0dte/domain";
import { aSession, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { aMinute, minutesOf, zigzag } from "./testing/minutes-of.ts";
import { TickerHistory } from "./ticker-history.ts";

const historyOf = (closes: readonly number[]): TickerHistory => {
  const history = new TickerHistory("SPY", aSession());
  for (const mark of minutesOf("SPY", closes)) history.take(mark);
  return history;
};

describe("the history of a ticker", () => {
  it("takes a return only from the minute before, so neither the night nor a hole enters", () => {
    const history = new TickerHistory("SPY", aSession());

    history.take(aMinute(1, 600));
    expect(history.lastReturn).toBeNull();
    history.take(aMinute(2, 606));
    expect(history.lastReturn).toBeCloseTo(Math.log(1.01), 12);
    history.take(aMinute(4, 660));
    expect(history.lastReturn).toBeNull();

    expect(history.returnsKnown).toBe(1);
    expect(history.sessionVariance()).toBeCloseTo(Math.log(1.01) ** 2, 12);
  });

  it.each([
    ["from before the open", 0],
    ["from after the close", 391],
    ["that was taken already", 5],
    ["that is older than the last", 4],
  ])("does not take a minute %s", (_, end) => {
    const history = historyOf([600, 600, 600, 600, 600]);

    expect(history.take(aMinute(end, 700))).toBe(false);
    expect(history.last?.close).toBe(usdE4(6_000_000));
  });

  it("takes the last minute of the session", () => {
    expect(historyOf([600]).take(aMinute(390, 601))).toBe(true);
  });

  it.each([
    ["off the grid", aMinute(1.5, 600)],
    ["without a price", aMinute(1, 0)],
  ])("stops at a minute %s: that is a bug of the caller", (_, mark) => {
    expect(() => new TickerHistory("SPY", aSession()).take(mark)).toThrow(/Not a minute of the session/);
  });

  it("has a variance and a move over so many minutes once so many returns are known", () => {
    const history = historyOf(zigzag(31));
    const moved = Math.log(600.3 / 599.7);

    expect(history.varianceOver(30)).toBeCloseTo(moved ** 2, 12);
    expect(history.moveOver(30)).toBeCloseTo(0, 12);
    expect(history.moveOver(1)).toBeCloseTo(moved, 12);
    expect(history.varianceOver(31)).toBeNull();
  });

  it("weighs the session's price with volume and leaves out minutes whose volume is unknown", () => {
    const history = new TickerHistory("SPY", aSession());
    history.take(aMinute(1, 600, { volume: 300 }));
    history.take(aMinute(2, 604, { volume: 100 }));
    history.take(aMinute(3, 900, { volume: null }));

    const vwap = history.vwap();

    // mean (300*600 + 100*604)/400 = 601, variance (300*1 + 100*9)/400 = 3
    expect(vwap?.vwap).toBeCloseTo(601, 9);
    expect(vwap?.sd).toBeCloseTo(Math.sqrt(3), 9);
    expect(vwap).toMatchObject({ withVolume: 2, seen: 3 });
  });

  it("knows the opening range when all of its minutes were seen and not before", () => {
    const closes = [600, 603, 597, ...Array.from({ length: 26 }, () => 600)];
    expect(historyOf(closes).openingRange()).toBeNull();

    expect(historyOf([...closes, 600, 650]).openingRange()).toEqual({ high: 603, low: 597 });
  });

  it("does not know the opening range when a minute of it is missing", () => {
    const history = new TickerHistory("SPY", aSession());
    for (const mark of minutesOf("SPY", zigzag(40))) if (mark.end !== minute(7)) history.take(mark);

    expect(history.openingRange()).toBeNull();
  });

  it("counts the volume of rising less that of falling minutes against the mean minute", () => {
    // of the last three one falls with 1,000 and two rise with 1,000; the mean minute has 1,000
    expect(historyOf([600, 601, 600, 602, 603]).signedVolume(3)).toBeCloseTo(1 / 3, 12);
  });

  it.each([
    ["a volume is unknown", { volume: null }],
    ["a minute is missing", null],
  ])("does not sign the volume where %s", (_, over) => {
    const history = new TickerHistory("SPY", aSession());
    for (const mark of minutesOf("SPY", zigzag(20))) {
      if (mark.end !== minute(15)) history.take(mark);
      else if (over !== null) history.take({ ...mark, ...over });
    }

    expect(history.signedVolume(15)).toBeNull();
    expect(history.signedVolume(4)).not.toBeNull();
  });
});
