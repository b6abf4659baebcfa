import { action, hedgeType, orderRight, orderStatus, secType } from "../field/contract-kind.ts";
import {
  bool,
  decimal,
  double,
  int,
  unsetDecimal,
  unsetDouble,
  unsetInt,
  unsetLong,
} from "../field/field-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import {
  algo,
  conditions,
  deltaNeutralContract,
  orderLegs,
  pegToBenchmark,
  scaleIncrement,
} from "../field/shared-layouts.ts";
import { expiry, someText, text } from "../field/text-kind.ts";
import { adjusted, orderTail, preview } from "./order-part-layout.ts";

/** openOrder (5): 147 fields and more; one too many or too few shifts all after it. */
export function openOrder(walk: FieldWalk): void {
  walk.one(int, "orderId");
  const type = contract(walk);
  const orderType = orderHead(walk);
  walk.each(int, ["clientId", "permId"]);
  untilSharesAllocation(walk);
  walk.one(text, "sharesAllocation");
  allocation(walk);
  shortSale(walk);
  walk.one(int, "auctionStrategy");
  boxAndRange(walk);
  walk.one(unsetInt, "displaySize");
  walk.each(bool, ["blockOrder", "sweepToFill", "allOrNone"]);
  walk.one(unsetInt, "minQty");
  walk.one(int, "ocaType", 3);
  walk.each(bool, ["eTradeOnly", "firmQuoteOnly"]);
  walk.one(unsetDouble, "nbboPriceCap");
  walk.each(int, ["parentId", "triggerMethod"]);
  volatility(walk, true);
  walk.each(unsetDouble, ["trailStopPrice", "trailingPercent", "basisPoints"]);
  walk.one(unsetInt, "basisPointsType");
  walk.one(text, "comboLegsDescrip");
  orderLegs(walk, type);
  scale(walk);
  hedge(walk);
  walk.one(bool, "optOutSmartRouting");
  clearing(walk);
  walk.each(bool, ["solicited", "whatIf"]);
  preview(walk);
  walk.each(bool, ["randomizeSize", "randomizePrice"]);
  pegToBenchmark(walk, orderType);
  conditions(walk);
  adjusted(walk);
  walk.each(text, ["softDollarTierName", "softDollarTierValue", "softDollarTierDisplayName"]);
  walk.one(double, "cashQty");
  walk.each(bool, [
    "dontUseAutoPriceForHedge",
    "isOmsContainer",
    "discretionaryUpToLimitPrice",
    "usePriceMgmtAlgo",
  ]);
  orderTail(walk);
}

/** completedOrder (101): no order id, client id or preview; its own end. */
export function completedOrder(walk: FieldWalk): void {
  const type = contract(walk);
  const orderType = orderHead(walk);
  walk.one(int, "permId");
  untilSharesAllocation(walk);
  allocation(walk);
  shortSale(walk);
  boxAndRange(walk);
  walk.one(unsetInt, "displaySize");
  walk.each(bool, ["sweepToFill", "allOrNone"]);
  walk.one(unsetInt, "minQty");
  walk.one(int, "ocaType", 3);
  walk.one(int, "triggerMethod");
  volatility(walk, false);
  walk.each(unsetDouble, ["trailStopPrice", "trailingPercent"]);
  walk.one(text, "comboLegsDescrip");
  orderLegs(walk, type);
  scale(walk);
  hedge(walk);
  clearing(walk);
  walk.one(bool, "solicited");
  walk.one(orderStatus, "status");
  walk.each(bool, ["randomizeSize", "randomizePrice"]);
  pegToBenchmark(walk, orderType);
  conditions(walk);
  walk.each(unsetDouble, ["adjustedTrailStopPrice", "lmtPriceOffset"]);
  walk.one(unsetDouble, "cashQty");
  walk.each(bool, ["dontUseAutoPriceForHedge", "isOmsContainer"]);
  walk.one(text, "autoCancelDate");
  walk.one(unsetDecimal, "filledQuantity");
  walk.one(unsetInt, "refFuturesConId");
  walk.one(bool, "autoCancelParent");
  walk.one(text, "shareholder");
  walk.each(bool, ["imbalanceOnly", "routeMarketableToBbo"]);
  walk.one(unsetLong, "parentPermId");
  walk.each(text, ["completedTime", "completedStatus"]);
  walk.each(unsetInt, ["minTradeQty", "minCompeteSize"]);
  walk.each(unsetDouble, ["competeAgainstBestOffset", "midOffsetAtWhole", "midOffsetAtHalf"]);
  if (walk.serverVersion >= 183) walk.one(text, "customerAccount");
  if (walk.serverVersion >= 184) walk.one(bool, "professionalCustomer");
  if (walk.serverVersion >= 198) walk.one(text, "submitter");
}

/** The eleven contract fields; answers the type. */
function contract(walk: FieldWalk): string {
  walk.one(int, "conId");
  walk.one(text, "symbol");
  const type = walk.one(secType, "secType");
  walk.one(expiry, "lastTradeDateOrContractMonth");
  walk.one(double, "strike");
  walk.one(orderRight, "right");
  walk.each(text, ["multiplier", "exchange", "currency", "localSymbol", "tradingClass"]);
  return type;
}

/** The main order fields; answers the order type, on which later fields depend. */
function orderHead(walk: FieldWalk): string {
  walk.one(action, "action");
  walk.one(decimal, "totalQuantity");
  const orderType = walk.one(someText, "orderType", "LMT");
  walk.each(unsetDouble, ["lmtPrice", "auxPrice"]);
  walk.each(text, ["tif", "ocaGroup"]);
  walk.one(someText, "account");
  walk.one(text, "openClose");
  walk.one(int, "origin");
  walk.one(text, "orderRef");
  return orderType;
}

function untilSharesAllocation(walk: FieldWalk): void {
  walk.each(bool, ["outsideRth", "hidden"]);
  walk.one(double, "discretionaryAmt");
  walk.one(text, "goodAfterTime");
}

function allocation(walk: FieldWalk): void {
  walk.each(text, ["faGroup", "faMethod", "faPercentage"]);
  if (walk.serverVersion < 177) walk.one(text, "faProfile");
  walk.each(text, ["modelCode", "goodTillDate", "rule80A"]);
  walk.one(unsetDouble, "percentOffset");
  walk.one(text, "settlingFirm");
}

function shortSale(walk: FieldWalk): void {
  walk.one(int, "shortSaleSlot");
  walk.one(text, "designatedLocation");
  walk.one(int, "exemptCode", -1);
}

function boxAndRange(walk: FieldWalk): void {
  walk.each(unsetDouble, ["startingPrice", "stockRefPrice", "delta", "stockRangeLower", "stockRangeUpper"]);
}

/** A delta-neutral order type, were it only the text "None", brings eight more fields (four when completed). */
function volatility(walk: FieldWalk, open: boolean): void {
  walk.one(unsetDouble, "volatility");
  walk.one(int, "volatilityType");
  const hedged = walk.one(text, "deltaNeutralOrderType", "None") !== "";
  walk.one(unsetDouble, "deltaNeutralAuxPrice");
  if (hedged) {
    walk.one(int, "deltaNeutralConId");
    if (open) {
      walk.each(text, [
        "deltaNeutralSettlingFirm",
        "deltaNeutralClearingAccount",
        "deltaNeutralClearingIntent",
        "deltaNeutralOpenClose",
      ]);
    }
    walk.one(bool, "deltaNeutralShortSale");
    walk.one(int, "deltaNeutralShortSaleSlot");
    walk.one(text, "deltaNeutralDesignatedLocation");
  }
  walk.one(bool, "continuousUpdate");
  walk.one(int, "referencePriceType");
}

function scale(walk: FieldWalk): void {
  walk.each(unsetInt, ["scaleInitLevelSize", "scaleSubsLevelSize"]);
  scaleIncrement(walk, bool);
}

function hedge(walk: FieldWalk): void {
  if (walk.one(hedgeType, "hedgeType") !== "") walk.one(text, "hedgeParam");
}

function clearing(walk: FieldWalk): void {
  walk.one(text, "clearingAccount");
  walk.one(text, "clearingIntent", "IB");
  walk.one(bool, "notHeld");
  deltaNeutralContract(walk);
  algo(walk);
}
