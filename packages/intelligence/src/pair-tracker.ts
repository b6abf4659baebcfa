import type { CorrelationCell, DivergenceView, Ticker } from "@smart0dte/domain";
import { fisherInterval, orNull, RollingPearson } from "@smart0dte/statistics";
import { betaResidual } from "./beta-residual.ts";

/** Minutes of the three correlation windows. */
export const WINDOWS = [15, 30, 60] as const;
/** The beta of a divergence is taken over so many minutes, its residual accumulated over the last of them. */
export const BETA_MINUTES = 30;
const SPREAD_MINUTES = 15;

/** Two tickers' synchronised one-minute returns and what they say of each other. */
export class PairTracker {
  readonly pair: readonly [Ticker, Ticker];
  readonly #windows = WINDOWS.map((window) => new RollingPearson(window));
  readonly #beta = new RollingPearson(BETA_MINUTES);

  constructor(pair: readonly [Ticker, Ticker]) {
    this.pair = pair;
  }

  push(first: number, second: number): void {
    for (const window of this.#windows) window.push(first, second);
    this.#beta.push(first, second);
  }

  cells(): readonly CorrelationCell[] {
    return this.#windows.map((rolling) => {
      const rho = rolling.rho();
      const interval = rho === null ? null : orNull(fisherInterval(rho, rolling.n));
      return {
        pair: this.pair,
        windowMinutes: rolling.window,
        rho,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        n: rolling.n,
      };
    });
  }

  /** Of the pair's first ticker against its second; null until the beta window is full. */
  divergence(): DivergenceView {
    const found = this.#beta.full ? betaResidual(this.#beta.last(BETA_MINUTES), SPREAD_MINUTES) : null;
    return { pair: this.pair, beta: found?.beta ?? null, z: found?.z ?? null, n: this.#beta.n };
  }

  /** Standard deviations by which a ticker of the pair is rich against the other, by its own beta. */
  richness(ticker: Ticker): number | null {
    if (!this.#beta.full) return null;
    const pairs = this.#beta.last(BETA_MINUTES);
    const isFirst = ticker === this.pair[0];
    const own = isFirst ? pairs : pairs.map(([first, second]) => [second, first] as const);
    return betaResidual(own, SPREAD_MINUTES)?.z ?? null;
  }
}
