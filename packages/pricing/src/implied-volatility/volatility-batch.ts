import { requireLengths } from "../black-scholes/column-lengths.ts";
import {
  chainColumns,
  type ChainTerms,
  type OptionColumns,
  type PriceColumn,
  type StrikeColumns,
  type VolatilityAnswers,
} from "../black-scholes/option-columns.ts";
import { fillVolatilities } from "./volatility-core.ts";

/**
 * Implied volatilities of independent options, per root year; no object per option. {@link impliedVolatility} is a batch
 * of one. Where there is none, `refusal` holds why (a number of `REFUSAL_CODES`) and `volatility` 0.
 *
 * @throws InvariantError when a column is not as long as `strike`, or an answer is shorter.
 */
export function impliedVolatilities(quotes: OptionColumns & PriceColumn, answers: VolatilityAnswers): void {
  const { calls, strike, spot, years, rate, dividendYield, price } = quotes;
  requireLengths(strike.length, { calls, spot, years, rate, dividendYield, price }, { ...answers });
  fillVolatilities(quotes, answers);
}

/** {@link impliedVolatilities} along a chain, whose discounting is done once: the same to the last bit. */
export function chainVolatilities(
  chain: ChainTerms,
  quotes: StrikeColumns & PriceColumn,
  answers: VolatilityAnswers,
): void {
  const { calls, strike, price } = quotes;
  requireLengths(strike.length, { calls, price }, { ...answers });
  fillVolatilities({ ...chainColumns(chain), calls, strike, price }, answers);
}
