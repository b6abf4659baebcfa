import { feeTableOn, STRATEGIES, type IsoDate } from "@smart0dte/domain";
import {
  FAMILY_NAMES,
  NAKED_FAMILIES,
  rankedFamilies,
  smileDensity,
  StructureScan,
  type FamilyRanking,
  type NakedFamily,
  type Smile,
  type StructureFamily,
} from "@smart0dte/pricing";
import type { QuotedStrike } from "./chain-quotes.ts";
import { planBoard, strikesAround } from "./plan-board.ts";
import { planFigures, type PlanFigures } from "./plan-figures.ts";

/** The best package of its family at these quotes. */
export interface ChainPlan extends PlanFigures {
  /** Among the best of all families, from 1, by `perDollarAtRisk`. */
  readonly rank: number;
  /** Whether the desk trades this family. */
  readonly isOffered: boolean;
  /** Structures of the family that were valued. */
  readonly considered: number;
  /** The next best of the family, best first. */
  readonly runnersUp: readonly RunnerUp[];
}

export interface RunnerUp extends PlanFigures {
  /** What its `perDollarAtRisk` misses that of the best by, zero or more. */
  readonly lostBy: number;
  /** The same in words. */
  readonly why: string;
}

/** A name for which these quotes give no plan, or which is not offered. */
export interface NoPlan {
  readonly name: StructureFamily | NakedFamily;
  readonly why: string;
}

export interface PlanQuestion {
  readonly strikes: readonly QuotedStrike[];
  readonly smile: Smile | null;
  /** What dollars of today grow by until expiry; 1 on expiry day. */
  readonly growth: number;
  /** The day whose fees are paid. */
  readonly tradedOn: IsoDate;
}

export interface ChainPlans {
  /** Best first. */
  readonly plans: readonly ChainPlan[];
  readonly noPlans: readonly NoPlan[];
}

/**
 * The best of each family and its runners-up over all structures of ATM±10, by expected value after costs per dollar
 * that can be lost, under the smile's own density; and why the other names have none.
 *
 * Under that density nothing is forecast: what is best costs least, and seldom expects a gain.
 */
export function plansOf({ strikes, smile, growth, tradedOn }: PlanQuestion): ChainPlans {
  if (smile === null) return noneOf("no smile lies in these quotes");
  const fees = feeTableOn(tradedOn);
  const around = strikesAround(strikes, smile.forward);
  const scan = new StructureScan();
  const board = planBoard(around, { forward: smile.forward, growth, fees });
  const scanned = scan.run(board, smileDensity(smile));
  if (!scanned.ok) return noneOf(`the strikes around the money cannot be enumerated: ${scanned.error}`);
  const answers = rankedFamilies(scan, FINALISTS).map((ranking) => {
    const finalists = ranking.rows.flatMap((row) => finalistOf(scan, row));
    const figures = finalists.flatMap((one) => planFigures(one, around, { smile, growth, fees }) ?? []);
    return { ranking, figures: figures.toSorted(byRank) };
  });
  return {
    plans: answers
      .flatMap(({ ranking, figures }) => bestOf(ranking, figures))
      .toSorted(byRank)
      .map((plan, place) => ({ ...plan, rank: place + 1 })),
    noPlans: [
      ...answers.flatMap(({ ranking, figures }) => (figures.length === 0 ? [whyNone(ranking)] : [])),
      ...NAKED,
    ],
  };
}

const RUNNERS_UP = 2;
/** The scan rounds fees by contract and money by execution: a few more than are shown, for the exact order. */
const FINALISTS = 1 + RUNNERS_UP + 3;

const NAKED: readonly NoPlan[] = NAKED_FAMILIES.map((name) => ({ name, why: "naked short not offered" }));

const noneOf = (why: string): ChainPlans => ({
  plans: [],
  noPlans: [...FAMILY_NAMES.map((name) => ({ name, why })), ...NAKED],
});

function finalistOf(scan: StructureScan, row: number): readonly Parameters<typeof planFigures>[0][] {
  const structure = scan.structure(row);
  return structure === null ? [] : [structure];
}

const byRank = (left: PlanFigures, right: PlanFigures): number =>
  right.perDollarAtRisk - left.perDollarAtRisk;

const OFFERED: ReadonlySet<StructureFamily> = new Set<StructureFamily>(STRATEGIES);

function bestOf(
  { family, valued }: FamilyRanking,
  figures: readonly PlanFigures[],
): readonly Omit<ChainPlan, "rank">[] {
  const [best, ...others] = figures;
  if (best === undefined) return [];
  const runnersUp = others.slice(0, RUNNERS_UP).map((other): RunnerUp => {
    const lostBy = best.perDollarAtRisk - other.perDollarAtRisk;
    const why = `expects ${share(other.perDollarAtRisk)} of what it can lose, ${share(lostBy)} less than the best`;
    return { ...other, lostBy, why };
  });
  return [{ ...best, isOffered: OFFERED.has(family), considered: valued, runnersUp }];
}

const share = (part: number): string => `${(part * 100).toFixed(2)} %`;

function whyNone({ family, valued }: FamilyRanking): NoPlan {
  const why =
    valued === 0
      ? "too few strikes around the money are quoted on both sides"
      : `none of ${valued} shapes around the money earns more than its costs`;
  return { name: family, why };
}
