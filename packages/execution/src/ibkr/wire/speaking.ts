import {
  MarketDataType,
  OptionType,
  OrderAction,
  OrderType,
  SecType,
  TimeInForce,
  type Contract,
  type IBApi,
  type Order,
} from "@stoqey/ib";
import { MULTIPLIER, USD_E4, unreachable, type UsdE4 } from "@smart0dte/domain";
import type { OptionWish, QuoteWish, TwsContract, TwsLeg, TwsOrder, TwsSay } from "../words/tws-say.ts";

/** Says one thing through the library. */
export function speak(api: IBApi, words: TwsSay): void {
  switch (words.say) {
    case "placeOrder":
      api.placeOrder(words.orderNumber, contractOf(words.contract), orderOf(words.order, words.contract));
      return;
    case "whatIf":
      api.placeOrder(words.orderNumber, contractOf(words.contract), {
        ...orderOf(words.order, words.contract),
        whatIf: true,
      });
      return;
    case "cancelOrder":
      api.cancelOrder(words.orderNumber);
      return;
    case "globalCancel":
      api.reqGlobalCancel();
      return;
    case "currentTime":
      api.reqCurrentTime();
      return;
    case "allOpenOrders":
      api.reqAllOpenOrders();
      return;
    case "completedOrders":
      api.reqCompletedOrders(false);
      return;
    case "executions":
      api.reqExecutions(words.requestId, { clientId: "0", acctCode: words.account });
      return;
    case "positions":
      api.reqPositions();
      return;
    case "cancelPositions":
      api.cancelPositions();
      return;
    case "accountValues":
      api.reqAccountUpdatesMulti(words.requestId, words.account, "", false);
      return;
    case "cancelAccountValues":
      api.cancelAccountUpdatesMulti(words.requestId);
      return;
    case "profit":
      api.reqPnL(words.requestId, words.account, "");
      return;
    case "cancelProfit":
      api.cancelPnL(words.requestId);
      return;
    case "delayedQuotesToo":
      api.reqMarketDataType(MarketDataType.DELAYED);
      return;
    case "quotes":
      api.reqMktData(words.requestId, quotedOf(words.of), "", false, false);
      return;
    case "cancelQuotes":
      api.cancelMktData(words.requestId);
      return;
    case "contractDetails":
      api.reqContractDetails(words.requestId, optionOf(words.wish));
      return;
    case "marketRule":
      api.reqMarketRule(words.ruleId);
      return;
    default:
      unreachable(words);
  }
}

const ROUTING = "SMART";
const CURRENCY = "USD";
const INDEX_EXCHANGE = "CBOE";

function contractOf(contract: TwsContract): Contract {
  if (contract.kind === "option") return { ...optionOf(contract.wish), conId: contract.conId };
  const { symbol, legs } = contract;
  return {
    symbol,
    secType: SecType.BAG,
    exchange: ROUTING,
    currency: CURRENCY,
    comboLegs: legs.map(legOf),
  };
}

const quotedOf = (of: QuoteWish): Contract =>
  of.kind === "option"
    ? optionOf(of.wish)
    : { symbol: of.symbol, secType: SecType.IND, exchange: INDEX_EXCHANGE, currency: CURRENCY };

const optionOf = ({ symbol, expiry, right, strike }: OptionWish): Contract => ({
  symbol,
  secType: SecType.OPT,
  lastTradeDateOrContractMonth: expiry,
  strike: decimal(strike),
  right: right === "C" ? OptionType.Call : OptionType.Put,
  multiplier: MULTIPLIER,
  exchange: ROUTING,
  currency: CURRENCY,
  tradingClass: symbol,
});

/** Undefined would be sent as blanks, where the official client sends 0, 0, nothing and -1. */
const legOf = ({ conId, ratio, action }: TwsLeg): NonNullable<Contract["comboLegs"]>[number] => ({
  conId,
  ratio,
  action: actionOf(action),
  exchange: ROUTING,
  openClose: 0,
  shortSaleSlot: 0,
  designatedLocation: "",
  exemptCode: -1,
});

function orderOf(
  { action, quantity, limit, trigger, account, orderRef }: TwsOrder,
  { kind }: TwsContract,
): Order {
  return {
    action: actionOf(action),
    totalQuantity: quantity,
    ...(trigger === undefined
      ? { orderType: OrderType.LMT }
      : { orderType: OrderType.STP_LMT, auxPrice: decimal(trigger) }),
    lmtPrice: decimal(limit),
    tif: TimeInForce.DAY,
    account,
    orderRef,
    transmit: true,
    parentId: 0,
    outsideRth: false,
    hidden: false,
    blockOrder: false,
    sweepToFill: false,
    allOrNone: false,
    whatIf: false,
    origin: 0,
    openClose: "",
    exemptCode: -1,
    ...(kind === "package" && { smartComboRoutingParams: [{ tag: "NonGuaranteed", value: "0" }] }),
  };
}

const actionOf = (action: "BUY" | "SELL"): OrderAction =>
  action === "BUY" ? OrderAction.BUY : OrderAction.SELL;

/** A whole number of ten-thousandths divided once prints as the decimal it is: no 0.30000000000000004 on the wire. */
const decimal = (value: UsdE4): number => value / USD_E4;
