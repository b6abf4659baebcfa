import {
  formatCompactOsi,
  USD_E4,
  type EpochMicros,
  type HeldContract,
  type PackageGreeksView,
  type PackageLegView,
  type PackageMarketView,
  type PackageView,
  type Src,
} from "@smart0dte/domain";
import type { PackageFrame } from "../contract/index.ts";
import { noLadderSentence } from "../sentences/no-ladder-sentence.ts";
import { noReadingSentence } from "../sentences/no-reading-sentence.ts";
import { ticketSentence } from "../sentences/ticket-sentence.ts";
import { usd, usdOrNull } from "./money-text.ts";
import { decimals, decimalsOrNull, digits } from "./rounding.ts";

/** What was asked for, in its words and as contracts. */
export interface PackageAsked {
  readonly legs: string;
  readonly held: readonly HeldContract[];
  readonly src: Src;
}

const DIGITS = 6;

/** Picked contracts in the words of the contract. */
export function packageFrame(view: PackageView, { legs, src }: Omit<PackageAsked, "held">): PackageFrame {
  const { at, ticker, how, market, greeks, odds, shape } = view;
  return {
    legs,
    ticker,
    at,
    how,
    src,
    contracts: view.legs.map(contractOf),
    market: market.ok
      ? { v: marketOf(market.value), why: null }
      : { v: null, why: unquotedSentence(market.error) },
    greeks: greeks.ok
      ? { v: greeksOf(greeks.value), why: null }
      : { v: null, why: noLadderSentence(greeks.error) },
    odds: odds.ok
      ? {
          v: {
            probabilityOfProfit: decimals(odds.value.probabilityOfProfit, 4),
            expectedValue: decimals(odds.value.expectedValue, 2),
          },
          why: null,
        }
      : { v: null, why: market.ok ? noReadingSentence(odds.error) : unquotedSentence(market.error) },
    ticket: ticketSentence(shape),
  };
}

/** Nothing can be valued now, and why: a market without a forward, or a session that is over, is no error. */
export function emptyPackage(
  { at, why }: { readonly at: EpochMicros; readonly why: string },
  { legs, held, src }: PackageAsked,
): PackageFrame {
  const none = { v: null, why };
  const ticker = held[0]?.contract.root ?? "SPY";
  const parts = { market: none, greeks: none, odds: none };
  return { legs, ticker, at, how: "derived", src, contracts: [], ...parts, ticket: why };
}

function contractOf({
  contract,
  quantity,
  quote,
  volatility,
}: PackageLegView): PackageFrame["contracts"][number] {
  const { bid, ask, at, fault } = quote;
  return {
    symbol: formatCompactOsi(contract),
    right: contract.right,
    strike: contract.strike / USD_E4,
    quantity,
    bid: usdOrNull(bid),
    ask: usdOrNull(ask),
    at,
    fault,
    iv: decimalsOrNull(volatility?.iv ?? null, 5),
    ivFrom: volatility?.from ?? null,
  };
}

function marketOf(view: PackageMarketView): NonNullable<PackageFrame["market"]["v"]> {
  const { bid, mid, ask, costs, maxProfit, maxLoss, breakEvens } = view;
  return {
    bid: usd(bid),
    mid: usd(mid),
    ask: usd(ask),
    costs: usd(costs),
    maxProfit: usdOrNull(maxProfit),
    maxLoss: usdOrNull(maxLoss),
    breakEvens: breakEvens.map((edge) => decimals(edge, 4)),
  };
}

const greeksOf = ({ delta, gamma, theta, vega }: PackageGreeksView): PackageGreeksView => ({
  delta: digits(delta, DIGITS),
  gamma: digits(gamma, DIGITS),
  theta: decimals(theta, 4),
  vega: decimals(vega, 4),
});

function unquotedSentence({ strike, right }: { readonly strike: number; readonly right: "C" | "P" }): string {
  return `the ${strike / USD_E4} ${right === "C" ? "call" : "put"} is not quoted on both sides now`;
}
