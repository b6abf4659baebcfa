import {
  epochMicros,
  nextSession,
  sessionOf,
  type EpochMicros,
  type IsoDate,
  type Session,
} from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VarianceClock } from "./variance-clock.ts";
import { SESSION_MINUTES, USUAL_PROFILE, type VarianceProfile } from "./variance-profile.ts";

const clock = new VarianceClock(USUAL_PROFILE);
const FLAT: VarianceProfile = {
  ...USUAL_PROFILE,
  minutes: new Float64Array(SESSION_MINUTES).fill(1 / SESSION_MINUTES),
};

const session = (date: string): Session =>
  sessionOf(date as IsoDate) ?? expect.unreachable(`no session on ${date}`);
const after = ({ open }: Session, minutes: number): EpochMicros => epochMicros(open + minutes * 60_000_000);
const between = (from: EpochMicros, to: EpochMicros, by = clock): number => {
  const time = by.between(from, to);
  return time.ok ? time.value : expect.unreachable(time.error);
};

// Wednesday, Thursday, Friday, Monday; the last an ordinary week
const [wednesday, thursday] = [session("2026-03-11"), session("2026-03-12")];
const [friday, monday] = [session("2026-03-13"), session("2026-03-16")];

describe("variance time", () => {
  it("runs faster at the open and the close than at noon", () => {
    const quarter = (minute: number): number => between(after(friday, minute), after(friday, minute + 15));

    expect(quarter(0)).toBeGreaterThan(2 * quarter(180));
    expect(quarter(375)).toBeGreaterThan(1.3 * quarter(180));
  });

  it("of a night is three tenths of the day with it, and a weekend adds a little", () => {
    const day = between(thursday.open, thursday.close);
    const night = between(wednesday.close, thursday.open);
    const weekend = between(friday.close, monday.open);

    expect(night / (day + night)).toBeCloseTo(0.3, 2);
    expect(weekend - night).toBeCloseTo(0.1 * day, 9);
  });

  it("of an average year is one", () => {
    const year = between(session("2025-01-02").open, session("2026-01-02").open);
    expect(year).toBeGreaterThan(0.985);
    expect(year).toBeLessThan(1.01);
  });

  it("of a half day is its share of a whole one, and its end as quick as any", () => {
    const half = session("2025-11-28");
    expect(half.early).toBe(true);
    const whole = session("2025-12-01");
    const share = between(half.open, half.close) / between(whole.open, whole.close);

    expect(share).toBeCloseTo(210 / 390, 9);
    expect(between(after(half, 195), half.close)).toBeGreaterThan(
      between(after(half, 100), after(half, 115)),
    );
  });

  it("adds up, whatever instant lies between", () => {
    const at = fc.integer({ min: 0, max: 40 * 1_440 }).map((minutes) => after(wednesday, minutes - 10_000));
    fc.assert(
      fc.property(at, at, at, (a, b, c) => {
        const [from = a, middle = b, to = c] = [a, b, c].sort((x, y) => x - y);
        expect(between(from, middle) + between(middle, to)).toBeCloseTo(between(from, to), 12);
        expect(between(from, to)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("keeps the variance until expiry when a volatility is stated on it", () => {
    const [from, to] = [after(thursday, 60), friday.close];
    const found = clock.volatilityOn(0.2, { from, to });
    if (!found.ok) expect.unreachable(found.error);
    const calendar = (to - from) / 1e6 / 31_536_000;

    expect(found.value ** 2 * between(from, to)).toBeCloseTo(0.04 * calendar, 15);
  });

  it("passes at the calendar's pace where the profile is even, and faster towards the close of the usual one", () => {
    const even = new VarianceClock(FLAT);
    const until = { from: after(friday, 300), to: friday.close };
    const pace = (by: VarianceClock, minutes: number): number => {
      const found = by.pace(until, after(friday, 300 + minutes));
      return found.ok ? found.value : expect.unreachable(found.error);
    };

    expect(pace(even, 10)).toBeCloseTo(1, 9);
    expect(pace(clock, 90)).toBeCloseTo(1, 12);
    expect(pace(clock, 10)).toBeLessThan(0.95);
  });

  it("is refused for instants that are none, in the wrong order or outside of the calendar", () => {
    const odd = Number.NaN as EpochMicros;
    expect(clock.between(odd, friday.close)).toMatchObject({ error: "badInstant" });
    expect(clock.between(friday.close, Number.POSITIVE_INFINITY as EpochMicros)).toMatchObject({
      error: "badInstant",
    });
    expect(clock.between(friday.close, friday.open)).toMatchObject({ error: "backwards" });
    expect(clock.between(epochMicros(0), friday.open)).toMatchObject({ error: "outsideCalendar" });
    expect(clock.volatilityOn(0.2, { from: friday.open, to: friday.open })).toMatchObject({
      error: "noTime",
    });
    expect(clock.volatilityOn(Number.NaN, { from: friday.open, to: friday.close })).toMatchObject({
      error: "noTime",
    });
    expect(clock.pace({ from: friday.open, to: friday.close }, monday.open)).toMatchObject({
      error: "noTime",
    });
    expect(nextSession(friday.date)?.date).toBe(monday.date);
  });
});
