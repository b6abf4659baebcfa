import { right, secType } from "../field/contract-kind.ts";
import { bool, decimal, double, exactly, int, unsetInt } from "../field/field-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import { tagValues } from "../field/shared-layouts.ts";
import { date, escapedText, lastTrade, someDate, someText, text } from "../field/text-kind.ts";

/** contractData (10). */
export function contractData(walk: FieldWalk): void {
  const { serverVersion } = walk;
  walk.one(int, "reqId");
  walk.one(someText, "symbol");
  const type = walk.one(secType, "secType");
  walk.one(lastTrade, "lastTradeDateOrContractMonth");
  if (serverVersion >= 182) walk.one(date, "lastTradeDate");
  walk.one(double, "strike");
  walk.one(right, "right");
  walk.each(text, ["exchange", "currency", "localSymbol", "marketName", "tradingClass"]);
  walk.one(int, "conId");
  walk.one(double, "minTick");
  walk.each(text, ["multiplier", "orderTypes", "validExchanges"]);
  walk.each(int, ["priceMagnifier", "underConId"]);
  walk.one(escapedText, "longName");
  walk.each(text, [
    "primaryExchange",
    "contractMonth",
    "industry",
    "category",
    "subcategory",
    "timeZoneId",
    "tradingHours",
    "liquidHours",
    "evRule",
  ]);
  walk.one(unsetInt, "evMultiplier");
  tagValues(walk, "secIdList");
  walk.one(unsetInt, "aggGroup");
  walk.each(text, ["underSymbol", "underSecType", "marketRuleIds"]);
  walk.one(date, "realExpirationDate");
  walk.one(text, "stockType");
  walk.each(decimal, ["minSize", "sizeIncrement", "suggestedSizeIncrement"]);
  if (serverVersion >= 179 && type === "FUND") fund(walk);
  if (serverVersion >= 186) {
    walk.rows("ineligibilityReasonList", (row) => {
      row.each(text, ["id", "description"]);
    });
  }
}

/** bondContractData (18); the spec names it without fields, the layout is the client library's. */
export function bondContractData(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(text, "symbol");
  walk.one(secType, "secType");
  walk.one(text, "cusip");
  walk.one(double, "coupon");
  walk.one(lastTrade, "maturity");
  walk.each(text, ["issueDate", "ratings", "bondType", "couponType"]);
  walk.each(bool, ["convertible", "callable", "putable"]);
  walk.each(text, ["descAppend", "exchange", "currency", "marketName", "tradingClass"]);
  walk.one(int, "conId");
  walk.one(double, "minTick");
  walk.each(text, ["orderTypes", "validExchanges", "nextOptionDate", "nextOptionType"]);
  walk.one(bool, "nextOptionPartial");
  walk.one(text, "notes");
  walk.one(escapedText, "longName");
  if (walk.serverVersion >= 188) walk.each(text, ["timeZoneId", "tradingHours", "liquidHours"]);
  walk.one(text, "evRule");
  walk.one(unsetInt, "evMultiplier");
  tagValues(walk, "secIdList");
  walk.one(unsetInt, "aggGroup");
  walk.one(text, "marketRuleIds");
  walk.each(decimal, ["minSize", "sizeIncrement", "suggestedSizeIncrement"]);
}

export function contractDataEnd(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(int, "reqId");
}

/** An exchange's option chain: class, expiries and strikes. */
export function secDefOptParams(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(someText, "exchange");
  walk.one(int, "underlyingConId");
  walk.each(someText, ["tradingClass", "multiplier"]);
  walk.rows("expirations", (row) => {
    row.one(someDate, "expiration");
  });
  walk.rows("strikes", (row) => {
    row.one(double, "strike");
  });
}

export function marketRule(walk: FieldWalk): void {
  walk.one(int, "marketRuleId");
  walk.rows("priceIncrements", (row) => {
    row.each(double, ["lowEdge", "increment"]);
  });
}

function fund(walk: FieldWalk): void {
  walk.each(text, [
    "fundName",
    "fundFamily",
    "fundType",
    "fundFrontLoad",
    "fundBackLoad",
    "fundBackLoadTimeInterval",
    "fundManagementFee",
  ]);
  walk.each(bool, ["fundClosed", "fundClosedForNewInvestors", "fundClosedForNewMoney"]);
  walk.each(text, [
    "fundNotifyAmount",
    "fundMinimumInitialPurchase",
    "fundSubsequentMinimumPurchase",
    "fundBlueSkyStates",
    "fundBlueSkyTerritories",
    "fundDistributionPolicyIndicator",
    "fundAssetType",
  ]);
}
