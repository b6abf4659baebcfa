import {
  openScriptedServer,
  rowsIn,
  type ScriptedServer,
  type StrictRequest,
} from "@smart0dte/simulator/tws-strict";
import {
  BarSizeSetting,
  EventName,
  IBApi,
  MarketDataType,
  OptionExerciseAction,
  OptionType,
  OrderAction,
  OrderType,
  SecType,
  TickByTickDataType,
  TimeInForce,
  WhatToShow,
  type Contract,
  type Order,
} from "@stoqey/ib";
import { describe, it, type TestContext } from "vitest";

/** What the installed client library sends, judged by the strict decoder at each layout of the requests. */

const OPTION: Contract = {
  conId: 700000001,
  symbol: "SPY",
  secType: SecType.OPT,
  lastTradeDateOrContractMonth: "20261122",
  strike: 590,
  right: OptionType.Call,
  multiplier: 100,
  exchange: "SMART",
  currency: "USD",
  tradingClass: "SPY",
};

const LEG = { ratio: 1, exchange: "SMART", openClose: 0, shortSaleSlot: 0, exemptCode: -1 };
const PACKAGE: Contract = {
  symbol: "SPY",
  secType: SecType.BAG,
  exchange: "SMART",
  currency: "USD",
  comboLegs: [
    { ...LEG, conId: 700000001, action: OrderAction.BUY },
    { ...LEG, conId: 700000002, action: OrderAction.SELL },
  ],
};

const ORDER: Order = {
  action: OrderAction.BUY,
  totalQuantity: 2,
  orderType: OrderType.LMT,
  lmtPrice: 1.25,
  tif: TimeInForce.DAY,
  account: "DU1234567",
  orderRef: "intent-1",
  transmit: true,
};

/** Every request the library has, in the order in which they are sent. */
function sendAll(api: IBApi): void {
  api.reqMktData(1001, OPTION, "100,101", false, false);
  api.reqMktData(1002, PACKAGE, "", false, false);
  api.cancelMktData(1001);
  api.placeOrder(7, OPTION, ORDER);
  api.placeOrder(8, PACKAGE, { ...ORDER, smartComboRoutingParams: [{ tag: "NonGuaranteed", value: "0" }] });
  api.placeOrder(9, OPTION, { ...ORDER, orderType: OrderType.STP, auxPrice: 1, parentId: 7 });
  api.cancelOrder(7);
  api.reqOpenOrders();
  api.reqAccountUpdates(true, "DU1234567");
  api.reqExecutions(1003, {});
  api.reqIds(1);
  api.reqContractDetails(1004, OPTION);
  api.reqAutoOpenOrders(true);
  api.reqAllOpenOrders();
  api.reqManagedAccts();
  api.reqHistoricalData(1005, OPTION, "", "1 D", BarSizeSetting.MINUTES_ONE, WhatToShow.TRADES, 1, 1, false);
  api.cancelHistoricalData(1005);
  api.exerciseOptions(1006, OPTION, OptionExerciseAction.EXERCISE, 1, "DU1234567", 0);
  api.reqCurrentTime();
  api.calculateImpliedVolatility(1007, OPTION, 1.25, 590);
  api.calculateOptionPrice(1008, OPTION, 0.2, 590);
  api.reqGlobalCancel();
  api.reqMarketDataType(MarketDataType.REALTIME);
  api.reqPositions();
  api.cancelPositions();
  api.reqAccountSummary(1009, "All", "NetLiquidation");
  api.cancelAccountSummary(1009);
  api.reqPositionsMulti(1010, "DU1234567", "");
  api.cancelPositionsMulti(1010);
  api.reqAccountUpdatesMulti(1011, "DU1234567", "", false);
  api.cancelAccountUpdatesMulti(1011);
  api.reqSecDefOptParams(1012, "SPY", "", SecType.STK, 756733);
  api.reqMarketRule(110);
  api.reqPnL(1013, "DU1234567", "");
  api.cancelPnL(1013);
  api.reqPnLSingle(1014, "DU1234567", "", 700000001);
  api.cancelPnLSingle(1014);
  api.reqTickByTickData(1015, OPTION, TickByTickDataType.BidAsk, 0, false);
  api.cancelTickByTickData(1015);
  api.reqCompletedOrders(false);
  api.reqUserInfo(1016);
}

describe("the client library's requests", () => {
  // the library takes its time with so many requests: nobody waits for one version after the other
  it.concurrent.for([173, 176, 177, 180, 183, 184, 187, 188, 189, 190, 192, 193])(
    "are read to the last field at server version %i",
    async (version, test) => {
      const { expect } = test;
      const requests = await hear(version, test);

      const placed = requests.filter(({ name }) => name === "placeOrder");
      expect(placed.map(({ values }) => values["orderType"])).toEqual(["LMT", "LMT", "STP"]);
      expect(placed[0]?.values).toMatchObject({
        orderId: 7,
        conId: 700000001,
        action: "BUY",
        totalQuantity: 2,
        lmtPrice: 1.25,
        tif: "DAY",
        account: "DU1234567",
        orderRef: "intent-1",
        transmit: true,
      });
      expect(placed[2]?.values).toMatchObject({ auxPrice: 1, parentId: 7 });
      expect(rowsIn(placed[1]?.values ?? {}, "comboLegs")).toMatchObject([
        { conId: 700000001, action: "BUY", exemptCode: -1 },
        { conId: 700000002, action: "SELL", exemptCode: -1 },
      ]);
    },
  );

  it("are refused where an order does not say whether it is transmitted", async (test) => {
    const { transmit: _, ...silent } = ORDER;
    const server = await connect(193, test, (api) => {
      api.placeOrder(7, OPTION, silent);
    });

    await test.expect.poll(() => server.faults.map(({ field }) => field)).toEqual(["transmit"]);
  });
});

async function hear(version: number, test: TestContext): Promise<readonly StrictRequest[]> {
  const server = await connect(version, test, sendAll);
  const over = (): boolean => server.requests.at(-1)?.name === "reqUserInfo" || server.faults.length !== 0;
  await test.expect.poll(over).toBe(true);
  test.expect(server.faults).toEqual([]);
  return server.requests;
}

async function connect(
  serverVersion: number,
  test: TestContext,
  speak: (api: IBApi) => void,
): Promise<ScriptedServer> {
  const server = await openScriptedServer({
    serverVersion,
    answer: ({ name }) =>
      name === "startApi"
        ? [
            ["15", "1", "DU1234567"],
            ["9", "1", "7"],
          ]
        : [],
  });
  const api = new IBApi({ host: "127.0.0.1", port: server.port, clientId: 1 });
  test.onTestFinished(async () => {
    api.disconnect();
    await server.close();
  });
  api.on(EventName.nextValidId, () => {
    speak(api);
  });
  api.connect();
  return server;
}
