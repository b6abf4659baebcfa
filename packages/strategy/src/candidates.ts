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
import { smileDensity, type NoSmile, type PriceDensity } from "@smart0dte/pricing";
import { economicsOf, type Economics } from "./economics.ts";
import { exitLevels, type ExitLevels } from "./exit-levels.ts";
import { ADVANCE, structureObstacle, type Obstacle } from "./gates.ts";
import { marketOdds, marketSmile, type MarketOdds } from "./market-odds.ts";
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
 * to lose least per dollar at risk. Among equals the first on the board. Without a smile nothing is ranked.
 */
export function bestCandidate(question: Question): Candidate | Obstacle {
  const { signal, chain, feeTable } = question;
  const quoteOf = quotesOf(chain);
  const structures = strategiesFor(signal).flatMap((strategy) => structuresOf(strategy, chain));
  const offers = structures.flatMap((structure): readonly Offer[] => {
    const priced = economicsOf(structure.legs, quoteOf, feeTable);
    return priced === null ? [] : [{ structure, priced }];
  });
  const nothing = nothingToPrice(chain, structures.length);
  if (offers.length === 0) return nothing;
  const smile = marketSmile(chain);
  if (!smile.ok) return unfitted(smile.error);
  const density = smileDensity(smile.value);
  const ranked = offers
    .map((offer) => candidateOf(offer, question, density))
    .sort((a, b) => Number(b.isPreferred) - Number(a.isPreferred) || b.score - a.score);

  let furthest = { obstacle: nothing, advance: -1 };
  for (const candidate of ranked) {
    const obstacle = structureObstacle(candidate.priced, candidate.levels, question);
    if (obstacle === null) return candidate;
    const advance = ADVANCE.indexOf(obstacle.code);
    const named = { ...obstacle, numbers: { strategy: candidate.structure.strategy, ...obstacle.numbers } };
    if (advance > furthest.advance) furthest = { obstacle: named, advance };
  }
  return furthest.obstacle;
}

type Offer = Pick<Candidate, "structure" | "priced">;

function candidateOf(
  { structure, priced }: Offer,
  { parameters, signal }: Question,
  density: PriceDensity,
): Candidate {
  const odds = marketOdds(structure.legs, priced, density);
  return {
    structure,
    priced,
    odds,
    levels: exitLevels(priced, parameters),
    isPreferred: isPreferred(structure.strategy, signal),
    score: priced.maxLoss > 0 ? (odds.expectedValue * USD_E4) / priced.maxLoss : Number.NEGATIVE_INFINITY,
  };
}

const unfitted = (reason: NoSmile): Obstacle => ({
  code: "quotesInadmissible",
  numbers: { smile: reason, why: `no smile can be fitted: ${UNFITTED[reason]}` },
});

const UNFITTED: Readonly<Record<NoSmile, string>> = {
  badForward: "the forward is no price",
  badYears: "no time is left",
  duplicateStrike: "a strike is quoted twice",
  noUsableQuote: "no out-of-the-money quote is narrow enough",
  moneyNotQuoted: "the money is not quoted",
};

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
