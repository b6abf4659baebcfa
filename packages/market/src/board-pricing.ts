import { isTwoSided, USD_E4, type QuoteView } from "@smart0dte/domain";
import { ChainRefresh, type ChainQuoteColumns, type PricedChain } from "@smart0dte/pricing";
import type { ListedStrike } from "./strike-board.ts";

/** A strike with its two markets. */
export interface QuotedStrike {
  readonly listed: ListedStrike;
  readonly call: QuoteView;
  readonly put: QuoteView;
}

/** What volatilities are read with: dollars, and years above zero. */
export interface PricingMoment {
  readonly forward: number;
  readonly years: number;
}

export const quotedStrike = (
  listed: ListedStrike,
  quoteOf: (instrument: number) => QuoteView,
): QuotedStrike => ({ listed, call: quoteOf(listed.call), put: quoteOf(listed.put) });

/**
 * Everything that the market engine knows of volatilities, Greeks and smiles: one `ChainRefresh` and the room it reads
 * from, kept from one instant to the next and made anew only where the number of strikes is another.
 *
 * What it answers depends on the quotes alone. An inadmissible market is handed over as none.
 */
export class BoardPricing {
  #columns: ChainQuoteColumns = columnsOf(0);
  #refresh = new ChainRefresh(0);

  /** Strikes ascending. The columns of the answer are overwritten by the next. */
  read(strikes: readonly QuotedStrike[], { forward, years }: PricingMoment): PricedChain | null {
    if (this.#columns.strike.length !== strikes.length) {
      this.#columns = columnsOf(strikes.length);
      this.#refresh = new ChainRefresh(strikes.length);
    }
    const { strike, callBid, callAsk, putBid, putAsk } = this.#columns;
    for (let n = 0; n < strikes.length; n += 1) {
      const row = strikes[n];
      if (row === undefined) continue;
      strike[n] = row.listed.strike / USD_E4;
      const [hasCall, hasPut] = [isTwoSided(row.call), isTwoSided(row.put)];
      callBid[n] = hasCall ? (row.call.bid ?? 0) / USD_E4 : 0;
      callAsk[n] = hasCall ? (row.call.ask ?? 0) / USD_E4 : 0;
      putBid[n] = hasPut ? (row.put.bid ?? 0) / USD_E4 : 0;
      putAsk[n] = hasPut ? (row.put.ask ?? 0) / USD_E4 : 0;
    }
    const priced = this.#refresh.refreshAround(this.#columns, { forward, years, sign: "callsLong" });
    return priced.ok ? priced.value : null;
  }
}

/** A strike's volatility in what was read, annual; null where its out-of-the-money side gives none. */
export function volatilityIn({ volatility }: PricedChain, n: number): number | null {
  const iv = volatility.refusal[n] === 0 ? (volatility.volatility[n] ?? 0) : 0;
  return iv > 0 && Number.isFinite(iv) ? iv : null;
}

/** Contracts stay 0: exposures are read with open interest and signed flow apart, by the analysis. */
const columnsOf = (count: number): ChainQuoteColumns => ({
  strike: new Float64Array(count),
  callBid: new Float64Array(count),
  callAsk: new Float64Array(count),
  putBid: new Float64Array(count),
  putAsk: new Float64Array(count),
  callContracts: new Float64Array(count),
  putContracts: new Float64Array(count),
});
