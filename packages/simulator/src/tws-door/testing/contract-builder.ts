import { usdE4 } from "@smart0dte/domain";
import type { ListedContract } from "../contracts/listed-contract.ts";

/** An option of SPY that expires on the usual Friday; the strike is dollars. */
export function aContract({
  right,
  strike,
}: {
  readonly right: "C" | "P";
  readonly strike: number;
}): ListedContract {
  return {
    conId: strike * 2 + (right === "C" ? 0 : 1),
    symbol: "SPY",
    secType: "OPT",
    expiry: "20260313",
    strike: usdE4(strike * 10_000),
    right,
    units: 100,
    primaryExchange: "",
    exchange: "SMART",
    localSymbol: `SPY   260313${right}00${strike}000`,
    tradingClass: "SPY",
    longName: "SPY",
    underlying: 756_733,
    instrument: strike,
  };
}
