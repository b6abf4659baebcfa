import { requireLengths } from "./column-lengths.ts";
import { fillAllGreeks, fillGreeks } from "./greeks-core.ts";
import {
  chainColumns,
  type AllGreeksAnswers,
  type ChainTerms,
  type GreeksAnswers,
  type OptionColumns,
  type StrikeColumns,
  type VolatilityColumn,
} from "./option-columns.ts";

/**
 * Price and seven Greeks of independent options, in the units of `Greeks`; no object per option. {@link greeksOf} is a
 * batch of one. Where terms are out of range, `refusal` holds why (a number of `REFUSAL_CODES`) and the rest 0.
 *
 * @throws InvariantError when a column is not as long as `strike`, or an answer is shorter.
 */
export function greeksOfEach(options: OptionColumns & VolatilityColumn, answers: GreeksAnswers): void {
  requireColumns(options, answers);
  fillGreeks(options, answers);
}

/** {@link greeksOfEach} along a chain, whose discounting is done once: the same to the last bit. */
export function chainGreeks(
  chain: ChainTerms,
  options: StrikeColumns & VolatilityColumn,
  answers: GreeksAnswers,
): void {
  requireStrikes(options, answers);
  fillGreeks(columnsOf(chain, options), answers);
}

/** {@link greeksOfEach}, and the rest of the thirteen; {@link allGreeksOf} is a batch of one. */
export function allGreeksOfEach(options: OptionColumns & VolatilityColumn, answers: AllGreeksAnswers): void {
  requireColumns(options, answers);
  fillAllGreeks(options, answers);
}

/** {@link allGreeksOfEach} along a chain. */
export function chainAllGreeks(
  chain: ChainTerms,
  options: StrikeColumns & VolatilityColumn,
  answers: AllGreeksAnswers,
): void {
  requireStrikes(options, answers);
  fillAllGreeks(columnsOf(chain, options), answers);
}

/** Of the options only what a chain does not share, whatever else they carry. */
function columnsOf(
  chain: ChainTerms,
  { calls, strike, volatility }: StrikeColumns & VolatilityColumn,
): OptionColumns & VolatilityColumn {
  return { ...chainColumns(chain), calls, strike, volatility };
}

function requireColumns(options: OptionColumns & VolatilityColumn, answers: GreeksAnswers): void {
  const { calls, strike, spot, years, rate, dividendYield, volatility } = options;
  requireLengths(strike.length, { calls, spot, years, rate, dividendYield, volatility }, { ...answers });
}

function requireStrikes(
  { calls, strike, volatility }: StrikeColumns & VolatilityColumn,
  answers: GreeksAnswers,
): void {
  requireLengths(strike.length, { calls, volatility }, { ...answers });
}
