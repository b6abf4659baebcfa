import {
  NO_QUOTE,
  USD_E4,
  type ChainView,
  type FeeTable,
  type Parameters,
  type QuoteOf,
  type Signal,
  type UsdE4,
} from "@smart0dte/domain";
import { economicsOf, type Economics } from "./economics.ts";
import { exitLevels, type ExitLevels } from "./exit-levels.ts";
import { ADVANCE, structureObstacle, type Obstacle } from "./gates.ts";
import { boardOf, marketOdds, type Board, type MarketOdds } from "./market-odds.ts";
import { isPreferred, strategiesFor, structuresOf, type Structure } from "./structures.ts";

/** A structure with its price, its exits and the market's odds on it. */
export interface Candidate {
  readonly structure: Structure;
  readonly priced: Economics;
  readonly levels: ExitLevels;
  readonly odds: MarketOdds;
  readonly isPreferred: boolean;
  /** Dollars expected per dollar at risk, after costs; about minus what spread and fees take. */
  readonly score: number;
}

export interface Question {
  readonly signal: Signal;
  readonly chain: ChainView;
  readonly parameters: Parameters;
  readonly feeTable: FeeTable;
  /** What the limits allow one package now; money. */
  readonly room: UsdE4;
}

/**
 * The best structure that passes every gate, or the obstacle of the one that came furthest.
 *
 * Preferred by the signal's volatility first; then the one that the market's own density, after costs, expects
 * to lose least per dollar at risk. Among equals the first on the board.
 */
export function bestCandidate(question: Question): Candidate | Obstacle {
  const { signal, chain } = question;
  const market = { quoteOf: quotesOf(chain), board: boardOf(chain) };
  const structures = strategiesFor(signal).flatMap((strategy) => structuresOf(strategy, chain));
  const ranked = structures
    .flatMap((structure) => candidateOf(structure, question, market))
    .sort((a, b) => Number(b.isPreferred) - Number(a.isPreferred) || b.score - a.score);

  let furthest: { readonly obstacle: Obstacle; readonly advance: number } | null = null;
  for (const candidate of ranked) {
    const obstacle = structureObstacle(candidate.priced, candidate.levels, question);
    if (obstacle === null) return candidate;
    const advance = ADVANCE.indexOf(obstacle.code);
    const named = { ...obstacle, numbers: { strategy: candidate.structure.strategy, ...obstacle.numbers } };
    if (furthest === null || advance > furthest.advance) furthest = { obstacle: named, advance };
  }
  return furthest?.obstacle ?? nothingToPrice(chain, structures.length);
}

interface Market {
  readonly quoteOf: QuoteOf;
  readonly board: Board | null;
}

function candidateOf(
  structure: Structure,
  { feeTable, parameters, signal }: Question,
  { quoteOf, board }: Market,
): readonly Candidate[] {
  const priced = economicsOf(structure.legs, quoteOf, feeTable);
  if (priced === null) return [];
  const odds = board === null ? NO_ODDS : marketOdds(structure.legs, priced, board);
  // without the market's odds the spread and the fees are all that is known of the expectation
  const expected = odds.expectedValue ?? -(priced.costs + priced.spread / 2) / USD_E4;
  return [
    {
      structure,
      priced,
      odds,
      levels: exitLevels(priced, parameters),
      isPreferred: isPreferred(structure.strategy, signal),
      score: priced.maxLoss > 0 ? (expected * USD_E4) / priced.maxLoss : Number.NEGATIVE_INFINITY,
    },
  ];
}

const NO_ODDS: MarketOdds = { probabilityOfProfit: null, expectedValue: null };

function nothingToPrice(chain: ChainView, structures: number): Obstacle {
  const sides = chain.rows.flatMap(({ call, put }) => [call, put]);
  const admissible = sides.filter(
    ({ quote }) => quote.fault === null && quote.bid !== null && quote.ask !== null,
  ).length;
  const numbers = { contracts: sides.length, admissible, structures };
  const code = structures === 0 && admissible > 0 ? "noStrikes" : "quotesInadmissible";
  return { code, numbers };
}

function quotesOf(chain: ChainView): QuoteOf {
  const quotes = new Map(
    chain.rows.flatMap(({ call, put }) => [call, put]).map((side) => [side.instrument, side.quote]),
  );
  return (instrument) => quotes.get(instrument) ?? NO_QUOTE;
}
