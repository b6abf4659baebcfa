import { dollars, EXCHANGE_ZONE, localTimeOf, type EpochMicros } from "@smart0dte/domain";
import { formatInstant } from "@smart0dte/feeds";
import type { AnalysedContract, ChainAnalysis } from "./chain-analysis.ts";
import type { ChainPlan } from "./chain-plans.ts";
import { decimals, percent, textTable, type TextColumn } from "./text-table.ts";

/** The analysis for a person: what it rests on, what is wrong with it, the chain near the money, the plans. */
export function chainTable(analysis: ChainAnalysis): readonly string[] {
  return [
    ...headOf(analysis),
    ...section("findings", findingLines(analysis)),
    ...section("chain, ATM±10 (IV, gamma, theta and vega are the strike's own)", chainLines(analysis)),
    ...section("plans, $ per package of 100 shares, at executable prices", planLines(analysis)),
    "",
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];

function headOf({ snapshot, asOf, expiry, ...analysis }: ChainAnalysis): readonly string[] {
  const { forward, smile, straddle, expectedMove, rate } = analysis;
  const from =
    forward.from === "parity"
      ? `parity of ${forward.parity.pairs} pairs, ${decimals(forward.parity.low, 2)} to ${decimals(forward.parity.high, 2)}`
      : (forward.from ?? "neither parity nor spot");
  const straddleAt = straddle === null ? "" : ` at ${straddle.strike}`;
  const spotFrom = { live: "at the run", column: "file's column" };
  const origin = snapshot.spotFrom === null ? "none stated" : spotFrom[snapshot.spotFrom];
  return [
    `${snapshot.ticker} expiring ${expiry.date}, as of ${formatInstant(asOf)} (${newYork(asOf)} New York), ${span(expiry.seconds)} to the close`,
    `forward ${decimals(forward.forward, 3)} (${from})   spot ${decimals(snapshot.spot, 3)} (${origin})   rate ${percent(rate, 2)}`,
    `ATM IV ${percent(smile?.atmIv, 1)}   expected move ±${decimals(expectedMove, 2)} (one standard deviation)   straddle ${decimals(straddle?.price, 3)}${straddleAt} (mid)`,
  ];
}

function newYork(at: EpochMicros): string {
  const local = localTimeOf(EXCHANGE_ZONE, at);
  if (!local.ok) return "";
  const { hour, minute, second } = local.value;
  return [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
}

function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min ${Math.floor(seconds % 60)} s`;
}

const findingLines = ({ findings }: ChainAnalysis): readonly string[] =>
  findings.map(({ code, detail }) => `${code}: ${detail}`);

const right = (head: string): TextColumn => ({ head, lean: "right" });
const left = (head: string): TextColumn => ({ head, lean: "left" });

const CHAIN_COLUMNS = [
  ...["volume", "OI", "delta", "mid", "bid", "ask"].map(right),
  ...["strike", ""].map(right),
  ...["bid", "ask", "mid", "delta", "OI", "volume"].map(right),
  ...["IV", "gamma", "theta/h", "vega"].map(right),
];
const EACH_SIDE = 10;

function chainLines({ contracts, forward }: ChainAnalysis): readonly string[] {
  const strikes = [...new Set(contracts.map(({ strike }) => strike))];
  const money = forward.forward ?? strikes[Math.floor(strikes.length / 2)] ?? 0;
  const distance = (index: number): number => Math.abs((strikes[index] ?? Infinity) - money);
  const middle = strikes.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0);
  const shown = strikes.slice(Math.max(0, middle - EACH_SIDE), middle + EACH_SIDE + 1);
  const rows = shown.map((strike) => {
    const [call, put] = (["C", "P"] as const).map((side) =>
      contracts.find((contract) => contract.strike === strike && contract.right === side),
    );
    const { iv, gamma, theta, vega } = (strike >= money ? call : put)?.greeks ?? {};
    return [
      ...sideCells(call).toReversed(),
      String(strike),
      strike === strikes[middle] ? "ATM" : "",
      ...sideCells(put),
      percent(iv, 1),
      ...[gamma, theta, vega].map((value) => decimals(value, 4)),
    ];
  });
  return textTable(CHAIN_COLUMNS, rows.map(withCallOrder));
}

/** Calls mirror puts, but a market is always read bid before ask. */
function withCallOrder(cells: readonly string[]): readonly string[] {
  const [volume = "", interest = "", delta = "", mid = "", ask = "", bid = "", ...rest] = cells;
  return [volume, interest, delta, mid, bid, ask, ...rest];
}

/** Bid, ask, mid, delta, open interest, volume. */
function sideCells(analysed: AnalysedContract | undefined): readonly string[] {
  if (analysed === undefined) return ["-", "-", "-", "-", "-", "-"];
  const { contract, mid, greeks } = analysed;
  const { quote, row } = contract;
  const price = (value: typeof quote.bid): string => (value === null ? "-" : dollars(value).toFixed(2));
  // a market without a bid bids 0
  const noBid = quote.ask === null ? "-" : "0.00";
  const flag = quote.fault === null ? "" : `(${quote.fault})`;
  return [
    quote.bid === null ? noBid : price(quote.bid),
    price(quote.ask),
    flag === "" ? decimals(mid, 3) : flag,
    decimals(greeks?.delta, 3),
    decimals(row.openInterest, 0),
    decimals(row.volume, 0),
  ];
}

const PLAN_COLUMNS = [
  ...["plan", "legs"].map(left),
  ...["entry", "max profit", "max loss", "break-even", "costs", "P(profit)", "EV"].map(right),
];

function planLines({ plans, noPlans }: ChainAnalysis): readonly string[] {
  const table = plans.length === 0 ? [] : textTable(PLAN_COLUMNS, plans.map(planCells));
  const absent = noPlans.map(({ name, why }) => `${name}: none, ${why}`);
  const note =
    "P(profit) and EV: after costs, held to the close, under the smile's own density; no forecast.";
  return [...table, ...absent, ...(plans.length === 0 ? [] : [note])];
}

function planCells(plan: ChainPlan): readonly string[] {
  const legs = plan.legs.map((leg) => `${leg.quantity > 0 ? "+" : "-"}${leg.strike}${leg.right}`);
  const { entry } = plan;
  return [
    plan.name,
    legs.join(" "),
    `${entry < 0 ? "credit" : "debit"} ${Math.abs(entry).toFixed(2)}`,
    plan.maxProfit.toFixed(2),
    plan.maxLoss.toFixed(2),
    plan.breakEvens.map((edge) => edge.toFixed(2)).join(", "),
    plan.costs.toFixed(2),
    percent(plan.probabilityOfProfit, 1),
    plan.expectedValue.toFixed(2),
  ];
}
