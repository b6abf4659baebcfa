import {
  BadInputError,
  formatCompactOsi,
  isoDateOf,
  midOf,
  USD_E4,
  type EpochMicros,
  type Right,
} from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import { expectedMove, fitSmile, yearsOf, type Smile } from "@smart0dte/pricing";
import { expiryAt, type AnalysedExpiry } from "./chain-expiry.ts";
import { findingsOf, type Finding } from "./chain-findings.ts";
import { forwardOf, sidesOf, type ChainForward } from "./chain-forward.ts";
import { contractGreeks, strikeVolatility, type ContractGreeks, type Moment } from "./chain-greeks.ts";
import { plansOf, type ChainPlan, type NoPlan } from "./chain-plans.ts";
import { judgeQuote, middleOf, strikesOf, type QuotedContract, type QuotedStrike } from "./chain-quotes.ts";

export interface ChainQuestion {
  readonly snapshot: ChainSnapshot;
  /** The quotes' time as a person states it; null to take the run's. */
  readonly at: EpochMicros | null;
  /** Continuously compounded, per year; without effect on an expiry of the same day. Null where none is stated. */
  readonly rate: number | null;
}

/** One contract of the expiry. Dollars a share; null where a value cannot be had. */
export interface AnalysedContract {
  readonly contract: QuotedContract;
  readonly right: Right;
  readonly strike: number;
  readonly mid: number | null;
  readonly greeks: ContractGreeks | null;
}

/** A real chain read at one moment. Dollars; volatilities are fractions per root year. */
export interface ChainAnalysis {
  readonly snapshot: ChainSnapshot;
  readonly asOf: EpochMicros;
  readonly expiry: AnalysedExpiry;
  /** That was applied: 0 on expiry day. */
  readonly rate: number;
  readonly forward: ChainForward;
  readonly smile: Smile | null;
  /** One standard deviation to the close. */
  readonly expectedMove: number | null;
  /** Call and put at the strike nearest the forward, both at their middle. */
  readonly straddle: { readonly strike: number; readonly price: number } | null;
  /** By strike, the call before the put. */
  readonly contracts: readonly AnalysedContract[];
  readonly findings: readonly Finding[];
  readonly plans: readonly ChainPlan[];
  readonly noPlans: readonly NoPlan[];
}

/** Analyses the earliest expiry still open. Throws `BadInputError` where no time is known or nothing is open. */
export function analyseChain({ snapshot, at, rate: stated }: ChainQuestion): ChainAnalysis {
  const asOf = at ?? snapshot.runAt;
  if (asOf === null) {
    throw new BadInputError(
      `${snapshot.path}: no meta.json beside it states a time; state it with --at TIME.`,
    );
  }
  const expiry = expiryAt(snapshot, asOf);
  const years = yearsOf(expiry.seconds);
  // premium, exercise and stock of a same-day expiry settle on one day: nothing is discounted
  const rate = expiry.isToday ? 0 : (stated ?? 0);
  const growth = Math.exp(rate * years);
  const judged = snapshot.rows
    .filter(({ contract }) => contract.expiry === expiry.date)
    .map((row) => judgeQuote(row, asOf));
  const strikes = strikesOf(judged);
  const forward = forwardOf(strikes, snapshot.spot, growth);
  const smile = smileOf(strikes, { forward: forward.forward, years, growth });
  const move = smile === null ? null : expectedMove(smile.forward, smile.atmIv, years);
  const moment = forward.forward === null ? null : { forward: forward.forward, years, rate };
  return {
    snapshot,
    asOf,
    expiry,
    rate,
    forward,
    smile,
    expectedMove: move,
    straddle: forward.forward === null ? null : straddleAt(strikes, forward.forward),
    contracts: strikes.flatMap((strike) => {
      const volatility = moment === null ? null : strikeVolatility(strike, moment);
      return [strike.call, strike.put].flatMap((contract) =>
        contract === null ? [] : [analysed(contract, strike.strike, { volatility, moment })],
      );
    }),
    findings: findingsOf({
      snapshot,
      asOf,
      isTimeStated: at !== null,
      isRateStated: stated !== null,
      expiry,
      contracts: judged,
      forward,
    }),
    ...plansOf({ strikes, smile, expectedMove: move, growth, tradedOn: isoDateOf(asOf) }),
  };
}

interface SmileMoment {
  readonly forward: number | null;
  readonly years: number;
  readonly growth: number;
}

/** Fitted to the out-of-the-money quotes, in dollars of expiry day. */
function smileOf(strikes: readonly QuotedStrike[], { forward, years, growth }: SmileMoment): Smile | null {
  if (forward === null) return null;
  const points = strikes.flatMap(({ strike, call, put }) => {
    const sides = sidesOf(strike >= forward ? call : put, growth);
    return sides === null ? [] : [{ strike, ...sides }];
  });
  return fitSmile({ forward, years, points });
}

function straddleAt(strikes: readonly QuotedStrike[], forward: number): ChainAnalysis["straddle"] {
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

interface Volatility {
  readonly volatility: number | null;
  readonly moment: Moment | null;
}

function analysed(
  contract: QuotedContract,
  strike: number,
  { volatility, moment }: Volatility,
): AnalysedContract {
  const { right } = contract.row.contract;
  const middle = midOf(contract.quote);
  return {
    contract,
    right,
    strike,
    mid: middle === null ? null : middle / USD_E4,
    greeks:
      volatility === null || moment === null ? null : contractGreeks({ right, strike }, volatility, moment),
  };
}

/** The name of a contract without blanks: `SPY260814C00776000`. */
export const symbolOf = ({ contract }: AnalysedContract): string => formatCompactOsi(contract.row.contract);
