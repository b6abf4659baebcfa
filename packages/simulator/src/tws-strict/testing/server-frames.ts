import { completedOrderFrame, openOrderFrame } from "./order-frames.ts";
import { since, specFields } from "./spec-frame.ts";

const HELD = "700000001 SPY OPT 20261122 590 C 100 SMART USD SPY~~~261122C00590000 SPY";
const HOURS = "20261122:0930-20261122:1615;20261123:CLOSED";

/** Every server message written by hand from the description, at one version. */
export function serverFrames(version: number): Readonly<Record<string, readonly string[]>> {
  return {
    tickPrice: specFields("1 6 1001 1 1.25 14 1"),
    tickSize: specFields("2 6 1001 0 14"),
    orderStatus: specFields("3 7 Submitted 0 2 0 1234567890 0 0 1 _ 0"),
    error:
      version >= 194
        ? specFields("4 -1 2104 Market~data~farm~connection~is~OK:usfarm _ 1795357800123")
        : specFields("4 2 -1 2104 Market~data~farm~connection~is~OK:usfarm _"),
    openOrder: openOrderFrame(version),
    accountValue: specFields("6 2 PostExpirationExcess 98765.43 USD DU1234567"),
    portfolio: specFields(
      "7 8 700000001 SPY OPT 20261122 590 C 100 _ USD SPY~~~261122C00590000 SPY",
      "2 1.3 260 125.65 8.7 0 DU1234567",
    ),
    accountTime: specFields("8 1 09:31"),
    nextValidId: specFields("9 1 7"),
    contractData: contractFrame(version),
    execution: specFields(
      `11 -1 7 ${HELD} 00025b49.6abe16db.01.01.01 20261122~09:30:01~US/Eastern DU1234567 CBOE`,
      "BOT 2 1.25 1234567890 1 0 2 1.25 intent-1 _ _ _ 1",
      since(version, 178, "0"),
      since(version, 198, "desk"),
    ),
    managedAccounts: specFields("15 1 DU1234567"),
    historical: specFields(
      "17 1001",
      version < 196 ? "20261122~09:30:00~US/Eastern 20261122~09:32:00~US/Eastern" : "",
      "2 20261122~09:30:00~US/Eastern 590.1 590.5 589.9 590.2 1200 590.2 310",
      "20261122~09:31:00~US/Eastern 590.2 590.4 590 590.3 900 590.25 240",
    ),
    bondContractData: specFields(
      "18 1001 IBM BOND 459200AB7 4.5 20301122 20101122 A FIXED SEMI 0 0 0 _ SMART USD IBM IBM",
      "500000001 0.001 LMT SMART _ _ 0 _ International~Business",
      since(version, 188, `US/Eastern ${HOURS} ${HOURS}`),
      "_ 0 1 CUSIP 459200AB7 1 26 1 1 1",
    ),
    optionComputation: specFields("21 1001 13 0 0.18 0.52 1.25 -1 0.05 0.11 -1.9 590.25"),
    tickGeneric: specFields("45 6 1001 49 0"),
    tickString: specFields("46 6 1001 45 1795357800"),
    currentTime: specFields("49 1 1795357800"),
    contractDataEnd: specFields("52 1 1001"),
    openOrderEnd: specFields("53 1"),
    accountDownloadEnd: specFields("54 1 DU1234567"),
    executionEnd: specFields("55 1 1001"),
    snapshotEnd: specFields("57 1 1001"),
    marketDataType: specFields("58 1 1001 1"),
    commissionReport: specFields("59 1 00025b49.6abe16db.01.01.01 1.30 USD MAX MAX _"),
    position: specFields(`61 3 DU1234567 ${HELD} 2 125.65`),
    positionEnd: specFields("62 1"),
    accountSummary: specFields("63 1 1001 DU1234567 NetLiquidation 100000.00 USD"),
    accountSummaryEnd: specFields("64 1 1001"),
    positionMulti: specFields(`71 1 1001 DU1234567 ${HELD} 2 125.65 _`),
    positionMultiEnd: specFields("72 1 1001"),
    accountUpdateMulti: specFields("73 1 1001 DU1234567 _ NetLiquidation 100000.00 USD"),
    accountUpdateMultiEnd: specFields("74 1 1001"),
    secDefOptParams: specFields("75 1001 SMART 756733 SPY 100 2 20261122 20261123 3 589 590 591.5"),
    secDefOptParamsEnd: specFields("76 1001"),
    tickReqParams: specFields("81 1001 0.01 9c0001 3"),
    historicalUpdate: specFields(
      "90 1001 310 20261122~09:30:00~US/Eastern 590.1 590.2 590.5 589.9 590.2 1200",
    ),
    marketRule: specFields("93 110 2 0 0.01 3 0.05"),
    pnl: specFields("94 1001 12.5 8.7 MAX"),
    pnlSingle: specFields("95 1001 2 12.5 8.7 MAX 260"),
    tickByTick: specFields("99 1001 3 1795357800 1.24 1.26 10 12 0"),
    orderBound: specFields("100 1234567890 0 -5"),
    completedOrder: completedOrderFrame(version),
    completedOrdersEnd: specFields("102"),
    userInfo: specFields("107 1001 _"),
    ...(version >= 196 && {
      historicalEnd: specFields("108 1001 20261122~09:30:00~US/Eastern 20261122~09:32:00~US/Eastern"),
    }),
    ...(version >= 197 && { currentTimeInMillis: specFields("109 1795357800123") }),
  };
}

/** contractData (10) of an option. */
export function contractFrame(version: number): readonly string[] {
  return specFields(
    "10 1001 SPY OPT 20261122~16:15:00~US/Eastern",
    since(version, 182, "20261122"),
    "590 C SMART USD SPY~~~261122C00590000 SPY SPY 700000001 0.01 100 ACTIVETIM,LMT,MKT SMART,CBOE",
    "1 756733 SPDR\\u00ae~S&P~500 _ 202611 _ _ _ US/Eastern",
    `${HOURS} ${HOURS} _ 0 1 ISIN US78462F1030 1 SPY STK 110,110 20261122 _ 1 1 1`,
    since(version, 186, "1 7 Not~for~this~account"),
  );
}
