import { dollars } from "@smart0dte/domain";
import type { ChainAnalysis } from "./chain-analysis.ts";
import type { AnalysedContract } from "./chain-contracts.ts";
import { decimals, right, textTable } from "./text-table.ts";

const COLUMNS = [
  ...["volume", "OI", "delta", "bid", "ask"].map(right),
  ...["strike"].map(right),
  ...["bid", "ask", "delta", "OI", "volume"].map(right),
  ...["IVbid", "IV %", "ask", "ITM %", "touch", "gamma", "theta/h", "vega"].map(right),
];
const EACH_SIDE = 10;

/** Strikes around the money; ITM and touch are those of the out-of-the-money side, as IV is. */
export function chainLines({ contracts, forward, snapshot }: ChainAnalysis): readonly string[] {
  const strikes = [...new Set(contracts.map(({ strike }) => strike))];
  const money = forward.forward ?? snapshot.spot ?? strikes[Math.floor(strikes.length / 2)] ?? 0;
  const middle = nearestTo(strikes, money);
  const shown = strikes.slice(Math.max(0, middle - EACH_SIDE), middle + EACH_SIDE + 1);
  const rows = shown.map((strike) => {
    const [call, put] = (["C", "P"] as const).map((side) =>
      contracts.find((contract) => contract.strike === strike && contract.right === side),
    );
    return [
      ...callCells(call),
      strike === strikes[middle] ? `>${strike}` : String(strike),
      ...putCells(put),
      ...readingCells(strike >= money ? call : put),
    ];
  });
  return textTable(COLUMNS, rows, 1);
}

/** Index of the strike nearest to a price. */
export function nearestTo(strikes: readonly number[], price: number): number {
  const distance = (index: number): number => Math.abs((strikes[index] ?? Infinity) - price);
  return strikes.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0);
}

function callCells(analysed: AnalysedContract | undefined): readonly string[] {
  const [bid = "-", ask = "-", delta = "-", interest = "-", volume = "-"] = putCells(analysed);
  return [volume, interest, delta, bid, ask];
}

/** Bid, ask, delta, open interest, volume. */
function putCells(analysed: AnalysedContract | undefined): readonly string[] {
  if (analysed === undefined) return ["-", "-", "-", "-", "-"];
  const { contract, greeks } = analysed;
  const { quote, row } = contract;
  // a market without a bid bids 0
  const noBid = quote.ask === null ? "-" : "0.00";
  const mark = quote.fault === null || quote.fault === "absent" ? "" : (FAULT_MARKS[quote.fault] ?? "?");
  return [
    quote.bid === null ? noBid : dollars(quote.bid).toFixed(2),
    quote.ask === null ? "-" : dollars(quote.ask).toFixed(2) + mark,
    decimals(greeks?.delta, 3),
    decimals(row.openInterest, 0),
    decimals(row.volume, 0),
  ];
}

/** Behind the ask of a quote that no price is taken from. */
const FAULT_MARKS: Readonly<Record<string, string>> = { crossed: "x", wide: "w" };

function readingCells(side: AnalysedContract | undefined): readonly string[] {
  const { iv, gamma, theta, vega } = side?.greeks ?? {};
  const { band, chances } = side ?? {};
  const share = (value: number | null | undefined, places: number): string =>
    value === null || value === undefined ? "-" : (value * 100).toFixed(places);
  return [
    share(band?.bid, 1),
    share(iv, 1),
    share(band?.ask, 1),
    share(chances?.inTheMoney, 0),
    share(chances?.touch, 0),
    decimals(gamma, 4),
    decimals(theta, 3),
    decimals(vega, 3),
  ];
}
