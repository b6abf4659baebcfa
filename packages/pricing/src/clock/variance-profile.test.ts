import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  estimateProfile,
  SESSION_MINUTES,
  USUAL_PROFILE,
  varianceProfile,
  type ObservedSession,
  type VarianceProfile,
} from "./variance-profile.ts";

const minutes = new URL("../../../../../shared/data/minutes/2026-03/", import.meta.url);

/** Sessions whose minutes move by exactly the root of a profile's weights, up and down by turns. */
function sessionsOf(profile: VarianceProfile, count: number): ObservedSession[] {
  return Array.from({ length: count }, (_, n) => ({
    returns: profile.minutes.map(
      (weight, minute) => ((minute + n) % 2 === 0 ? 1 : -1) * Math.sqrt(1e-4 * weight),
    ),
    night: Math.sqrt(1e-4 * profile.overnight),
    closedDays: 0,
  }));
}

const estimated = (sessions: readonly ObservedSession[]): VarianceProfile => {
  const found = estimateProfile(sessions);
  return found.ok ? found.value : expect.unreachable(found.error);
};

describe("an estimated profile", () => {
  it("finds the profile that its sessions were made with", () => {
    const { minutes: weights, overnight } = estimated(sessionsOf(USUAL_PROFILE, 8));

    expect(overnight).toBeCloseTo(USUAL_PROFILE.overnight, 9);
    for (const minute of [0, 30, 195, 380, 389])
      expect((weights[minute] ?? 0) / (USUAL_PROFILE.minutes[minute] ?? 1)).toBeCloseTo(1, 1);
  });

  it("is hardly moved by one minute of news", () => {
    const sessions = sessionsOf(USUAL_PROFILE, 8);
    sessions[3]?.returns.fill(0.02, 200, 201);
    const weights = estimated(sessions).minutes;

    expect((weights[200] ?? 0) / (USUAL_PROFILE.minutes[200] ?? 1)).toBeLessThan(2);
  });

  it("takes minutes without trades as still, and nights of unknown length from the usual", () => {
    const sessions = sessionsOf(USUAL_PROFILE, 6).map(({ returns }) => ({
      returns: returns.map((one, minute) => (minute === 100 ? Number.NaN : one)),
      night: null,
      closedDays: 0,
    }));
    const profile = estimated(sessions);

    expect(profile.overnight).toBe(USUAL_PROFILE.overnight);
    expect(profile.minutes.every((weight) => weight >= 0 && Number.isFinite(weight))).toBe(true);
  });

  it("is refused with its reason", () => {
    const good = sessionsOf(USUAL_PROFILE, 6);
    const still = good.map((one) => ({ ...one, returns: new Float64Array(SESSION_MINUTES) }));
    expect(estimateProfile(good.slice(0, 4))).toMatchObject({ error: "tooFewSessions" });
    expect(estimateProfile(still)).toMatchObject({ error: "noVariance" });
    expect(estimateProfile(good.map((one) => ({ ...one, returns: one.returns.slice(1) })))).toMatchObject({
      error: "badReturn",
    });
    expect(estimateProfile(good.map((one) => ({ ...one, night: Number.POSITIVE_INFINITY })))).toMatchObject({
      error: "badReturn",
    });
  });
});

describe("a stated profile", () => {
  it("is brought to total one, or refused with its reason", () => {
    const found = varianceProfile({ ...USUAL_PROFILE, minutes: USUAL_PROFILE.minutes.map((one) => 7 * one) });
    expect(found.ok ? found.value.minutes[5] : 0).toBeCloseTo(USUAL_PROFILE.minutes[5] ?? 1, 15);
    const negative = USUAL_PROFILE.minutes.map((one, n) => (n === 3 ? -one : one));
    expect(varianceProfile({ ...USUAL_PROFILE, minutes: negative })).toMatchObject({ error: "badMinutes" });
    expect(varianceProfile({ ...USUAL_PROFILE, minutes: new Float64Array(389) })).toMatchObject({
      error: "badMinutes",
    });
    expect(varianceProfile({ ...USUAL_PROFILE, overnight: Number.NaN })).toMatchObject({
      error: "badOvernight",
    });
    expect(varianceProfile({ ...USUAL_PROFILE, closedDay: -1 })).toMatchObject({ error: "badClosedDay" });
  });
});

describe.skipIf(!existsSync(minutes)).each(["SPY", "QQQ", "IWM"])("real minutes of %s", (ticker) => {
  it("show the U: most at the open, least in the middle", () => {
    const weights = estimated(readSessions(ticker)).minutes;
    const mean = (from: number, to: number): number =>
      weights.slice(from, to).reduce((sum, one) => sum + one, 0) / (to - from);

    expect(mean(0, 30)).toBeGreaterThan(1.4 * mean(120, 270));
    expect(mean(0, SESSION_MINUTES)).toBeCloseTo(1 / SESSION_MINUTES, 12);
  });
});

/** Seven sessions, stamped at the start of each minute, UTC; New York is four hours behind. */
function readSessions(ticker: string): ObservedSession[] {
  const days = new Map<string, { open: number; closes: Map<number, number> }>();
  const [, ...lines] = readFileSync(new URL(`${ticker}.csv`, minutes))
    .toString()
    .trim()
    .split("\n");
  for (const line of lines) {
    const [stamp = "", close, , , open] = line.split(",");
    const minute = ((Date.parse(stamp.replace(" ", "T")) / 60_000) % 1_440) - (13 * 60 + 30);
    if (minute < 0 || minute >= SESSION_MINUTES) continue;
    const day = days.get(stamp.slice(0, 10)) ?? { open: Number(open), closes: new Map<number, number>() };
    day.closes.set(minute, Number(close));
    days.set(stamp.slice(0, 10), day);
  }
  let closed: number | null = null;
  let before = "";
  return [...days].map(([date, { open, closes }]) => {
    let last = open;
    const returns = Float64Array.from({ length: SESSION_MINUTES }, (_, minute) => {
      const close = closes.get(minute);
      if (close === undefined) return Number.NaN;
      const move = Math.log(close / last);
      last = close;
      return move;
    });
    const night = closed === null ? null : Math.log(open / closed);
    const apart = before === "" ? 1 : Math.round((Date.parse(date) - Date.parse(before)) / 86_400_000);
    closed = last;
    before = date;
    return { returns, night, closedDays: apart - 1 };
  });
}
