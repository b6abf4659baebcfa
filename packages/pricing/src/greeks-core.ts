import { fillExchange } from "./exchange-stage.ts";
import { writeGreeks } from "./greeks-stage.ts";
import { writeHigherGreeks } from "./higher-greeks-stage.ts";
import { BLOCK, type BlockSpan } from "./option-block.ts";
import type { AllGreeksAnswers, GreeksAnswers, OptionColumns, VolatilityColumn } from "./option-columns.ts";
import { REFUSAL_CODES } from "./terms-refusal.ts";
import { fillValues, fillWeights } from "./value-stage.ts";

/** Every price and Greek of this package comes from here, singly or in columns; `higher` is the same answers, or null. */
export function fillGreeks(
  options: OptionColumns & VolatilityColumn,
  answers: GreeksAnswers,
  higher: AllGreeksAnswers | null,
): void {
  const { refusal } = answers;
  const columns = { options, answers };
  const { length } = options.strike;
  for (let from = 0; from < length; from += BLOCK) {
    const span = { from, count: Math.min(BLOCK, length - from), refusal };
    fillExchange(options, span);
    fillWeights(options, span);
    fillValues(span.count);
    writeGreeks(columns, span);
    if (higher !== null) writeHigherGreeks({ options, answers: higher }, span);
    clearRefused(answers, span);
  }
}

/** Nothing but the reason is left of what was refused. */
function clearRefused(answers: GreeksAnswers, { from, count, refusal }: BlockSpan): void {
  for (let n = from; n < from + count; n += 1) {
    const reason = refusal[n] ?? 0;
    if (reason === REFUSAL_CODES.none) continue;
    for (const column of Object.values<Float64Array | Uint8Array>({ ...answers })) column[n] = 0;
    refusal[n] = reason;
  }
}
