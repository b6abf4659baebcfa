import type { ChainAnalysis } from "./chain-analysis.ts";
import { chainHead } from "./table-head.ts";
import { chainLines } from "./table-chain.ts";
import { exposureLines } from "./table-exposures.ts";
import { ladderLines } from "./table-ladder.ts";
import { marketLines } from "./table-market.ts";
import { planLines } from "./table-plans.ts";
import { sentence } from "./text-table.ts";

/** The analysis for a person: what it rests on, what is wrong with it, what the market says, the chain, the plans. */
export function chainTable(analysis: ChainAnalysis): readonly string[] {
  const { findings } = analysis;
  return [
    ...chainHead(analysis).flatMap(sentence),
    ...section(
      "findings",
      findings.flatMap(({ code, detail }) => sentence(`${code}: ${detail}`)),
    ),
    ...section("what the market says (risk-neutral; not a forecast)", marketLines(analysis)),
    ...section("chain, ATM±10 (IV from the out-of-the-money side, for both contracts)", chainLines(analysis)),
    ...section("exposures by open interest", exposureLines(analysis)),
    ...section("Greeks ladder (each strike keeps its volatility)", ladderLines(analysis)),
    ...section("plans, $ per package of 100 shares, at executable prices", planLines(analysis)),
    "",
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
