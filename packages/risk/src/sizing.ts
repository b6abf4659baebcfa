import {
  InvariantError,
  USD_E4,
  usdE4,
  ZERO_USD,
  type Regime,
  type RefusalCode,
  type Ticker,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";
import type { Denial } from "./denial.ts";
import type { RiskBook } from "./risk-book.ts";
import { exposureOf, lossPerPackage, unboundedOf } from "./worst-case.ts";

/** Share of every limit that may be used; what is not known is treated like what is dangerous. */
export const REGIME_FACTORS: Readonly<Record<Regime, number>> = {
  low: 1,
  medium: 0.75,
  high: 0.5,
  unknown: 0.5,
  emergency: 0,
};

export type Sizing =
  | {
      readonly ok: true;
      readonly quantity: number;
      readonly boundedBy: string;
      readonly sizes: Readonly<Record<string, number>>;
    }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      readonly numbers: Readonly<Record<string, number | string>>;
    };

/** Money UsdE4. */
interface MoneyLimit {
  readonly name: string;
  readonly code: RefusalCode;
  readonly limit: number;
  /** Already lost today. */
  readonly lost: number;
  /** What is open and working may still lose. */
  readonly atRisk: number;
}

/**
 * The smallest of the limits, each times the regime's factor.
 *
 * Money limits are divided by the maximum loss and costs of one package. The trade size is cut by the factor
 * too but not below one package while the factor allows any.
 */
export function sizeOf(book: RiskBook, plan: TradePlan, requested: number | null): Sizing {
  const perPackage = lossPerPackage(plan);
  if (!(perPackage > 0)) throw new InvariantError("A plan that risks nothing", { plan: plan.id, perPackage });
  const factor = REGIME_FACTORS[book.regime];

  const limits = moneyLimits(book, plan.ticker);
  const spent = limits.find((limit) => roomOf(limit) < perPackage);
  if (spent !== undefined) return { ok: false, code: spent.code, numbers: told(spent, plan, perPackage) };

  const { tradeSize } = book.parameters;
  const sizes: Record<string, number> = {
    tradeSize: factor === 0 ? 0 : Math.max(1, Math.floor(tradeSize * factor)),
  };
  for (const limit of limits) sizes[limit.name] = Math.floor((roomOf(limit) * factor) / perPackage);
  if (requested !== null) sizes["requested"] = requested;

  const [boundedBy, quantity] = smallest(sizes);
  if (quantity < 1) {
    const numbers = { boundedBy, factor, regime: book.regime, packageUsd: perPackage / USD_E4 };
    return { ok: false, code: "SIZE_ZERO", numbers };
  }
  return { ok: true, quantity, boundedBy, sizes };
}

/** The first money limit, times the regime's factor, that so many packages of a plan would break; null when there is none. */
export function roomDenial(
  book: RiskBook,
  plan: TradePlan,
  { quantity, ofPosition }: { readonly quantity: number; readonly ofPosition: number },
): Denial | null {
  const factor = REGIME_FACTORS[book.regime];
  for (const limit of moneyLimits(book, plan.ticker)) {
    const packages = limit.name === "maxLossPerPositionUsd" ? ofPosition : quantity;
    const wanted = lossPerPackage(plan) * packages;
    if (wanted > roomOf(limit) * factor) {
      return { code: limit.code, numbers: { ...told(limit, plan, wanted), packages, factor } };
    }
  }
  return null;
}

/** Maximum loss and costs that one package of a ticker may have for the money limits to allow it now; money, never below 0. */
export function roomForPackage(book: RiskBook, ticker: Ticker): UsdE4 {
  if (unboundedOf(book) !== undefined) return ZERO_USD;
  const least = Math.min(...moneyLimits(book, ticker).map(roomOf));
  return usdE4(Math.max(0, Math.floor(least * REGIME_FACTORS[book.regime])));
}

function moneyLimits(book: RiskBook, ticker: Ticker): readonly MoneyLimit[] {
  const { parameters } = book;
  const mine = exposureOf(book, ticker);
  const all = exposureOf(book, null);
  const limit = (usd: number): number => usd * USD_E4;
  return [
    {
      name: "maxDailyLossPerTickerUsd",
      code: "LIMIT_TICKER_DAILY",
      limit: limit(parameters.maxDailyLossPerTickerUsd),
      lost: mine.realisedLoss,
      atRisk: mine.open + mine.working,
    },
    {
      name: "maxDailyLossUsd",
      code: "LIMIT_PORTFOLIO",
      limit: limit(parameters.maxDailyLossUsd),
      lost: all.realisedLoss,
      atRisk: all.open + all.working,
    },
    {
      name: "maxPortfolioRiskUsd",
      code: "LIMIT_PORTFOLIO",
      limit: limit(parameters.maxPortfolioRiskUsd),
      lost: 0,
      atRisk: all.open + all.working,
    },
    {
      name: "maxLossPerPositionUsd",
      code: "LIMIT_POSITION",
      limit: limit(parameters.maxLossPerPositionUsd),
      lost: 0,
      atRisk: 0,
    },
  ];
}

const roomOf = ({ limit, lost, atRisk }: MoneyLimit): number => limit - lost - atRisk;

const told = (
  spent: MoneyLimit,
  { ticker }: TradePlan,
  perPackage: number,
): Readonly<Record<string, number | string>> => ({
  ticker,
  limit: spent.name,
  limitUsd: spent.limit / USD_E4,
  lostUsd: spent.lost / USD_E4,
  atRiskUsd: spent.atRisk / USD_E4,
  leftUsd: roomOf(spent) / USD_E4,
  packageUsd: perPackage / USD_E4,
});

/** The first of the smallest, so that the same limits always name the same bound. */
function smallest(sizes: Readonly<Record<string, number>>): readonly [string, number] {
  let least: readonly [string, number] = ["tradeSize", Number.POSITIVE_INFINITY];
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isInteger(size))
      throw new InvariantError("A limit is not a number", { name, size: String(size) });
    if (size < least[1]) least = [name, size];
  }
  return least;
}
