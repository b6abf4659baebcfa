import { exactly, int } from "../field/field-kind.ts";
import type { FieldWalk, Layout, MessageLayout } from "../field/field-walk.ts";
import { someText, text } from "../field/text-kind.ts";
import * as account from "./account-layout.ts";
import * as contract from "./contract-layout.ts";
import * as execution from "./execution-layout.ts";
import { completedOrder, openOrder } from "./order-layout.ts";
import * as quote from "./quote-layout.ts";

/** Every message a server may send at versions 173 to 200. */
export const SERVER_MESSAGES = {
  tickPrice: { id: 1, layout: quote.tickPrice },
  tickSize: { id: 2, layout: quote.tickSize },
  orderStatus: { id: 3, layout: execution.orderStatusMessage },
  error: { id: 4, layout: account.error },
  openOrder: { id: 5, layout: openOrder },
  accountValue: { id: 6, layout: account.accountValue },
  portfolio: { id: 7, layout: account.portfolio },
  accountTime: { id: 8, layout: account.accountTime },
  nextValidId: { id: 9, layout: versioned("orderId") },
  contractData: { id: 10, layout: contract.contractData },
  execution: { id: 11, layout: execution.execution },
  managedAccounts: { id: 15, layout: managedAccounts },
  historical: { id: 17, layout: quote.historical },
  bondContractData: { id: 18, layout: contract.bondContractData },
  optionComputation: { id: 21, layout: quote.optionComputation },
  tickGeneric: { id: 45, layout: quote.tickGeneric },
  tickString: { id: 46, layout: quote.tickString },
  currentTime: { id: 49, layout: versioned("time") },
  contractDataEnd: { id: 52, layout: contract.contractDataEnd },
  openOrderEnd: { id: 53, layout: versioned() },
  accountDownloadEnd: { id: 54, layout: account.accountDownloadEnd },
  executionEnd: { id: 55, layout: versioned("reqId") },
  snapshotEnd: { id: 57, layout: versioned("reqId") },
  marketDataType: { id: 58, layout: quote.marketDataType },
  commissionReport: { id: 59, layout: execution.commissionReport },
  position: { id: 61, layout: account.position },
  positionEnd: { id: 62, layout: versioned() },
  accountSummary: { id: 63, layout: account.accountSummary },
  accountSummaryEnd: { id: 64, layout: versioned("reqId") },
  positionMulti: { id: 71, layout: account.positionMulti },
  positionMultiEnd: { id: 72, layout: versioned("reqId") },
  accountUpdateMulti: { id: 73, layout: account.accountUpdateMulti },
  accountUpdateMultiEnd: { id: 74, layout: versioned("reqId") },
  secDefOptParams: { id: 75, layout: contract.secDefOptParams },
  secDefOptParamsEnd: { id: 76, layout: bare("reqId") },
  tickReqParams: { id: 81, layout: quote.tickReqParams },
  historicalUpdate: { id: 90, layout: quote.historicalUpdate },
  marketRule: { id: 93, layout: contract.marketRule },
  pnl: { id: 94, layout: account.pnl },
  pnlSingle: { id: 95, layout: account.pnlSingle },
  tickByTick: { id: 99, layout: quote.tickByTick },
  orderBound: { id: 100, layout: bare("permId", "clientId", "orderId") },
  completedOrder: { id: 101, layout: completedOrder },
  completedOrdersEnd: { id: 102, layout: bare() },
  userInfo: { id: 107, layout: userInfo },
  historicalEnd: { id: 108, since: 196, layout: quote.historicalEnd },
  currentTimeInMillis: { id: 109, since: 197, layout: bare("timeInMillis") },
} as const satisfies Readonly<Record<string, MessageLayout>>;

export type ServerMessageName = keyof typeof SERVER_MESSAGES;

function versioned(...fields: readonly string[]): Layout {
  return (walk) => {
    walk.one(exactly(1), "version");
    walk.each(int, fields);
  };
}

function bare(...fields: readonly string[]): Layout {
  return (walk) => {
    walk.each(int, fields);
  };
}

/** Account ids, separated by commas. */
function managedAccounts(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(someText, "accountsList");
}

function userInfo(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(text, "whiteBrandingId");
}
