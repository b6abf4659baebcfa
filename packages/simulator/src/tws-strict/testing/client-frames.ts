import { PLACED_LEGS, placeOrderFrame } from "./order-frames.ts";
import { since, specFields } from "./spec-frame.ts";

const CONTRACT = "0 SPY OPT 20261122 590 C 100 SMART _ USD _ SPY";

/** Every request written by hand from the description, at one version. */
export function clientFrames(version: number): Readonly<Record<string, readonly string[]>> {
  const rfq = version >= 187 && version <= 189;
  return {
    reqMktData: specFields(`1 11 1001 ${CONTRACT} 0 100,101 0 0 _`),
    cancelMktData: specFields("2 2 1001"),
    placeOrder: placeOrderFrame(version),
    cancelOrder: specFields(
      version < 192 ? "4 1 7 _" : "4 7 _",
      rfq ? "_ _ 2147483647" : "",
      since(version, 192, "_ 2147483647"),
    ),
    reqOpenOrders: specFields("5 1"),
    reqAccountUpdates: specFields("6 2 1 DU1234567"),
    reqExecutions: specFields("7 3 1001 0 _ _ _ _ _ _", since(version, 200, "2147483647 1 20261122")),
    reqIds: specFields("8 1 1"),
    reqContractDetails: specFields(`9 8 1001 ${CONTRACT} 0 _ _`, since(version, 176, "_")),
    reqAutoOpenOrders: specFields("15 1 1"),
    reqAllOpenOrders: specFields("16 1"),
    reqManagedAccts: specFields("17 1"),
    reqHistoricalData: specFields(`20 1001 ${CONTRACT} 0 _ 1~min 1~D 1 TRADES 1 0 _`),
    exerciseOptions: specFields(
      "21 2 1001 0 SPY OPT 20261122 590 C 100 SMART USD _ SPY 1 2 DU1234567 0",
      since(version, 180, "_"),
      since(version, 183, "_"),
      since(version, 184, "0"),
    ),
    cancelHistoricalData: specFields("25 1 1001"),
    reqCurrentTime: specFields("49 1"),
    calculateImpliedVolatility: specFields(`54 2 1001 ${CONTRACT} 1.25 590.2 _`),
    calculateOptionPrice: specFields(`55 2 1001 ${CONTRACT} 0.18 590.2 _`),
    reqGlobalCancel: specFields(version < 192 ? "58 1" : "58 _ 2147483647"),
    reqMarketDataType: specFields("59 1 1"),
    reqPositions: specFields("61 1"),
    reqAccountSummary: specFields("62 1 1001 All NetLiquidation,PostExpirationExcess"),
    cancelAccountSummary: specFields("63 1 1001"),
    cancelPositions: specFields("64 1"),
    startApi: specFields("71 2 1 _"),
    reqPositionsMulti: specFields("74 1 1001 DU1234567 _"),
    cancelPositionsMulti: specFields("75 1 1001"),
    reqAccountUpdatesMulti: specFields("76 1 1001 DU1234567 _ 0"),
    cancelAccountUpdatesMulti: specFields("77 1 1001"),
    reqSecDefOptParams: specFields("78 1001 SPY _ STK 756733"),
    reqMarketRule: specFields("91 110"),
    reqPnL: specFields("92 1001 DU1234567 _"),
    cancelPnL: specFields("93 1001"),
    reqPnLSingle: specFields("94 1001 DU1234567 _ 700000001"),
    cancelPnLSingle: specFields("95 1001"),
    reqTickByTickData: specFields(`97 1001 ${CONTRACT} BidAsk 0 0`),
    cancelTickByTickData: specFields("98 1001"),
    reqCompletedOrders: specFields("99 0"),
    reqUserInfo: specFields("104 1001"),
    ...(version >= 197 && { reqCurrentTimeInMillis: specFields("105 1") }),
  };
}

/** The package requests, which have legs. */
export function packageFrames(version: number): Readonly<Record<string, readonly string[]>> {
  const legs = "2 700000001 1 BUY SMART 700000002 1 SELL SMART";
  return {
    reqMktData: specFields(`1 11 1001 0 SPY BAG _ 0 _ _ SMART _ USD _ _ ${legs} 0 _ 0 0 _`),
    placeOrder: placeOrderFrame(version, PLACED_LEGS),
    reqHistoricalData: specFields(
      `20 1001 0 SPY BAG _ 0 _ _ SMART _ USD _ _ 0 _ 1~min 1~D 1 TRADES 1 ${legs} 0 _`,
    ),
  };
}
