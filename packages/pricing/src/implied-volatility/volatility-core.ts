import { finishDeviations, guessDeviations, measureShares, stepDeviations } from "./deviation-stage.ts";
import { fillExchange } from "../black-scholes/exchange-stage.ts";
import { block, BLOCK } from "../black-scholes/option-block.ts";
import type { OptionColumns, PriceColumn, VolatilityAnswers } from "../black-scholes/option-columns.ts";
import { readPrices } from "./price-stage.ts";
import { REFUSAL_CODES } from "../black-scholes/terms-refusal.ts";

/**
 * Called by turns from one place, into which V8 therefore inlines none of them: so each keeps room for what it calls
 * itself, and its doubles out of boxes.
 */
const STAGES = [fillExchange, readPrices, guessDeviations, measureShares, stepDeviations] as const;

/** Every volatility of this package is read here, singly or in columns. */
export function fillVolatilities(quotes: OptionColumns & PriceColumn, answers: VolatilityAnswers): void {
  const { refusal, volatility } = answers;
  const { deviation, root } = block;
  const { length } = quotes.strike;
  for (let from = 0; from < length; from += BLOCK) {
    const span = { from, count: Math.min(BLOCK, length - from), refusal };
    for (const stage of STAGES) stage(span, quotes);
    finishDeviations();
    for (let i = 0; i < span.count; i += 1) {
      const n = from + i;
      volatility[n] = refusal[n] === REFUSAL_CODES.none ? (deviation[i] ?? 0) / (root[i] ?? 0) : 0;
    }
  }
}
