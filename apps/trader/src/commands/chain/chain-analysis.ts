import { BadInputError, isoDateOf, USD_E4, type EpochMicros } from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import {
  expectedMove,
  FAMILY_NAMES,
  fitSmile,
  USUAL_PROFILE,
  VarianceClock,
  yearsOf,
  type Smile,
} from "@smart0dte/pricing";
import { arbitragesOf, type ChainArbitrages } from "./chain-arbitrage.ts";
import { contractsOf, type AnalysedContract } from "./chain-contracts.ts";
import { densityOf, type ChainDensity } from "./chain-density.ts";
import { dividendBound, overDividend, type ChainDividend } from "./chain-dividend.ts";
import { exerciseOf, type ChainExercise } from "./chain-exercise.ts";
import { ANY_EXPIRY, expiryAt, type AnalysedExpiry, type ExpiryChoice } from "./chain-expiry.ts";
import { exposuresOf, type ChainExposures, type OpenInterestSign } from "./chain-exposures.ts";
import { findingsOf, type Finding } from "./chain-findings.ts";
import { forwardOf, sidesOf, type ChainForward } from "./chain-forward.ts";
import { plainView } from "./european-view.ts";
import { fittingQuotes, heldToExpiry } from "./fitting-quotes.ts";
import { ladderOf, type ChainLadder } from "./chain-ladder.ts";
import { coveredMoves, type CoveredMove } from "./chain-moves.ts";
import { plansOf, type ChainPlan, type NoPlan, type PlanQuestion } from "./chain-plans.ts";
import { areTraded, middleOf, type QuotedStrike } from "./chain-quotes.ts";
import { rateFor, strikesIn, type ChainRate } from "./chain-rate.ts";
import {
  statedComparison,
  statedReadings,
  type StatedComparison,
  type StatedReadings,
} from "./chain-stated.ts";
import { stripOf, type ChainStrip } from "./chain-strip.ts";
import { vixOf, type VixAnswer } from "./chain-vix.ts";

export type { AnalysedContract } from "./chain-contracts.ts";

export interface ChainQuestion {
  readonly snapshot: ChainSnapshot;
  /** The quotes' time as a person states it; null to take the file's. */
  readonly at: EpochMicros | null;
  /** Continuously compounded, per year; without effect on an expiry of the same day. Null where none is stated. */
  readonly rate: number | null;
  /** Expiry and root; whatever is first unless stated. */
  readonly choice?: ExpiryChoice;
  /** Whose side dealers are taken to be on; callsLong unless stated. */
  readonly sign?: OpenInterestSign;
}

/** A real chain read at one moment. Dollars; volatilities are fractions per root year. */
export interface ChainAnalysis {
  readonly snapshot: ChainSnapshot;
  readonly asOf: EpochMicros;
  readonly expiry: AnalysedExpiry;
  /** That was applied: 0 on expiry day. */
  readonly rate: number;
  readonly rateFrom: ChainRate;
  readonly forward: ChainForward;
  readonly smile: Smile | null;
  /** One standard deviation to the close. */
  readonly expectedMove: number | null;
  /** What people call the expected move, by true name and coverage; empty without a smile. */
  readonly moves: readonly CoveredMove[];
  readonly density: ChainDensity | null;
  readonly strip: ChainStrip | null;
  /** The money's volatility on a clock that counts by usual variance: a U over the session, short nights. */
  readonly varianceTimeIv: number | null;
  /** Call and put at the strike nearest the forward, both at their middle. */
  readonly straddle: { readonly strike: number; readonly price: number } | null;
  /** By strike, the call before the put. */
  readonly contracts: readonly AnalysedContract[];
  readonly exposures: ChainExposures | null;
  readonly arbitrages: ChainArbitrages;
  readonly exercise: ChainExercise;
  /** Before a later expiry of American options, as the forwards tell it; null where they tell none. */
  readonly dividend: ChainDividend | null;
  /** The table's own readings beside ours; null for files that state none. */
  readonly stated: StatedComparison | null;
  readonly statedReadings: StatedReadings | null;
  readonly vix: VixAnswer;
  readonly ladders: readonly ChainLadder[];
  readonly findings: readonly Finding[];
  readonly plans: readonly ChainPlan[];
  readonly noPlans: readonly NoPlan[];
}

/**
 * Analyses the expiry chosen, or the earliest still open. Throws `BadInputError` where no time is known, nothing is
 * open, or nothing (or one right only) is quoted.
 */
export function analyseChain(question: ChainQuestion): ChainAnalysis {
  const { snapshot, at, rate: stated, choice = ANY_EXPIRY, sign = "callsLong" } = question;
  const asOf = at ?? timeOf(snapshot);
  const expiry = expiryAt(snapshot, asOf, choice);
  const years = yearsOf(expiry.seconds);
  const rateFrom = rateFor(expiry, { snapshot, at: asOf, stated });
  const { rate } = rateFrom;
  const growth = Math.exp(rate * years);
  const strikes = strikesIn(snapshot, expiry, asOf);
  refuseUnquoted(snapshot, expiry, strikes);
  const plain = forwardOf(strikes, expiry.isToday ? snapshot.spot : null, growth);
  const carried = { snapshot, at: asOf, expiry, rate, plain };
  const over = overDividend(strikes, carried);
  const forward = over?.forward ?? plain;
  const view = over?.view ?? plainView(strikes);
  const smile = smileOf(view.strikes, { forward: forward.forward, years, growth });
  const move = smile === null ? null : expectedMove(smile.forward, smile.atmIv, years);
  const moment = forward.forward === null ? null : { forward: forward.forward, years, rate };
  const contracts = contractsOf({ strikes, view }, moment, smile);
  const isEarly = expiry.style === "american" && !expiry.isToday;
  const bound = isEarly ? { dividend: dividendBound(carried, over), interest: 1 - 1 / growth } : null;
  const arbitrages = arbitragesOf(strikes, { snapshot, at: asOf, series: expiry, exercise: bound });
  const exercise = exerciseOf({ over, expiry, smile, expectedMove: move, years, rate, spot: snapshot.spot });
  const about = { snapshot, asOf, expiry, contracts, forward, rateFrom, arbitrages, exercise, smile };

  const tableSpot = expiry.isToday && snapshot.spotFrom === "table" ? snapshot.spot : null;
  const readings = moment === null ? null : statedReadings(view.strikes, moment, tableSpot);
  const comparison =
    moment === null || readings === null
      ? null
      : statedComparison(contracts, {
          ...moment,
          seconds: expiry.seconds,
          settles: expiry.settles,
          readings,
        });
  const held = heldToExpiry(strikes, view.premiumOf);
  const fitting =
    smile === null ? { strikes, off: [] } : fittingQuotes(held, { smile, growth, premiumOf: view.premiumOf });
  const planned = plansFor(fitting.strikes, { smile, growth, tradedOn: isoDateOf(asOf) });
  return {
    snapshot,
    asOf,
    expiry,
    rate,
    rateFrom,
    forward,
    smile,
    expectedMove: move,
    moves: smile === null ? [] : coveredMoves(smile),
    density: smile === null ? null : densityOf(smile),
    strip: stripOf(view.strikes, { snapshot, at: asOf, expiry, rate, stated, atmIv: smile?.atmIv ?? null }),
    varianceTimeIv: smile === null ? null : varianceTimeIv(smile.atmIv, asOf, expiry.settlesAt),
    straddle: forward.forward === null ? null : straddleAt(strikes, forward.forward),
    contracts,
    exposures:
      smile === null
        ? null
        : exposuresOf(contracts, {
            forward: smile.forward,
            years,
            deviation: smile.deviationAt(smile.forward),
            sign,
          }),
    arbitrages,
    exercise,
    dividend: over?.dividend ?? null,
    stated: comparison,
    statedReadings: readings,
    vix: vixOf({ snapshot, at: asOf, stated }),
    ladders: laddersOf({ expiry, smile, expectedMove: move, contracts, plans: planned.plans }),
    findings: findingsOf({
      ...about,
      stated: comparison,
      dividend: over?.dividend ?? null,
      beyondHolding: countOf(strikes) - countOf(held),
      off: fitting.off,
      isTimeStated: at !== null,
    }),
    ...planned,
  };
}

function timeOf({ path, runAt, unreadDate, layout }: ChainSnapshot): EpochMicros {
  if (runAt !== null) return runAt;
  const missing = {
    yfinance: "no meta.json beside it states a time",
    cboe: unreadDate === null ? "it has no date line" : `its date line "${unreadDate}" is not understood`,
  }[layout];
  throw new BadInputError(`${path}: ${missing}; state it with --at TIME.`);
}

/** Nothing can be read from a chain without a market, nor of one right alone: there is no forward in it. */
function refuseUnquoted(
  { path }: ChainSnapshot,
  { root, date }: AnalysedExpiry,
  strikes: readonly QuotedStrike<string>[],
): void {
  const has = (side: "call" | "put"): boolean =>
    strikes.some((strike) => {
      const contract = strike[side];
      return contract !== null && contract.quote.ask !== null && contract.quote.fault !== "crossed";
    });
  const [calls, puts] = [has("call"), has("put")];
  if (calls && puts) return;
  const remedy = "take a file with live quotes, or another expiry with --expiry DATE";
  const what = calls ? "only calls of" : puts ? "only puts of" : "nothing of";
  throw new BadInputError(`${path}: ${what} ${root} ${date} has a market that is not crossed: ${remedy}.`);
}

interface SmileMoment {
  readonly forward: number | null;
  readonly years: number;
  readonly growth: number;
}

/** Fitted to the out-of-the-money quotes, in dollars of expiry day. */
function smileOf(
  strikes: readonly QuotedStrike<string>[],
  { forward, years, growth }: SmileMoment,
): Smile | null {
  if (forward === null) return null;
  const points = strikes.flatMap(({ strike, call, put }) => {
    const sides = sidesOf(strike >= forward ? call : put, growth);
    return sides === null ? [] : [{ strike, ...sides }];
  });
  return fitSmile({ forward, years, points });
}

function varianceTimeIv(atmIv: number, from: EpochMicros, to: EpochMicros): number | null {
  const found = new VarianceClock(USUAL_PROFILE).volatilityOn(atmIv, { from, to });
  return found.ok ? found.value : null;
}

function straddleAt(strikes: readonly QuotedStrike<string>[], forward: number): ChainAnalysis["straddle"] {
  const listed = strikes.filter(({ call, put }) => call !== null && put !== null);
  const [nearest] = listed.toSorted(
    (left, right) => Math.abs(left.strike - forward) - Math.abs(right.strike - forward),
  );
  if (nearest === undefined) return null;
  const [above, below] = [middleOf(nearest.call), middleOf(nearest.put)];
  return above === null || below === null
    ? null
    : { strike: nearest.strike, price: (above + below) / USD_E4 };
}

/** Fees are those of US ETF options: for an index nothing is known of them, and no plan is made. */
function plansFor(
  strikes: readonly QuotedStrike<string>[],
  question: Omit<PlanQuestion, "strikes">,
): Pick<ChainAnalysis, "plans" | "noPlans"> {
  if (areTraded(strikes)) return plansOf({ strikes, ...question });
  const why = "plans are made for SPY, QQQ and IWM: the fees of index options are not known here";
  return { plans: [], noPlans: FAMILY_NAMES.map((name) => ({ name, why })) };
}

interface LadderMoment {
  readonly expiry: AnalysedExpiry;
  readonly smile: Smile | null;
  readonly expectedMove: number | null;
  readonly contracts: readonly AnalysedContract[];
  readonly plans: readonly ChainPlan[];
}

/** Of the call at the money, and of the plan that ranks first. */
function laddersOf({
  expiry,
  smile,
  expectedMove: move,
  contracts,
  plans,
}: LadderMoment): readonly ChainLadder[] {
  if (!expiry.isToday || smile === null || move === null) return [];
  const calls = contracts.filter(({ right, greeks }) => right === "C" && greeks !== null);
  const [nearest] = calls.toSorted(
    (left, right) => Math.abs(left.strike - smile.forward) - Math.abs(right.strike - smile.forward),
  );
  if (nearest === undefined) return [];
  const leg = { right: "C", strike: nearest.strike, quantity: 1 } as const;
  const moment = { smile, expectedMove: move, seconds: expiry.seconds };
  const best = plans[0];
  const wanted = [
    { what: `the ${nearest.strike} call`, legs: [leg] },
    ...(best === undefined ? [] : [{ what: `the best plan, ${best.name}`, legs: best.legs }]),
  ];
  return wanted.flatMap(({ what, legs }) => ladderOf(what, legs, moment) ?? []);
}

const countOf = (strikes: readonly QuotedStrike<string>[]): number =>
  strikes.reduce((sum, { call, put }) => sum + (call === null ? 0 : 1) + (put === null ? 0 : 1), 0);
