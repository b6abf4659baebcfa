import { bool, exactly, int } from "../field/field-kind.ts";
import type { Layout, MessageLayout } from "../field/field-walk.ts";
import { placeOrder } from "./place-order-layout.ts";
import * as request from "./request-layouts.ts";

/** Every request a client may send at server versions 173 to 200. */
export const CLIENT_REQUESTS = {
  reqMktData: { id: 1, layout: request.reqMktData },
  cancelMktData: { id: 2, layout: request.cancelMktData },
  placeOrder: { id: 3, layout: placeOrder },
  cancelOrder: { id: 4, layout: request.cancelOrder },
  reqOpenOrders: { id: 5, layout: versioned(1) },
  reqAccountUpdates: { id: 6, layout: request.reqAccountUpdates },
  reqExecutions: { id: 7, layout: request.reqExecutions },
  reqIds: { id: 8, layout: versioned(1, "numIds") },
  reqContractDetails: { id: 9, layout: request.reqContractDetails },
  reqAutoOpenOrders: { id: 15, layout: autoOpenOrders() },
  reqAllOpenOrders: { id: 16, layout: versioned(1) },
  reqManagedAccts: { id: 17, layout: versioned(1) },
  reqHistoricalData: { id: 20, layout: request.reqHistoricalData },
  exerciseOptions: { id: 21, layout: request.exerciseOptions },
  cancelHistoricalData: { id: 25, layout: versioned(1, "reqId") },
  reqCurrentTime: { id: 49, layout: versioned(1) },
  calculateImpliedVolatility: { id: 54, layout: request.calculateImpliedVolatility },
  calculateOptionPrice: { id: 55, layout: request.calculateOptionPrice },
  reqGlobalCancel: { id: 58, layout: request.reqGlobalCancel },
  reqMarketDataType: { id: 59, layout: request.reqMarketDataType },
  reqPositions: { id: 61, layout: versioned(1) },
  reqAccountSummary: { id: 62, layout: request.reqAccountSummary },
  cancelAccountSummary: { id: 63, layout: versioned(1, "reqId") },
  cancelPositions: { id: 64, layout: versioned(1) },
  startApi: { id: 71, layout: request.startApi },
  reqPositionsMulti: { id: 74, layout: request.reqPositionsMulti },
  cancelPositionsMulti: { id: 75, layout: versioned(1, "reqId") },
  reqAccountUpdatesMulti: { id: 76, layout: request.reqAccountUpdatesMulti },
  cancelAccountUpdatesMulti: { id: 77, layout: request.cancelAccountUpdatesMulti },
  reqSecDefOptParams: { id: 78, layout: request.reqSecDefOptParams },
  reqMarketRule: { id: 91, layout: bare("marketRuleId") },
  reqPnL: { id: 92, layout: request.reqPnL },
  cancelPnL: { id: 93, layout: bare("reqId") },
  reqPnLSingle: { id: 94, layout: request.reqPnLSingle },
  cancelPnLSingle: { id: 95, layout: bare("reqId") },
  reqTickByTickData: { id: 97, layout: request.reqTickByTickData },
  cancelTickByTickData: { id: 98, layout: bare("reqId") },
  reqCompletedOrders: { id: 99, layout: completedOrders() },
  reqUserInfo: { id: 104, layout: bare("reqId") },
  reqCurrentTimeInMillis: { id: 105, since: 197, layout: versioned(1) },
} as const satisfies Readonly<Record<string, MessageLayout>>;

export type ClientRequestName = keyof typeof CLIENT_REQUESTS;

function versioned(version: number, ...fields: readonly string[]): Layout {
  return (walk) => {
    walk.one(exactly(version), "version");
    walk.each(int, fields);
  };
}

function bare(...fields: readonly string[]): Layout {
  return (walk) => {
    walk.each(int, fields);
  };
}

function autoOpenOrders(): Layout {
  return (walk) => {
    walk.one(exactly(1), "version");
    walk.one(bool, "bAutoBind");
  };
}

function completedOrders(): Layout {
  return (walk) => {
    walk.one(bool, "apiOnly");
  };
}
