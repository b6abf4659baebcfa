import type { Right } from "@smart0dte/domain";
import { exercisePremium, type ExercisedTerms } from "@smart0dte/pricing";

/** What early exercise is reckoned with; the strike and its volatility come with each contract. */
export interface ExerciseTerms extends Omit<ExercisedTerms, "right" | "strike" | "volatility"> {
  /** Dollars, of the expiry. */
  readonly forward: number;
}

export interface PremiumQuestion {
  readonly right: Right;
  readonly strike: number;
  readonly volatility: number;
}

/** A put's premium at a strike, stated so that a forward which moves a little moves it along. */
export interface PutPremium {
  /** Of the strike above the forward, as a log. */
  readonly place: number;
  /** Log of the premium, of a dollar. */
  readonly level: number;
}

/** In deviations from the forward, where a put's premium is taken exactly. */
const NODES = [-3, -2, -1.2, -0.4, 0.4, 1.2, 2.2];
/** Dollars, in place of nothing. */
const NOTHING = 1e-9;

/**
 * What early exercise is worth to puts along a chain: each takes a grid, so seven are taken and a parabola of the logs
 * drawn through the nearest three, within a tenth of a cent of the grid's own.
 *
 * @param volatilityAt - Of a strike, a fraction per root year.
 */
export function putPremiums(
  terms: ExerciseTerms,
  atIv: number,
  volatilityAt: (strike: number) => number,
): readonly PutPremium[] {
  if (terms.firstExYears >= terms.years || terms.rate <= 0) return [];
  return NODES.map((deviations) => {
    const place = deviations * atIv * Math.sqrt(terms.years);
    const strike = terms.forward * Math.exp(place);
    const premium = exercisePremium({ ...terms, right: "P", strike, volatility: volatilityAt(strike) }) ?? 0;
    return { place, level: Math.log(Math.max(premium, NOTHING)) };
  });
}

/** Dollars a share: of calls exactly, of puts between {@link putPremiums}; none of those for a put that earns nothing. */
export function premiumOf(
  { right, strike, volatility }: PremiumQuestion,
  terms: ExerciseTerms,
  puts: readonly PutPremium[],
): number {
  // below nothing no interest is earned, and none lost
  const rate = Math.max(terms.rate, 0);
  if (right === "C") return exercisePremium({ ...terms, rate, right, strike, volatility }) ?? 0;
  return puts.length === 0 ? 0 : Math.exp(levelAt(puts, Math.log(strike / terms.forward)));
}

function levelAt(nodes: readonly PutPremium[], place: number): number {
  const within = Math.min(Math.max(place, nodes[0]?.place ?? 0), nodes.at(-1)?.place ?? 0);
  const above = nodes.findIndex((node) => node.place >= within);
  const from = Math.min(Math.max(above - 1, 0), nodes.length - 3);
  const [a, b, c] = nodes.slice(from, from + 3);
  if (a === undefined || b === undefined || c === undefined) return Math.log(NOTHING);
  const first = (b.level - a.level) / (b.place - a.place);
  const second = ((c.level - b.level) / (c.place - b.place) - first) / (c.place - a.place);
  return a.level + (within - a.place) * (first + (within - b.place) * second);
}
