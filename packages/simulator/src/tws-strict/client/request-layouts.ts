import { bool, double, exactly, int, intFrom, optional, unsetInt } from "../field/field-kind.ts";
import { anySecType } from "../field/contract-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import { deltaNeutralContract } from "../field/shared-layouts.ts";
import { blankText, choice, someDate, someText, text } from "../field/text-kind.ts";
import { exercisedContract, quotedLegs, requestedContract } from "./contract-part-layout.ts";

export function startApi(walk: FieldWalk): void {
  walk.one(exactly(2), "version");
  walk.one(int, "clientId");
  walk.one(text, "optionalCapabilities");
}

export function reqMktData(walk: FieldWalk): void {
  walk.one(exactly(11), "version");
  walk.one(int, "reqId");
  if (requestedContract(walk).secType === "BAG") quotedLegs(walk);
  deltaNeutralContract(walk);
  walk.one(text, "genericTickList");
  walk.each(bool, ["snapshot", "regulatorySnapshot"]);
  walk.one(text, "mktDataOptions");
}

/** Version 2 by the description, 1 by the client library; servers do not look. */
export function cancelMktData(walk: FieldWalk): void {
  walk.one(intFrom(1, 2), "version", 2);
  walk.one(int, "reqId");
}

export function reqContractDetails(walk: FieldWalk): void {
  walk.one(exactly(8), "version");
  walk.one(int, "reqId");
  requestedContract(walk);
  walk.one(optional(bool), "includeExpired");
  walk.each(text, ["secIdType", "secId"]);
  if (walk.serverVersion >= 176) walk.one(text, "issuerId");
}

export function reqAccountUpdates(walk: FieldWalk): void {
  walk.one(exactly(2), "version");
  walk.one(bool, "subscribe", true);
  walk.one(text, "account");
}

export function reqAccountSummary(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(int, "reqId");
  walk.one(someText, "group", "All");
  walk.one(someText, "tags");
}

/** Version 1 by the description, 2 by the client library; servers do not look. */
export function reqAccountUpdatesMulti(walk: FieldWalk): void {
  walk.one(intFrom(1, 2), "version");
  walk.one(int, "reqId");
  walk.each(text, ["account", "modelCode"]);
  walk.one(bool, "ledgerAndNLV");
}

export function cancelAccountUpdatesMulti(walk: FieldWalk): void {
  walk.one(intFrom(1, 2), "version");
  walk.one(int, "reqId");
}

export function reqPositionsMulti(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(int, "reqId");
  walk.each(text, ["account", "modelCode"]);
}

export function reqPnL(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(someText, "account");
  walk.one(text, "modelCode");
}

export function reqPnLSingle(walk: FieldWalk): void {
  reqPnL(walk);
  walk.one(int, "conId");
}

/** Which executions; the days came at 200. */
export function reqExecutions(walk: FieldWalk): void {
  walk.one(exactly(3), "version");
  walk.one(int, "reqId");
  walk.one(optional(int), "clientId");
  walk.each(text, ["account", "time", "symbol"]);
  walk.one(anySecType, "secType");
  walk.one(text, "exchange");
  walk.one(choice("", "BUY", "SELL", "SSHORT", "BOT", "SLD"), "side");
  if (walk.serverVersion < 200) return;
  walk.one(unsetInt, "lastNDays");
  walk.rows("specificDates", (row) => {
    row.one(someDate, "date");
  });
}

export function cancelOrder(walk: FieldWalk): void {
  const { serverVersion } = walk;
  if (serverVersion < 192) walk.one(exactly(1), "version");
  walk.one(int, "orderId");
  walk.one(text, "manualOrderCancelTime");
  if (serverVersion >= 187 && serverVersion <= 189) {
    walk.each(blankText, ["rfqExtOperator", "rfqExternalUserId"]);
    walk.one(exactly(2_147_483_647), "rfqManualOrderIndicator");
  }
  if (serverVersion >= 192) operator(walk);
}

export function reqGlobalCancel(walk: FieldWalk): void {
  if (walk.serverVersion < 192) walk.one(exactly(1), "version");
  else operator(walk);
}

export function reqMarketDataType(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(intFrom(1, 4), "marketDataType");
}

export function reqSecDefOptParams(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(someText, "underlyingSymbol");
  walk.one(text, "futFopExchange");
  walk.one(someText, "underlyingSecType");
  walk.one(int, "underlyingConId");
}

export function reqHistoricalData(walk: FieldWalk): void {
  walk.one(int, "reqId");
  const { secType } = requestedContract(walk);
  walk.one(bool, "includeExpired");
  walk.one(text, "endDateTime");
  walk.each(someText, ["barSizeSetting", "durationStr"]);
  walk.one(bool, "useRTH");
  walk.one(someText, "whatToShow");
  walk.one(intFrom(1, 2), "formatDate");
  if (secType === "BAG") quotedLegs(walk);
  walk.one(bool, "keepUpToDate");
  walk.one(text, "chartOptions");
}

/** Exercise (1) or let lapse (2). */
export function exerciseOptions(walk: FieldWalk): void {
  const { serverVersion } = walk;
  walk.one(exactly(2), "version");
  walk.one(int, "reqId");
  exercisedContract(walk);
  walk.one(intFrom(1, 2), "exerciseAction");
  walk.one(int, "exerciseQuantity");
  walk.one(text, "account");
  walk.one(intFrom(0, 1), "override");
  if (serverVersion >= 180) walk.one(text, "manualOrderTime");
  if (serverVersion >= 183) walk.one(text, "customerAccount");
  if (serverVersion >= 184) walk.one(optional(bool), "professionalCustomer");
}

export function calculateImpliedVolatility(walk: FieldWalk): void {
  calculation(walk, "optionPrice");
}

export function calculateOptionPrice(walk: FieldWalk): void {
  calculation(walk, "volatility");
}

export function reqTickByTickData(walk: FieldWalk): void {
  walk.one(int, "reqId");
  requestedContract(walk);
  walk.one(choice("Last", "AllLast", "BidAsk", "MidPoint"), "tickType");
  walk.one(int, "numberOfTicks");
  walk.one(bool, "ignoreSize");
}

function operator(walk: FieldWalk): void {
  walk.one(text, "extOperator");
  walk.one(unsetInt, "manualOrderIndicator");
}

function calculation(walk: FieldWalk, known: "optionPrice" | "volatility"): void {
  walk.one(exactly(2), "version");
  walk.one(int, "reqId");
  requestedContract(walk);
  walk.each(double, [known, "underPrice"]);
  walk.one(text, "options");
}
