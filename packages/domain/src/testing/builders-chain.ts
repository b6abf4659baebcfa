import type { ChainView, ContractView, StrikeRow } from "../events/market-view.ts";
import type { QuoteView } from "../events/quote.ts";
import type { Right } from "../instruments/index.ts";
import { usdE4 } from "../units.ts";
import { aQuote } from "./builders-quote.ts";
import { aSession, minute } from "./builders-session.ts";

export interface ChainShape {
  /** Dollars. */
  readonly forward?: number;
  /** One standard deviation to the close, dollars. */
  readonly sigma?: number;
  /** Bid to ask of every contract, dollars. */
  readonly spread?: number;
  readonly over?: Partial<ChainView>;
  /** Changes the quote of single contracts. */
  readonly quote?: (made: QuoteView, strike: number, right: Right) => QuoteView;
}

/** ATM±10 one-dollar strikes of SPY under a normal density: prices and deltas agree with each other. */
export function aChain({
  forward = 663,
  sigma = 4,
  spread = 0.02,
  over = {},
  quote,
}: ChainShape = {}): ChainView {
  const middle = Math.round(forward);
  const side = (strike: number, right: Right): ContractView => {
    const worth = normalPremium(forward, strike, { sigma, right });
    const bid = Math.floor((worth - spread / 2) * 100) / 100;
    const made = aQuote(bid > 0 ? bid : null, Math.max(bid, 0) + spread);
    const shown = quote === undefined ? made : quote(made, strike, right);
    const isAdmissible = shown.fault === null && shown.ask !== null;
    return {
      instrument: strike + (right === "P" ? 10_000 : 0),
      right,
      strike: usdE4(strike * 10_000),
      quote: shown,
      mid: isAdmissible ? ((shown.bid ?? 0) + shown.ask) / 2 : null,
      iv: isAdmissible ? ivOf(forward, sigma) : null,
      delta: isAdmissible ? normalDelta(forward, strike, { sigma, right }) : null,
      gamma: null,
      theta: null,
      vega: null,
      volume: null,
      openInterest: null,
    };
  };
  const rows: StrikeRow[] = Array.from({ length: 21 }, (_, index) => middle - 10 + index).map((strike) => ({
    strike: usdE4(strike * 10_000),
    call: side(strike, "C"),
    put: side(strike, "P"),
  }));
  return {
    ticker: "SPY",
    expiry: aSession().date,
    at: minute(60),
    secondsToExpiry: SECONDS_LEFT,
    spot: aQuote(forward - 0.01, forward + 0.01),
    forward,
    forwardFrom: "parity",
    atmIv: ivOf(forward, sigma),
    expectedMove: sigma,
    atm: usdE4(middle * 10_000),
    rows,
    how: "quoted",
    ...over,
  };
}

const SECONDS_LEFT = 330 * 60;

/** Annual volatility of which `sigma` dollars is one standard deviation over the time left. */
const ivOf = (forward: number, sigma: number): number =>
  sigma / forward / Math.sqrt(SECONDS_LEFT / 31_536_000);

interface Density {
  readonly sigma: number;
  readonly right: Right;
}

function normalPremium(forward: number, strike: number, { sigma, right }: Density): number {
  const signed = right === "C" ? forward - strike : strike - forward;
  const d = signed / sigma;
  return signed * cumulative(d) + sigma * (Math.exp((-d * d) / 2) / Math.sqrt(2 * Math.PI));
}

function normalDelta(forward: number, strike: number, { sigma, right }: Density): number {
  const up = cumulative((forward - strike) / sigma);
  return right === "C" ? up : up - 1;
}

/** Abramowitz and Stegun 26.2.17, exact to 7.5e-8. */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x >= 0 ? 1 - tail : tail;
}
