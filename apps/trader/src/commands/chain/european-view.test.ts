import { type IsoDate } from "@smart0dte/domain";
import { exercisePremium, yearsOf } from "@smart0dte/pricing";
import { describe, expect, it } from "vitest";
import { arbitragesOf } from "./chain-arbitrage.ts";
import { overDividend } from "./chain-dividend.ts";
import { expiryAt } from "./chain-expiry.ts";
import { forwardOf } from "./chain-forward.ts";
import { strikesIn } from "./chain-rate.ts";
import { builtSnapshot, instant } from "./testing/built-snapshot.ts";

const AT = instant("2026-08-13T20:30:00Z");
const EVE = { root: "SPY", date: "2026-08-14" };
const DIVIDEND = 0.9;
const SPOT = 99.9;
const VOLATILITY = 0.3;

/** Strikes half a dollar apart on the evening before the share goes ex with 0.9: calls at exercise where that is worth more. */
function eve() {
  const expiry = expiryAt(builtSnapshot([EVE]), AT, { expiry: EVE.date as IsoDate, root: null });
  const { seconds } = expiry;
  const european = builtSnapshot([EVE], {
    forward: SPOT - DIVIDEND,
    volatility: VOLATILITY,
    seconds,
    step: 0.5,
  });
  const rows = european.rows.map((row) => {
    const { right, strike } = row.contract;
    const premium =
      exercisePremium({
        right,
        strike: strike / 10_000,
        spot: SPOT,
        years: yearsOf(seconds),
        volatility: VOLATILITY,
        rate: 0,
        dividend: DIVIDEND,
        lastCumYears: 0,
        firstExYears: yearsOf(seconds),
      }) ?? 0;
    const more = Math.round(premium * 100) * 100;
    return {
      ...row,
      bid: ((row.bid ?? 0) + more) as typeof row.bid,
      ask: ((row.ask ?? 0) + more) as typeof row.ask,
    };
  });
  const snapshot = { ...european, rows, spot: SPOT };
  const strikes = strikesIn(snapshot, expiry, AT);
  return { snapshot, expiry, strikes, plain: forwardOf(strikes, null, 1) };
}

describe("quotes on the evening before a dividend", () => {
  const built = eve();
  const question = { ...built, at: AT, rate: 0 };
  const over = overDividend(built.strikes, question);

  it("give the forward, the dividend and the volatility that they were made of", () => {
    expect(over?.forward.forward).toBeCloseTo(SPOT - DIVIDEND, 2);
    expect(over?.dividend.amount).toBeCloseTo(DIVIDEND, 2);
    expect(over?.dividend).toMatchObject({ exAfter: "2026-08-13", exBy: "2026-08-14", spotFrom: "table" });
  });

  it("are read without what early exercise adds, and a call that is all exercise from its put", () => {
    const raw = built.strikes.find(({ strike }) => strike === 99);
    const read = over?.view.strikes.find(({ strike }) => strike === 99);
    const put = read?.put?.quote.bid ?? NaN;

    expect(raw?.call?.quote.bid).toBeGreaterThan((read?.call?.quote.bid ?? NaN) + 1_000);
    expect(read?.call?.quote.bid).toBeCloseTo(put + (SPOT - DIVIDEND - 99) * 10_000, -2);
    expect(raw?.call == null ? null : over?.view.isExercise(raw.call)).toBe(true);
  });

  it("hold a parity that could lose to exercise, and that is told apart from one that could not", () => {
    const at = { snapshot: built.snapshot, at: AT, series: built.expiry };
    const known = arbitragesOf(built.strikes, { ...at, exercise: { dividend: DIVIDEND, interest: 0 } });
    const none = arbitragesOf(built.strikes, { ...at, exercise: { dividend: 0.5, interest: 0 } });
    const unknown = arbitragesOf(built.strikes, { ...at, exercise: { dividend: null, interest: 0 } });

    expect(known.found.filter(({ kind }) => kind === "parity")).toEqual([]);
    expect(known.explained.filter(({ kind }) => kind === "parity")).toHaveLength(1);
    expect(none.found.filter(({ kind }) => kind === "parity")).toHaveLength(1);
    expect(unknown.found.filter(({ kind }) => kind === "parity")).toEqual([]);
  });

  it("tell no dividend without a spot of their own moment, nor of the same day, nor where forwards do not fall back", () => {
    const spotless = { ...built.snapshot, spot: null };
    const late = { ...builtSnapshot([EVE], { seconds: built.expiry.seconds, step: 0.5 }), spot: 101 };
    const steady = { ...built.snapshot, spot: SPOT - DIVIDEND };

    expect(overDividend(built.strikes, { ...question, snapshot: spotless })).toBeNull();
    expect(
      overDividend(built.strikes, { ...question, expiry: { ...built.expiry, isToday: true } }),
    ).toBeNull();
    expect(
      overDividend(built.strikes, { ...question, expiry: { ...built.expiry, style: "european" } }),
    ).toBeNull();
    expect(overDividend(built.strikes, { ...question, snapshot: steady })).toBeNull();
    // a spot a dollar above quotes whose calls would then be worth more at once
    const strikes = strikesIn(late, built.expiry, AT);
    const plain = forwardOf(strikes, null, 1);
    expect(overDividend(strikes, { ...question, snapshot: late, plain })).toBeNull();
  });
});
