import type { Contract, ContractDetails, Execution, Order, OrderState } from "@stoqey/ib";
import {
  hasOsi,
  isTicker,
  MULTIPLIER,
  nearestUsdE4,
  parseIsoDate,
  type OptionContract,
  type UsdE4,
} from "@smart0dte/domain";
import type { DetailsRow, ExecutionRow, HeardContract, OrderRow, PreviewRow } from "../words/tws-heard.ts";

/** The library prints "no number" as `Number.MAX_VALUE`, 1.797E308 or nothing. */
const UNSET = 1e307;
/** Beyond these a row is misread: sums of them would not be exact any more. */
const MOST_USD = 1e8;
const MOST_CONTRACTS = 1_000_000;

/** Reads what a row must have; throws, with the name, when it has not: a half-read row is an unknown one. */
export function need<Value>(value: Value | undefined | null, name: string): Value {
  if (value === undefined || value === null) throw new Error(`${name} is missing`);
  return value;
}

export function count(value: unknown, name: string): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number)) {
    throw new Error(`${name} is not a whole number: ${String(value)}`);
  }
  return number;
}

export function money(value: number | undefined, name: string): UsdE4 {
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) > MOST_USD) {
    throw new Error(`${name} is not money: ${String(value)}`);
  }
  return nearestUsdE4(value);
}

/** Null for what the broker leaves out. */
export const moneyOrNull = (value: unknown): UsdE4 | null =>
  typeof value === "number" && Math.abs(value) < UNSET ? nearestUsdE4(value) : null;

export function heardContract(contract: Contract): HeardContract {
  const secType = String(contract.secType);
  const symbol = contract.symbol ?? "";
  if (secType === "BAG") return { kind: "package", symbol };
  const conId = count(contract.conId, "conId");
  const option = secType === "OPT" ? optionContract(contract) : null;
  return option === null
    ? { kind: "other", conId, name: `${secType} ${contract.localSymbol ?? symbol}` }
    : { kind: "option", conId, option };
}

/** A standard contract of the desk's ETFs; null for adjusted series, other roots and multipliers, and odd strikes. */
function optionContract(contract: Contract): OptionContract | null {
  const { symbol = "", tradingClass = "", right, strike, multiplier } = contract;
  // executions of a package's legs come without a trading class
  const isStandard = tradingClass === "" || tradingClass === symbol;
  if (!isTicker(symbol) || !isStandard || Number(multiplier) !== MULTIPLIER) return null;
  const option: OptionContract = {
    kind: "option",
    root: symbol,
    expiry: expiryDay(contract),
    right: need(right, "right") === "C" ? "C" : "P",
    strike: money(strike, "strike"),
  };
  return hasOsi(option) ? option : null;
}

/** `20260313`, or with a time and a zone behind it, which the library leaves on. */
function expiryDay({ lastTradeDateOrContractMonth }: Contract): OptionContract["expiry"] {
  const text = need(lastTradeDateOrContractMonth, "expiry");
  const date = parseIsoDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`);
  if (!date.ok) throw new Error(`expiry is not a date: ${text}`);
  return date.value;
}

export const orderRow = (
  orderNumber: number,
  contract: Contract,
  [order, state]: [Order, OrderState],
): OrderRow => ({
  orderNumber,
  permId: order.permId ?? 0,
  clientId: order.clientId ?? 0,
  account: order.account ?? "",
  orderRef: order.orderRef ?? "",
  status: String(state.status),
  contract: heardContract(contract),
  quantity: order.totalQuantity ?? 0,
  limit: limitOf(order),
  note: state.completedStatus ?? state.warningText ?? "",
});

/** An order of another kind, by hand or of another client, may state none, or one that says nothing. */
function limitOf({ orderType, lmtPrice }: Order): UsdE4 | null {
  const isStated = String(orderType) === "LMT" && lmtPrice !== undefined && Math.abs(lmtPrice) < UNSET;
  return isStated ? money(lmtPrice, "lmtPrice") : null;
}

export const previewRow = ({
  initMarginChange,
  maintMarginChange,
  equityWithLoanChange,
}: OrderState): PreviewRow => ({
  initial: moneyOrNull(initMarginChange),
  maintenance: moneyOrNull(maintMarginChange),
  equity: moneyOrNull(equityWithLoanChange),
});

export function executionRow(contract: Contract, execution: Execution): ExecutionRow {
  const { execId, orderId, permId, clientId, acctNumber, orderRef, side, shares, price, liquidation } =
    execution;
  const quantity = count(shares, "shares");
  if (quantity > MOST_CONTRACTS) throw new Error(`shares are too many: ${quantity}`);
  if (side !== "BOT" && side !== "SLD") throw new Error(`side is neither BOT nor SLD: ${String(side)}`);
  return {
    execId: need(execId, "execId"),
    orderNumber: count(orderId, "orderId"),
    permId: permId ?? 0,
    clientId: clientId ?? 0,
    account: need(acctNumber, "account"),
    orderRef: orderRef ?? "",
    contract: heardContract(contract),
    quantity: side === "BOT" ? quantity : -quantity,
    price: money(price, "price"),
    liquidation: (liquidation ?? 0) !== 0,
  };
}

/** Null for what is not a standard option of the desk's. */
export function detailsRow(details: ContractDetails): DetailsRow | null {
  const contract = heardContract(details.contract);
  if (contract.kind !== "option") return null;
  return {
    conId: contract.conId,
    option: contract.option,
    multiplier: MULTIPLIER,
    marketRuleId: smartRule(details),
    minTick: money(details.minTick, "minTick"),
    timeZone: details.timeZoneId ?? "",
    tradingHours: details.tradingHours ?? "",
    liquidHours: details.liquidHours ?? "",
  };
}

/** Rules are listed in the order of the exchanges they are for. */
function smartRule({ validExchanges = "", marketRuleIds = "" }: ContractDetails): number | null {
  const at = validExchanges.split(",").indexOf("SMART");
  const id = marketRuleIds.split(",")[at];
  return id === undefined || !/^\d+$/.test(id) ? null : Number(id);
}
