import { action, hedgeType } from "../field/contract-kind.ts";
import {
  bool,
  competeOffset,
  decimal,
  exactly,
  int,
  optional,
  unsetDouble,
  unsetInt,
  type FieldKind,
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
import { blankText, someText, text } from "../field/text-kind.ts";
import { requestedContract } from "./contract-part-layout.ts";

interface Order {
  readonly exchange: string;
  readonly orderType: string;
}

/** A parameter a client may leave out; blank is not "0" and reads as null. */
const flag: FieldKind<boolean | null> = optional(bool);
const number: FieldKind<number | null> = unsetInt;

/**
 * placeOrder (3), without a version field.
 *
 * What decides an order may not be blank: id, action, quantity, type, transmit, and a leg's numbers.
 */
export function placeOrder(walk: FieldWalk): void {
  walk.one(int, "orderId");
  const { secType, exchange } = requestedContract(walk);
  walk.each(text, ["secIdType", "secId"]);
  const orderType = head(walk);
  if (secType === "BAG") orderLegs(walk, secType);
  allocation(walk);
  prices(walk);
  scaleAndHedge(walk);
  walk.one(flag, "optOutSmartRouting");
  walk.each(text, ["clearingAccount", "clearingIntent"]);
  walk.one(flag, "notHeld");
  deltaNeutralContract(walk);
  algo(walk);
  walk.one(text, "algoId");
  walk.one(flag, "whatIf");
  walk.one(text, "orderMiscOptions");
  walk.each(flag, ["solicited", "randomizeSize", "randomizePrice"]);
  pegToBenchmark(walk, orderType);
  conditions(walk);
  adjustment(walk);
  walk.each(text, ["extOperator", "softDollarTierName", "softDollarTierValue"]);
  walk.one(unsetDouble, "cashQty");
  walk.each(text, [
    "mifid2DecisionMaker",
    "mifid2DecisionAlgo",
    "mifid2ExecutionTrader",
    "mifid2ExecutionAlgo",
  ]);
  walk.each(flag, [
    "dontUseAutoPriceForHedge",
    "isOmsContainer",
    "discretionaryUpToLimitPrice",
    "usePriceMgmtAlgo",
  ]);
  tail(walk, { exchange, orderType });
}

function head(walk: FieldWalk): string {
  walk.one(action, "action");
  walk.one(decimal, "totalQuantity");
  const orderType = walk.one(someText, "orderType", "LMT");
  walk.each(unsetDouble, ["lmtPrice", "auxPrice"]);
  walk.each(text, ["tif", "ocaGroup", "account", "openClose"]);
  walk.one(number, "origin");
  walk.one(text, "orderRef");
  walk.one(bool, "transmit", true);
  walk.one(number, "parentId");
  walk.each(flag, ["blockOrder", "sweepToFill"]);
  walk.each(number, ["displaySize", "triggerMethod"]);
  walk.each(flag, ["outsideRth", "hidden"]);
  return orderType;
}

function allocation(walk: FieldWalk): void {
  walk.one(text, "sharesAllocation");
  walk.one(unsetDouble, "discretionaryAmt");
  walk.each(text, ["goodAfterTime", "goodTillDate", "faGroup", "faMethod", "faPercentage"]);
  if (walk.serverVersion < 177) walk.one(text, "faProfile");
  walk.one(text, "modelCode");
  walk.one(number, "shortSaleSlot");
  walk.one(text, "designatedLocation");
  walk.each(number, ["exemptCode", "ocaType"]);
  walk.each(text, ["rule80A", "settlingFirm"]);
  walk.one(flag, "allOrNone");
  walk.one(number, "minQty");
  walk.one(unsetDouble, "percentOffset");
  walk.each(flag, ["eTradeOnly", "firmQuoteOnly"]);
  walk.one(unsetDouble, "nbboPriceCap");
  walk.one(number, "auctionStrategy");
}

function prices(walk: FieldWalk): void {
  walk.each(unsetDouble, ["startingPrice", "stockRefPrice", "delta", "stockRangeLower", "stockRangeUpper"]);
  walk.one(flag, "overridePercentageConstraints");
  walk.one(unsetDouble, "volatility");
  walk.one(number, "volatilityType");
  const hedged = walk.one(text, "deltaNeutralOrderType") !== "";
  walk.one(unsetDouble, "deltaNeutralAuxPrice");
  if (hedged) deltaNeutralOrder(walk);
  walk.one(flag, "continuousUpdate");
  walk.one(number, "referencePriceType");
  walk.each(unsetDouble, ["trailStopPrice", "trailingPercent"]);
}

function deltaNeutralOrder(walk: FieldWalk): void {
  walk.one(number, "deltaNeutralConId");
  walk.each(text, [
    "deltaNeutralSettlingFirm",
    "deltaNeutralClearingAccount",
    "deltaNeutralClearingIntent",
    "deltaNeutralOpenClose",
  ]);
  walk.one(flag, "deltaNeutralShortSale");
  walk.one(number, "deltaNeutralShortSaleSlot");
  walk.one(text, "deltaNeutralDesignatedLocation");
}

function scaleAndHedge(walk: FieldWalk): void {
  walk.each(number, ["scaleInitLevelSize", "scaleSubsLevelSize"]);
  scaleIncrement(walk, flag);
  walk.each(text, ["scaleTable", "activeStartTime", "activeStopTime"]);
  if (walk.one(hedgeType, "hedgeType") !== "") walk.one(text, "hedgeParam");
}

function adjustment(walk: FieldWalk): void {
  walk.one(text, "adjustedOrderType");
  walk.each(unsetDouble, [
    "triggerPrice",
    "lmtPriceOffset",
    "adjustedStopPrice",
    "adjustedStopLimitPrice",
    "adjustedTrailingAmount",
  ]);
  walk.one(number, "adjustableTrailingUnit");
}

function tail(walk: FieldWalk, order: Order): void {
  const { serverVersion } = walk;
  walk.each(number, ["duration", "postToAts"]);
  walk.one(flag, "autoCancelParent");
  walk.each(text, ["advancedErrorOverride", "manualOrderTime"]);
  pegged(walk, order);
  if (serverVersion >= 183) walk.one(text, "customerAccount");
  if (serverVersion >= 184) walk.one(flag, "professionalCustomer");
  if (serverVersion >= 187 && serverVersion <= 189) {
    walk.one(blankText, "rfqText");
    walk.one(exactly(2_147_483_647), "rfqNumber");
  }
  if (serverVersion >= 189) walk.one(flag, "includeOvernight");
  if (serverVersion >= 192) walk.one(number, "manualOrderIndicator");
  if (serverVersion >= 199) walk.one(flag, "imbalanceOnly");
}

/** What only orders at IBKR's own venue, PEG BEST and PEG MID orders carry. */
function pegged(walk: FieldWalk, { exchange, orderType }: Order): void {
  if (exchange === "IBKRATS") walk.one(number, "minTradeQty");
  let middle = orderType === "PEG MID" || orderType === "PEGMID";
  if (orderType === "PEG BEST" || orderType === "PEGBEST") {
    walk.one(number, "minCompeteSize");
    middle = walk.one(competeOffset, "competeAgainstBestOffset") === Number.POSITIVE_INFINITY;
  }
  if (middle) walk.each(unsetDouble, ["midOffsetAtWhole", "midOffsetAtHalf"]);
}
