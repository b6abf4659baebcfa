import { USD_E4 } from "@smart0dte/domain";
import { isBag, type ListedContract, type TradedContract } from "../contracts/listed-contract.ts";
import type { Field } from "../wire/field-text.ts";

export const strikeOf = (contract: TradedContract): number =>
  isBag(contract) ? 0 : contract.strike / USD_E4;

export const multiplierOf = (contract: TradedContract): string =>
  contract.secType === "OPT" ? String(contract.units) : "";

/** What a package is called in orders and executions: its symbol, class COMB. */
const BAG_CLASS = "COMB";

export const localSymbolOf = (contract: TradedContract): string =>
  isBag(contract) ? contract.symbol : contract.localSymbol;

export const tradingClassOf = (contract: TradedContract): string =>
  isBag(contract) ? BAG_CLASS : contract.tradingClass;

export const expiryOf = (contract: TradedContract): string => (isBag(contract) ? "" : contract.expiry);

export const rightOf = (contract: TradedContract): string =>
  isBag(contract) || contract.right === "" ? "?" : contract.right;

/** conId to tradingClass as positions and portfolios have them; their `exchange` is told apart. */
export const rowContract = (contract: ListedContract, exchange: string): Field[] => [
  contract.conId,
  contract.symbol,
  contract.secType,
  contract.expiry,
  strikeOf(contract),
  contract.right,
  multiplierOf(contract),
  exchange,
  "USD",
  contract.localSymbol,
  contract.tradingClass,
];
