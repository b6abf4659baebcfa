import type { UsdE4 } from "@smart0dte/domain";

/** A contract that the broker has by itself. */
export interface ListedContract {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: "STK" | "OPT" | "IND";
  /** `20260313`, empty unless an option. */
  readonly expiry: string;
  /** 0 unless an option. */
  readonly strike: UsdE4;
  readonly right: "C" | "P" | "";
  /** Units of the underlying: 100 for options, otherwise 1. */
  readonly units: number;
  readonly primaryExchange: string;
  readonly exchange: string;
  readonly localSymbol: string;
  readonly tradingClass: string;
  readonly longName: string;
  /** conId of what it derives from, 0 for none. */
  readonly underlying: number;
  /** The exchange's own number of it. */
  readonly instrument: number;
}

export type Action = "BUY" | "SELL";

export interface BagLeg {
  readonly contract: ListedContract;
  readonly ratio: number;
  readonly action: Action;
  readonly exchange: string;
}

/** A package. The broker gives all packages one conId. */
export interface BagContract {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: "BAG";
  readonly legs: readonly BagLeg[];
}

export type TradedContract = ListedContract | BagContract;

export const BAG_CON_ID = 28_812_380;

export const isBag = (contract: TradedContract): contract is BagContract => contract.secType === "BAG";

/** A package's legs, or the contract itself as its only leg. */
export const legsOf = (contract: TradedContract): readonly BagLeg[] =>
  isBag(contract) ? contract.legs : [{ contract, ratio: 1, action: "BUY", exchange: "SMART" }];

/** +1 to buy, −1 to sell. */
export const signOf = (action: Action): 1 | -1 => (action === "BUY" ? 1 : -1);
