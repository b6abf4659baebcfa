import { executionSide, orderStatus, right, secType } from "../field/contract-kind.ts";
import { bool, decimal, double, exactly, int, unsetDouble, unsetInt } from "../field/field-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import { expiry, someText, text, timestamp } from "../field/text-kind.ts";

export function orderStatusMessage(walk: FieldWalk): void {
  walk.one(int, "orderId");
  walk.one(orderStatus, "status");
  walk.each(decimal, ["filled", "remaining"]);
  walk.one(double, "avgFillPrice");
  walk.each(int, ["permId", "parentId"]);
  walk.one(double, "lastFillPrice");
  walk.one(int, "clientId");
  walk.one(text, "whyHeld");
  walk.one(double, "mktCapPrice");
}

export function execution(walk: FieldWalk): void {
  walk.each(int, ["reqId", "orderId", "conId"]);
  walk.one(someText, "symbol");
  walk.one(secType, "secType");
  walk.one(expiry, "lastTradeDateOrContractMonth");
  walk.one(double, "strike");
  walk.one(right, "right");
  walk.each(text, ["multiplier", "contractExchange", "currency", "localSymbol", "tradingClass"]);
  walk.one(someText, "execId");
  walk.one(timestamp, "time");
  walk.each(someText, ["acctNumber", "exchange"]);
  walk.one(executionSide, "side");
  walk.one(decimal, "shares");
  walk.one(double, "price");
  walk.each(int, ["permId", "clientId", "liquidation"]);
  walk.one(decimal, "cumQty");
  walk.one(double, "avgPrice");
  walk.each(text, ["orderRef", "evRule"]);
  walk.one(unsetDouble, "evMultiplier");
  walk.one(text, "modelCode");
  walk.one(int, "lastLiquidity");
  if (walk.serverVersion >= 178) walk.one(bool, "pendingPriceRevision");
  if (walk.serverVersion >= 198) walk.one(text, "submitter");
}

/** Money of one execution; profit unset where it opened a position. */
export function commissionReport(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(someText, "execId");
  walk.one(double, "commission");
  walk.one(someText, "currency");
  walk.each(unsetDouble, ["realizedPNL", "yield"]);
  walk.one(unsetInt, "yieldRedemptionDate");
}
