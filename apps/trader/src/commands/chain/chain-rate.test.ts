import { describe, expect, it } from "vitest";
import { expiryAt } from "./chain-expiry.ts";
import { rateFor } from "./chain-rate.ts";
import { builtSnapshot, instant } from "./testing/built-snapshot.ts";

const NOON = instant("2023-09-14T12:00:00-04:00");
const RATE = 0.05;

/** Quotes of one expiry worth today what they are then, less five per cent a year. */
function discounted(root: string, date: string, forward = 100) {
  const seconds = (Date.parse(`${date}T20:00:00Z`) - NOON / 1000) / 1000;
  return builtSnapshot([{ root, date }], {
    forward,
    seconds,
    growth: Math.exp((RATE * seconds) / 31_536_000),
  });
}

function rateOf(snapshots: readonly ReturnType<typeof discounted>[], stated: number | null = null) {
  const [first] = snapshots;
  if (first === undefined) return expect.unreachable("no snapshot");
  const snapshot = { ...first, rows: snapshots.flatMap(({ rows }) => rows) };
  return rateFor(expiryAt(snapshot, NOON), { snapshot, at: NOON, stated });
}

describe("the rate of an expiry", () => {
  it("is none on its own day, whatever a person states", () => {
    expect(rateOf([discounted("XSP", "2023-09-14")], 0.07)).toEqual({ from: "sameDay", rate: 0 });
  });

  it("is a person's where one is stated", () => {
    expect(rateOf([discounted("XSP", "2023-11-17")], 0.07)).toEqual({ from: "stated", rate: 0.07 });
  });

  it("of European options is what parity over their strikes says", () => {
    const rate = rateOf([discounted("XSP", "2023-11-17")]);

    expect(rate).toMatchObject({ from: "parity", of: { date: "2023-11-17" } });
    // quotes in whole cents over ten dollars of strikes and two months
    expect(Math.abs(rate.rate - RATE)).toBeLessThan(0.008);
  });

  it("of few days is taken from the next expiry with two weeks", () => {
    expect(rateOf([discounted("XSP", "2023-09-18"), discounted("XSP", "2023-11-17")])).toMatchObject({
      from: "parity",
      of: { date: "2023-11-17" },
    });
  });

  it("of few days is unknown where the file has no later expiry", () => {
    expect(rateOf([discounted("XSP", "2023-09-18")])).toEqual({ from: null, rate: 0 });
  });

  it("of American options is how their forwards grow, and one dividend does not change it", () => {
    const days = [4, 8, 12, 16, 20, 24, 32];
    const grown = days.map((day) => {
      const dividend = day > 28 ? 0.4 : 0;
      const date = new Date(Date.UTC(2023, 8, 14 + day)).toISOString().slice(0, 10);
      return discounted("SPY", date, 100 * Math.exp((RATE * day) / 365) - dividend);
    });
    const snapshots = grown.filter(({ rows }) => rows[0] !== undefined);
    const rate = rateOf(snapshots);

    expect(rate.from).toBe("forwards");
    expect(Math.abs(rate.rate - RATE)).toBeLessThan(0.01);
  });
});
