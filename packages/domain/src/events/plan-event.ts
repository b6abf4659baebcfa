import type { OptionContract, Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";
import type { PlanId, SignalId } from "./ids.ts";

/** Names that this desk offers. Others are known and refused as not offered. */
export const STRATEGIES = [
  "putCreditVertical",
  "callCreditVertical",
  "putDebitVertical",
  "callDebitVertical",
  "ironCondor",
] as const;
export type StrategyName = (typeof STRATEGIES)[number];

export interface Leg {
  readonly instrument: number;
  readonly contract: OptionContract;
  /** Contracts in one package; long positive, short negative. */
  readonly ratio: number;
}

/** The market of a leg when the plan was made. */
export interface LegQuote {
  readonly bid: UsdE4;
  readonly ask: UsdE4;
  readonly at: EpochMicros;
}

/**
 * A complete proposal. Package prices are UsdE4 per share, debit positive, credit negative;
 * money is UsdE4 per one package of 100 shares.
 */
export interface TradePlan {
  readonly type: "plan";
  readonly id: PlanId;
  readonly signalId: SignalId;
  readonly at: EpochMicros;
  readonly ticker: Ticker;
  readonly strategy: StrategyName;
  readonly legs: readonly Leg[];
  readonly quotes: readonly LegQuote[];
  /** The worst package price at which the plan still holds: what the opening order is limited to. */
  readonly entryLimit: UsdE4;
  /** Package price at executable sides. */
  readonly natural: UsdE4;
  /** Package mid, rounded towards the worse side. */
  readonly mid: UsdE4;
  readonly maxProfit: UsdE4;
  /** Positive. At the entry limit, before costs. */
  readonly maxLoss: UsdE4;
  /** Dollars of the underlying. */
  readonly breakEvens: readonly number[];
  /** Fees in and out, positive. */
  readonly costs: UsdE4;
  readonly target: {
    readonly base: "maxLoss";
    readonly fraction: number;
    /** Net of costs. */
    readonly profit: UsdE4;
    /** Price of the closing package, debit positive: closing a credit costs, closing a debit fetches (negative). */
    readonly closeAt: UsdE4;
  };
  readonly stop: { readonly loss: UsdE4; readonly closeAt: UsdE4; readonly persistQuotes: number };
  readonly timeExitAt: EpochMicros;
  /** The view is void when the underlying trades beyond. */
  readonly invalidation: { readonly above: UsdE4 | null; readonly below: UsdE4 | null };
  readonly validUntil: EpochMicros;
  /** Win rate that pays for itself at this target, stop and these costs. */
  readonly breakEvenWinRate: number;
  /** Under the market's own density; null where no smile could be fitted. */
  readonly probabilityOfProfit: number | null;
  /** Dollars a package after costs under the market's own density. */
  readonly expectedValue: number | null;
  readonly expectancy: "unproven";
  readonly confidence: number;
  readonly how: How;
}

export const NO_TRADE_CODES = [
  "confidenceBelowThreshold",
  "noDirection",
  "regimeEmergency",
  "noChain",
  "noForward",
  "quotesInadmissible",
  "noStrikes",
  "creditTooSmall",
  "targetAboveMaxProfitShare",
  "stopInsideSpread",
  "tooLate",
  "expectancyUnproven",
] as const;
export type NoTradeCode = (typeof NO_TRADE_CODES)[number];

/** The reason why a signal led to no plan, with the numbers that decided. */
export interface NoTrade {
  readonly type: "noTrade";
  readonly signalId: SignalId;
  readonly at: EpochMicros;
  readonly ticker: Ticker;
  readonly code: NoTradeCode;
  readonly numbers: Readonly<Record<string, number | string>>;
}
