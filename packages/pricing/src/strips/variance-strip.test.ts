import { describe, expect, it } from "vitest";
import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { stripVariance, type StripQuote, type StripTerm } from "./variance-strip.ts";
import { calendarDayStrip, dayStrip, termVariance } from "./variance-strip-term.ts";

/** A strip of $1 strikes around 600 at one volatility, quoted at its values. */
function aTerm(minutes: number, volatility = 0.15, forward = 600): StripTerm {
  const price = (right: "C" | "P", strike: number): number => {
    const years = minutes / 525_600;
    return priceOf({ right, spot: forward, strike, years, volatility, rate: 0, dividendYield: 0 });
  };
  const quotes: StripQuote[] = [];
  for (let strike = 500; strike <= 700; strike += 1) {
    const [call, put] = [price("C", strike), price("P", strike)];
    quotes.push({ strike, callBid: call, callAsk: call, putBid: put, putAsk: put });
  }
  return { minutes, rate: 0, quotes };
}

const volatilityOf = (variance: number): number => 100 * Math.sqrt(variance);

describe("what strikes a dollar apart overstate", () => {
  // what the literature's strip shows of a true 15 %, SPY at 600
  it.each([
    [390, 15.2],
    [180, 15.4],
    [60, 16.3],
    [30, 17.5],
    [15, 19.7],
  ])("%i minutes before the close a strip reads %f %%", (minutes, expected) => {
    const strip = stripVariance(aTerm(minutes));
    if (typeof strip === "string") expect.unreachable(strip);
    expect(volatilityOf(strip.variance)).toBeCloseTo(expected, 0);
  });

  it.each([390, 180, 120, 60, 30])("%i minutes before the close is taken off again", (minutes) => {
    const found = termVariance(aTerm(minutes), null);
    if (!found.ok) expect.unreachable(found.error);

    expect(found.value.from).toBe("strip");
    expect(volatilityOf(found.value.variance)).toBeCloseTo(15, 1);
  });
});

describe("the variance of a term", () => {
  it("is the smile's in the last half hour", () => {
    expect(termVariance(aTerm(29), 0.15)).toMatchObject({
      ok: true,
      value: { from: "smile", because: "lastHalfHour", variance: 0.0225 },
    });
    expect(termVariance(aTerm(29), null)).toMatchObject({ ok: false, error: "noSmile" });
  });

  it("is the smile's where the strip refuses or is too short, and says why", () => {
    const few = {
      ...aTerm(60),
      quotes: aTerm(60).quotes.filter(({ strike }) => Math.abs(strike - 600) <= 2),
    };
    expect(termVariance(few, 0.16)).toMatchObject({ ok: true, value: { because: "fewStrikes" } });
    expect(termVariance({ ...few, quotes: [] }, 0.16)).toMatchObject({ value: { because: "noForward" } });
    const duplicate = { ...few, quotes: [...few.quotes, ...few.quotes] };
    expect(termVariance(duplicate, 0.16)).toMatchObject({ value: { because: "badTerm" } });
  });

  it("is no mid of a crossed quote, nor of a bid without an ask: both are refused by name", () => {
    const one = (over: Partial<StripQuote>): StripTerm => {
      const term = aTerm(390);
      return {
        ...term,
        quotes: term.quotes.map((quote) => (quote.strike === 605 ? { ...quote, ...over } : quote)),
      };
    };

    for (const over of [
      { callBid: 0.5, callAsk: 0.4 },
      { putBid: 9, putAsk: 8.9 },
      { callBid: 0.5, callAsk: 0 },
    ])
      expect(stripVariance(one(over))).toBe("crossedQuote");
    expect(stripVariance(one({ callBid: 0.4, callAsk: 0.4 }))).not.toBe("crossedQuote");
    expect(stripVariance(one({ callBid: 0, callAsk: 0 }))).not.toBe("crossedQuote");
    expect(termVariance(one({ callBid: 0.5, callAsk: 0.4 }), 0.16)).toMatchObject({
      value: { from: "smile", because: "crossedQuote" },
    });
  });

  it("is refused without time, and by a smile that is none", () => {
    for (const minutes of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(termVariance({ ...aTerm(60), minutes }, 0.15)).toMatchObject({ ok: false, error: "badTerm" });
    expect(termVariance(aTerm(10), Number.NaN)).toMatchObject({ ok: false, error: "noSmile" });
  });
});

describe("the 1-day strip volatility", () => {
  it("is the volatility where both expiries have the same", () => {
    const found = calendarDayStrip({ minutes: 300, variance: 0.0225 }, { minutes: 1_740, variance: 0.0225 });
    expect(found.ok ? found.value.index : found.error).toBeCloseTo(15, 12);
  });

  it("takes from each expiry what lies in the next 1,440 minutes", () => {
    // until today's close 20 %, all that follows 10 %: 300 minutes of the one, 1,140 of the other
    const next = (300 * 0.04 + 1_440 * 0.01) / 1_740;
    const found = calendarDayStrip({ minutes: 300, variance: 0.04 }, { minutes: 1_740, variance: next });
    const expected = 100 * Math.sqrt((300 * 0.04 + 1_140 * 0.01) / 1_440);
    if (!found.ok) expect.unreachable(found.error);
    expect(found.value.index).toBeCloseTo(expected, 12);
    expect(found.value.nearShare).toBeCloseTo((300 * 0.04) / (300 * 0.04 + 1_140 * 0.01), 12);
  });

  it("reads another clock where one is stated", () => {
    const near = { minutes: 300, variance: 0.0225, clock: 0.7 };
    const next = { minutes: 1_740, variance: 0.0225, clock: 1.7 };
    const found = dayStrip({ near, next }, { day: 1, daysAYear: 252 });
    const total = ((300 + 0.3 * 1_440) * 0.0225) / 525_600;
    expect(found.ok ? found.value.index : found.error).toBeCloseTo(100 * Math.sqrt(252 * total), 10);
  });

  it("is refused where the expiries do not lie around the day, or no variance is one", () => {
    const near = { minutes: 300, variance: 0.02 };
    const next = { minutes: 1_740, variance: 0.02 };
    expect(calendarDayStrip(next, near)).toMatchObject({ error: "notAround" });
    expect(calendarDayStrip({ ...near, minutes: Number.NaN }, next)).toMatchObject({ error: "notAround" });
    expect(calendarDayStrip(near, { ...next, minutes: 1_000 })).toMatchObject({ error: "notAround" });
    expect(calendarDayStrip(near, { ...next, variance: Number.NaN })).toMatchObject({ error: "badVariance" });
    expect(calendarDayStrip(near, { ...next, variance: 0.0001 })).toMatchObject({ error: "badVariance" });
    expect(calendarDayStrip({ ...near, variance: -1 }, next)).toMatchObject({ error: "badVariance" });
  });
});
