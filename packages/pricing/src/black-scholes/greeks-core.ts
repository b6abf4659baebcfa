import { fillExchange } from "./exchange-stage.ts";
import { writeGreeks } from "./greeks-stage.ts";
import { writeHigherGreeks } from "./higher-greeks-stage.ts";
import { BLOCK, type BlockSpan } from "./option-block.ts";
import type { AllGreeksAnswers, GreeksAnswers, OptionColumns, VolatilityColumn } from "./option-columns.ts";
import { REFUSAL_CODES } from "./terms-refusal.ts";
import { fillValues, fillWeights } from "./value-stage.ts";

type Options = OptionColumns & VolatilityColumn;
type Stage<Answers> = (span: BlockSpan, options: Options, answers: Answers) => void;

const FIRST: readonly Stage<GreeksAnswers>[] = [
  fillExchange,
  fillWeights,
  fillValues,
  writeGreeks,
  clearRefused,
];
const ALL: readonly Stage<AllGreeksAnswers>[] = [
  fillExchange,
  fillWeights,
  fillValues,
  writeGreeks,
  writeHigherGreeks,
  clearRefused,
];

/** Every price and Greek of this package comes from here, singly or in columns. */
export function fillGreeks(options: Options, answers: GreeksAnswers): void {
  passAll(FIRST, options, answers);
}

export function fillAllGreeks(options: Options, answers: AllGreeksAnswers): void {
  passAll(ALL, options, answers);
}

/**
 * Each stage by turns on each block. All are called from one place, into which V8 therefore inlines none of them: so each
 * keeps room for what it calls itself, and its doubles out of boxes.
 */
function passAll<Answers extends GreeksAnswers>(
  stages: readonly Stage<Answers>[],
  options: Options,
  answers: Answers,
): void {
  const { refusal } = answers;
  const { length } = options.strike;
  for (let from = 0; from < length; from += BLOCK) {
    const span = { from, count: Math.min(BLOCK, length - from), refusal };
    for (const stage of stages) stage(span, options, answers);
  }
}

/** Nothing but the reason is left of what was refused. */
function clearRefused({ from, count, refusal }: BlockSpan, _: Options, answers: GreeksAnswers): void {
  for (let n = from; n < from + count; n += 1) {
    const reason = refusal[n] ?? 0;
    if (reason === REFUSAL_CODES.none) continue;
    for (const column of Object.values<Float64Array | Uint8Array>({ ...answers })) column[n] = 0;
    refusal[n] = reason;
  }
}
