import { describe, expect, it } from "vitest";
import {
  ChainRefresh,
  type ChainQuoteColumns,
  type RefreshedChain,
  type RefreshTerms,
} from "./chain-refresh.ts";
import { exposureProfile } from "../exposure/exposure.ts";
import { greeksOf } from "../black-scholes/black-scholes-greeks.ts";
import { fitSmile } from "../smile/smile-fit.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";
import { yearsOf } from "../clock/years.ts";

const FORWARD = 600.3;
const YEARS = yearsOf(14_400);
const TERMS: RefreshTerms = { years: YEARS, near: 599, sign: "callsLong" };

const volatilityOf = (strike: number): number => {
  const z = Math.log(strike / FORWARD) / (0.15 * Math.sqrt(YEARS));
  return 0.15 * (1 + 0.18 * (Math.hypot(z, 1.5) - 1.5) - 0.06 * z);
};

function aChain(count = 81): ChainQuoteColumns {
  const strike = Float64Array.from({ length: count }, (_, n) => 560 + n);
  const value = strike.map((k) => outOfTheMoneyValue(FORWARD, k, volatilityOf(k) * Math.sqrt(YEARS)));
  const call = value.map((one, n) => one + Math.max(FORWARD - (strike[n] ?? 0), 0));
  const put = value.map((one, n) => one + Math.max((strike[n] ?? 0) - FORWARD, 0));
  const down = (one: number): number => Math.floor(100 * one) / 100;
  const up = (one: number): number => Math.ceil(100 * one) / 100;
  return {
    strike,
    callBid: call.map(down),
    callAsk: call.map(up),
    putBid: put.map(down),
    putAsk: put.map(up),
    callContracts: strike.map((k) => 1_000 + 10 * (k - 560)),
    putContracts: strike.map((k) => 2_000 - 10 * (k - 560)),
  };
}

function refreshed(quotes: ChainQuoteColumns, terms = TERMS): RefreshedChain {
  const found = new ChainRefresh(quotes.strike.length).refresh(quotes, terms);
  return found.ok ? found.value : expect.unreachable(found.error);
}

describe("a refreshed chain", () => {
  it("has the forward, smile and volatilities that its parts give one by one", () => {
    const quotes = aChain();
    const { forward, smile, volatility } = refreshed(quotes);
    const points = Array.from(quotes.strike, (strike, n) => {
      const isCall = strike >= forward.forward;
      const bid = (isCall ? quotes.callBid[n] : quotes.putBid[n]) ?? 0;
      return { strike, bid, ask: (isCall ? quotes.callAsk[n] : quotes.putAsk[n]) ?? 0 };
    });
    const alone = fitSmile({ forward: forward.forward, years: YEARS, points });

    expect(forward.forward).toBeCloseTo(FORWARD, 2);
    expect(smile.ok && smile.value.atmIv).toBe(alone?.atmIv);
    expect(volatility.volatility[40]).toBeCloseTo(0.15, 2);
  });

  it("has the Greeks of each contract, calls first", () => {
    const quotes = aChain();
    const { forward, greeks, volatility } = refreshed(quotes);
    for (const n of [36, 40, 44]) {
      for (const right of ["C", "P"] as const) {
        const terms = {
          right,
          spot: forward.forward,
          strike: quotes.strike[n] ?? 0,
          years: YEARS,
          volatility: volatility.volatility[n] ?? 0,
          rate: 0,
          dividendYield: 0,
        };
        const alone = greeksOf(terms);
        const place = right === "C" ? n : n + quotes.strike.length;
        expect(greeks.delta[place]).toBeCloseTo(alone.delta, 12);
        expect(greeks.gamma[place]).toBeCloseTo(alone.gamma, 12);
      }
    }
  });

  it("is the same around its own forward, and refuses one that is no price", () => {
    const quotes = aChain();
    const { forward, ...rest } = refreshed(quotes);
    const terms = { years: YEARS, forward: forward.forward, sign: "callsLong" } as const;
    const around = new ChainRefresh(81).refreshAround(quotes, terms);

    if (!around.ok) expect.unreachable(around.error);
    const { smile, ...columns } = around.value;
    const { smile: ofParity, ...ofRefresh } = rest;
    expect(columns).toEqual(ofRefresh);
    expect(smile.ok && smile.value.atmIv).toBe(ofParity.ok && ofParity.value.atmIv);
    for (const [over, reason] of [
      [{ forward: 0 }, "badForward"],
      [{ forward: Number.NaN }, "badForward"],
      [{ years: -1 }, "badYears"],
    ] as const)
      expect(new ChainRefresh(81).refreshAround(quotes, { ...terms, ...over })).toEqual({
        ok: false,
        error: reason,
      });
    expect(new ChainRefresh(80).refreshAround(quotes, terms)).toEqual({
      ok: false,
      error: "strikesDoNotRise",
    });
  });

  it("has the exposures of the profile, whichever side dealers are taken to be on", () => {
    const quotes = aChain();
    for (const sign of ["callsLong", "callsShort", "againstCustomers"] as const) {
      const { forward, exposure, volatility } = refreshed(quotes, { ...TERMS, sign });
      const contracts = Array.from(quotes.strike).flatMap((strike, n) => {
        if (volatility.refusal[n] !== 0) return [];
        const one = { strike, volatility: volatility.volatility[n] ?? 0 };
        return [
          { ...one, right: "C" as const, contracts: quotes.callContracts[n] ?? 0 },
          { ...one, right: "P" as const, contracts: quotes.putContracts[n] ?? 0 },
        ];
      });
      const { total } = exposureProfile(contracts, { spot: forward.forward, years: YEARS, sign });

      expect(exposure.totalGamma / total.gamma).toBeCloseTo(1, 9);
      expect(exposure.totalVanna / total.vanna).toBeCloseTo(1, 9);
      expect(exposure.totalCharm / total.charm).toBeCloseTo(1, 9);
    }
  });

  it("is the same from a refresher that has seen another chain before", () => {
    const quotes = aChain();
    const used = new ChainRefresh(quotes.strike.length);
    const other = aChain();
    other.putBid.fill(0, 0, 30);
    other.callAsk.fill(Number.NaN, 45);
    used.refresh(other, { ...TERMS, years: YEARS / 7 });
    const again = used.refresh(quotes, TERMS);
    const fresh = refreshed(quotes);

    if (!again.ok) expect.unreachable(again.error);
    expect(again.value.volatility).toEqual(fresh.volatility);
    expect(again.value.greeks).toEqual(fresh.greeks);
    expect(again.value.exposure).toEqual(fresh.exposure);
    expect(again.value.smile.ok && again.value.smile.value.atmIv).toBe(
      fresh.smile.ok && fresh.smile.value.atmIv,
    );
  });

  it("leaves out what is not admissible: crossed, one-sided, no number", () => {
    const quotes = aChain();
    quotes.callBid[43] = 9;
    quotes.callAsk[44] = 0;
    quotes.callBid[45] = Number.NaN;
    const { volatility, greeks, exposure } = refreshed(quotes);

    for (const n of [43, 44, 45]) {
      expect(volatility.refusal[n]).not.toBe(0);
      expect(exposure.gamma[n]).toBe(0);
    }
    for (const column of [greeks.delta, greeks.gamma, greeks.charm, exposure.gamma, exposure.charm])
      expect(column.every(Number.isFinite)).toBe(true);
  });

  it("is refused with its reason", () => {
    const quotes = aChain();
    const reason = (over: Partial<ChainQuoteColumns>, terms: Partial<RefreshTerms> = {}): string | null => {
      const found = new ChainRefresh(81).refresh({ ...quotes, ...over }, { ...TERMS, ...terms });
      return found.ok ? null : found.error;
    };

    expect(reason({}, { years: 0 })).toBe("badYears");
    expect(reason({}, { near: Number.NaN })).toBe("badNear");
    expect(reason({ strike: quotes.strike.slice().reverse() })).toBe("strikesDoNotRise");
    expect(reason({ strike: quotes.strike.slice(1) })).toBe("strikesDoNotRise");
    expect(reason({ strike: quotes.strike.map((k, n) => (n === 4 ? 563 : k)) })).toBe("strikesDoNotRise");
    expect(reason({ callBid: new Float64Array(81) })).toBe("tooFewPairs");
  });
});
