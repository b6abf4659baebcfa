import { err, ok, type Result } from "@smart0dte/domain";
import { SHARES_PER_CONTRACT, type DealerSign } from "../exposure/exposure-terms.ts";
import { chainGreeks } from "../black-scholes/greeks-batch.ts";
import {
  greeksAnswers,
  volatilityAnswers,
  type GreeksAnswers,
  type PriceColumn,
  type StrikeColumns,
  type VolatilityAnswers,
  type VolatilityColumn,
} from "../black-scholes/option-columns.ts";
import {
  forwardThrough,
  type NoForward,
  type ParityForward,
  type ParityPair,
} from "../parity/parity-forward.ts";
import { smileThrough, type NoSmile } from "../smile/smile-fit.ts";
import type { Smile } from "../smile/smile.ts";
import { chainVolatilities } from "../implied-volatility/volatility-batch.ts";

/** A same-day chain, one strike an index, ascending and distinct. Dollars; 0 is no bid or no offer. */
export interface ChainQuoteColumns {
  readonly strike: Float64Array;
  readonly callBid: Float64Array;
  readonly callAsk: Float64Array;
  readonly putBid: Float64Array;
  readonly putAsk: Float64Array;
  /** Contracts that the exposures count: open interest, or signed customer volume. */
  readonly callContracts: Float64Array;
  readonly putContracts: Float64Array;
}

export interface RefreshTerms {
  /** Until expiry, more than zero. */
  readonly years: number;
  /** A price near the money, dollars; a stale one does. */
  readonly near: number;
  readonly sign: DealerSign;
}

/** For a forward that is known already. */
export interface ForwardTerms extends Pick<RefreshTerms, "years" | "sign"> {
  /** Dollars. */
  readonly forward: number;
}

/** Why a chain cannot be priced: its strikes do not rise, no time is left, or the forward is no price. */
export type NoPricing = "strikesDoNotRise" | "badYears" | "badForward";

/** Why a chain cannot be refreshed: the same, or parity tells no forward. */
export type NoRefresh = NoPricing | NoForward;

/** What a chain says at one moment. The columns are the refresher's own, overwritten by its next refresh. */
export interface RefreshedChain extends PricedChain {
  readonly forward: ParityForward;
}

/** What it says around a forward; the columns are overwritten as well. */
export interface PricedChain {
  readonly smile: Result<Smile, NoSmile>;
  /** By strike, from the middle of the out-of-the-money side; refused without two sides in order. */
  readonly volatility: VolatilityAnswers;
  /** Calls by strike, then puts by strike, at their strike's volatility; 0 where there is none. */
  readonly greeks: GreeksAnswers;
  readonly exposure: ExposureColumns;
}

/** Dealers' exposure by strike, calls and puts together, units as `Exposure` has them; 0 where no volatility is known. */
export interface ExposureColumns {
  readonly gamma: Float64Array;
  readonly vanna: Float64Array;
  readonly charm: Float64Array;
  /** Sums over the strikes. */
  readonly totalGamma: number;
  readonly totalVanna: number;
  readonly totalCharm: number;
}

/** +1 where dealers are taken to be long of what is counted, -1 where they are short. */
const DEALER_SIDES: Readonly<Record<DealerSign, { readonly calls: number; readonly puts: number }>> = {
  callsLong: { calls: 1, puts: -1 },
  callsShort: { calls: -1, puts: 1 },
  againstCustomers: { calls: -1, puts: -1 },
};
const DAYS_PER_YEAR = 365;
/** Strikes either side of the money whose pairs are read for the forward. */
const PAIRS_EACH_SIDE = 10;

/**
 * Everything that a chain says, from its quotes, in one go: admissibility, forward, volatilities, Greeks, exposures and
 * the smile. Made once for a number of strikes and used again and again: no object is made per option.
 *
 * Same-day expiry: no rate, no yield. It remembers nothing from one refresh to the next but the room it works in.
 */
export class ChainRefresh {
  readonly #count: number;
  readonly #volatility: VolatilityAnswers;
  readonly #greeks: GreeksAnswers;
  readonly #exposure: {
    gamma: Float64Array;
    vanna: Float64Array;
    charm: Float64Array;
    totalGamma: number;
    totalVanna: number;
    totalCharm: number;
  };
  /** The out-of-the-money side of each strike; no prices where it is not two-sided and in order. */
  readonly #outside: StrikeColumns & PriceColumn;
  readonly #bid: Float64Array;
  readonly #ask: Float64Array;
  /** Calls by strike, then puts. */
  readonly #both: StrikeColumns & VolatilityColumn;

  constructor(count: number) {
    this.#count = count;
    this.#volatility = volatilityAnswers(count);
    this.#greeks = greeksAnswers(2 * count);
    this.#exposure = {
      gamma: new Float64Array(count),
      vanna: new Float64Array(count),
      charm: new Float64Array(count),
      totalGamma: 0,
      totalVanna: 0,
      totalCharm: 0,
    };
    this.#outside = { ...strikeColumns(count), price: new Float64Array(count) };
    this.#bid = new Float64Array(count);
    this.#ask = new Float64Array(count);
    this.#both = { ...strikeColumns(2 * count), volatility: new Float64Array(2 * count) };
    this.#both.calls.fill(1, 0, count);
  }

  refresh(quotes: ChainQuoteColumns, { years, near, sign }: RefreshTerms): Result<RefreshedChain, NoRefresh> {
    const { strike } = quotes;
    if (!(years > 0 && Number.isFinite(years))) return err("badYears");
    if (!rises(strike, this.#count)) return err("strikesDoNotRise");
    const found = forwardThrough(pairsAround(quotes, near), near);
    if (!found.ok) return found;
    const { forward } = found.value;
    return ok({ forward: found.value, ...this.#priced(quotes, { years, forward, sign }) });
  }

  /** The same around a forward that was found in another way, judged by the age of its quotes for one. */
  refreshAround(quotes: ChainQuoteColumns, terms: ForwardTerms): Result<PricedChain, NoPricing> {
    const { years, forward } = terms;
    if (!(years > 0 && Number.isFinite(years))) return err("badYears");
    if (!(forward > 0 && Number.isFinite(forward))) return err("badForward");
    if (!rises(quotes.strike, this.#count)) return err("strikesDoNotRise");
    return ok(this.#priced(quotes, terms));
  }

  #priced(quotes: ChainQuoteColumns, { years, forward, sign }: ForwardTerms): PricedChain {
    const { strike } = quotes;
    this.#chooseSides(quotes, forward);
    const chain = { spot: forward, years, rate: 0, dividendYield: 0 };
    chainVolatilities(chain, this.#outside, this.#volatility);
    const both = this.#both;
    both.strike.set(strike);
    both.strike.set(strike, this.#count);
    both.volatility.set(this.#volatility.volatility);
    both.volatility.set(this.#volatility.volatility, this.#count);
    chainGreeks(chain, both, this.#greeks);
    this.#expose(quotes, forward, sign);
    return {
      smile: smileThrough({ forward, years }, { strike, bid: this.#bid, ask: this.#ask }),
      volatility: this.#volatility,
      greeks: this.#greeks,
      exposure: this.#exposure,
    };
  }

  /** Put below the forward, call above it, where both of its sides are there and in order. */
  #chooseSides({ strike, callBid, callAsk, putBid, putAsk }: ChainQuoteColumns, forward: number): void {
    const { calls, price } = this.#outside;
    this.#outside.strike.set(strike);
    for (let n = 0; n < this.#count; n += 1) {
      const isCall = at(strike, n) >= forward;
      const low = isCall ? at(callBid, n) : at(putBid, n);
      const high = isCall ? at(callAsk, n) : at(putAsk, n);
      const isAdmissible = low > 0 && high >= low && Number.isFinite(high);
      calls[n] = isCall ? 1 : 0;
      this.#bid[n] = isAdmissible ? low : 0;
      this.#ask[n] = isAdmissible ? high : 0;
      price[n] = isAdmissible ? (low + high) / 2 : 0;
    }
  }

  #expose({ callContracts, putContracts }: ChainQuoteColumns, spot: number, sign: DealerSign): void {
    const { gamma, vanna, charm, refusal } = this.#greeks;
    const count = this.#count;
    const exposure = this.#exposure;
    const perCall = DEALER_SIDES[sign].calls * SHARES_PER_CONTRACT * spot;
    const perPut = DEALER_SIDES[sign].puts * SHARES_PER_CONTRACT * spot;
    let [totalGamma, totalVanna, totalCharm] = [0, 0, 0];
    for (let n = 0; n < count; n += 1) {
      const isKnown = this.#volatility.refusal[n] === 0 && refusal[n] === 0;
      // a call and the put of its strike have these three in common: rate and yield are zero
      const size = isKnown ? perCall * at(callContracts, n) + perPut * at(putContracts, n) : 0;
      const ofGamma = 0.01 * spot * size * at(gamma, n);
      const ofVanna = 0.01 * size * at(vanna, n);
      const ofCharm = (size * at(charm, n)) / DAYS_PER_YEAR;
      exposure.gamma[n] = ofGamma;
      exposure.vanna[n] = ofVanna;
      exposure.charm[n] = ofCharm;
      totalGamma += ofGamma;
      totalVanna += ofVanna;
      totalCharm += ofCharm;
    }
    exposure.totalGamma = totalGamma;
    exposure.totalVanna = totalVanna;
    exposure.totalCharm = totalCharm;
  }
}

const strikeColumns = (count: number): StrikeColumns => ({
  calls: new Uint8Array(count),
  strike: new Float64Array(count),
});

function rises(strike: Float64Array, count: number): boolean {
  if (strike.length !== count) return false;
  for (let n = 0; n < count; n += 1) {
    const before = n === 0 ? 0 : at(strike, n - 1);
    if (!(at(strike, n) > before && at(strike, n) < Number.POSITIVE_INFINITY)) return false;
  }
  return true;
}

function pairsAround(
  { strike, callBid, callAsk, putBid, putAsk }: ChainQuoteColumns,
  near: number,
): readonly ParityPair[] {
  let middle = 0;
  while (middle < strike.length && at(strike, middle) < near) middle += 1;
  const pairs: ParityPair[] = [];
  const end = Math.min(strike.length, middle + PAIRS_EACH_SIDE);
  for (let n = Math.max(0, middle - PAIRS_EACH_SIDE); n < end; n += 1) {
    pairs.push({
      strike: at(strike, n),
      callBid: at(callBid, n),
      callAsk: at(callAsk, n),
      putBid: at(putBid, n),
      putAsk: at(putAsk, n),
    });
  }
  return pairs;
}

const at = (column: Float64Array, n: number): number => column[n] ?? Number.NaN;
