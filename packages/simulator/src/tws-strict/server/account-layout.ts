import { right, secType } from "../field/contract-kind.ts";
import { decimal, double, exactly, int, unsetDouble } from "../field/field-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import { clock, escapedText, expiry, someText, text } from "../field/text-kind.ts";

export function accountValue(walk: FieldWalk): void {
  walk.one(exactly(2), "version");
  walk.one(someText, "key");
  walk.each(text, ["value", "currency", "accountName"]);
}

export function portfolio(walk: FieldWalk): void {
  walk.one(exactly(8), "version");
  contractHead(walk);
  walk.each(text, ["multiplier", "primaryExchange", "currency", "localSymbol", "tradingClass"]);
  walk.one(decimal, "position");
  walk.each(double, ["marketPrice", "marketValue", "averageCost"]);
  walk.each(unsetDouble, ["unrealizedPNL", "realizedPNL"]);
  walk.one(someText, "accountName");
}

export function accountTime(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(clock, "timestamp");
}

export function accountDownloadEnd(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(text, "accountName");
}

export function position(walk: FieldWalk): void {
  walk.one(exactly(3), "version");
  walk.one(someText, "account");
  held(walk);
  walk.one(decimal, "position");
  walk.one(double, "avgCost");
}

export function positionMulti(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(int, "reqId");
  walk.one(someText, "account");
  held(walk);
  walk.one(decimal, "position");
  walk.one(double, "avgCost");
  walk.one(text, "modelCode");
}

export function accountSummary(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(int, "reqId");
  walk.each(someText, ["account", "tag"]);
  walk.each(text, ["value", "currency"]);
}

export function accountUpdateMulti(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(int, "reqId");
  walk.one(someText, "account");
  walk.one(text, "modelCode");
  walk.one(someText, "key");
  walk.each(text, ["value", "currency"]);
}

export function pnl(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.each(unsetDouble, ["dailyPnL", "unrealizedPnL", "realizedPnL"]);
}

export function pnlSingle(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(decimal, "position");
  walk.each(unsetDouble, ["dailyPnL", "unrealizedPnL", "realizedPnL", "value"]);
}

/** The version came first until 194, the time comes last since. */
export function error(walk: FieldWalk): void {
  if (walk.serverVersion < 194) walk.one(exactly(2), "version");
  walk.each(int, ["id", "errorCode"]);
  walk.each(escapedText, ["errorString", "advancedOrderRejectJson"]);
  if (walk.serverVersion >= 194) walk.one(int, "errorTime");
}

function contractHead(walk: FieldWalk): void {
  walk.one(int, "conId");
  walk.one(someText, "symbol");
  walk.one(secType, "secType");
  walk.one(expiry, "lastTradeDateOrContractMonth");
  walk.one(double, "strike");
  walk.one(right, "right");
}

function held(walk: FieldWalk): void {
  contractHead(walk);
  walk.each(text, ["multiplier", "exchange", "currency", "localSymbol", "tradingClass"]);
}
