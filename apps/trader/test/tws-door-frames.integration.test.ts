import { afterEach, describe, expect, test } from "vitest";
import type { RawTwsClient } from "@smart0dte/simulator/tws-strict";
import { ACCOUNT, aTwsDoor, type OpenTwsDoor } from "./tws-door-builder.ts";
import { aPackage, anOrder } from "./tws-door-story.ts";

let open: OpenTwsDoor | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const VERSIONS = Array.from({ length: 28 }, (_, i) => 173 + i);

/** Asks for everything that the gateway serves, trades a package, and lets one order stand and one be cancelled. */
async function liveThrough(client: RawTwsClient, { option }: OpenTwsDoor): Promise<void> {
  const [low, high] = [await option(), await option(2)];
  const spy = { symbol: "SPY", secType: "STK", exchange: "SMART", currency: "USD" };
  client.send("reqCurrentTime");
  client.send("reqManagedAccts");
  client.send("reqIds", { numIds: 1 });
  client.send("reqUserInfo", { reqId: 899 });
  if (client.serverVersion >= 197) client.send("reqCurrentTimeInMillis");
  client.send("reqContractDetails", { reqId: 900, ...spy });
  client.send("reqContractDetails", { reqId: 901, conId: low.conId });
  client.send("reqContractDetails", { reqId: 902, symbol: "VIX", secType: "IND", exchange: "CBOE" });
  client.send("reqContractDetails", { reqId: 903, symbol: "SPY", secType: "BAG" });
  client.send("reqSecDefOptParams", {
    reqId: 904,
    underlyingSymbol: "SPY",
    underlyingSecType: "STK",
    underlyingConId: 756733,
  });
  client.send("reqMarketRule", { marketRuleId: 32 });
  client.send("reqMarketDataType", { marketDataType: 1 });
  client.send("reqMktData", { reqId: 905, ...spy, snapshot: true });
  client.send("reqMktData", { reqId: 906, ...spy });
  client.send("reqMktData", { reqId: 907, conId: low.conId, exchange: "SMART" });
  client.send("reqMktData", { reqId: 908, symbol: "VIX", secType: "IND", exchange: "CBOE" });
  client.send("reqMktData", {
    reqId: 909,
    symbol: "SPY",
    secType: "BAG",
    comboLegs: [
      { conId: low.conId, ratio: 1, action: "BUY", exchange: "SMART" },
      { conId: high.conId, ratio: 1, action: "SELL", exchange: "SMART" },
    ],
  });
  client.send("reqAccountUpdates", { subscribe: true, account: ACCOUNT });
  client.send("reqAccountSummary", { reqId: 910, group: "All", tags: "NetLiquidation,BuyingPower" });
  client.send("reqAccountUpdatesMulti", { reqId: 911, account: ACCOUNT, ledgerAndNLV: false });
  client.send("reqPositionsMulti", { reqId: 912, account: ACCOUNT });
  client.send("reqPnL", { reqId: 913, account: ACCOUNT });
  client.send("reqPositions");
  client.send("placeOrder", { orderId: 1, ...aPackage([low, high], { lmtPrice: 1.99, whatIf: true }) });
  client.send("placeOrder", { orderId: 2, ...aPackage([low, high], { lmtPrice: 1.99, totalQuantity: 2 }) });
  client.send("placeOrder", { orderId: 3, ...anOrder(low) });
  client.send("placeOrder", { orderId: 4, ...anOrder(low, { lmtPrice: 0.02 }) });
  client.send("cancelOrder", { orderId: 4 });
  await client.waitFor((it) => it.name === "orderStatus" && it.values["status"] === "Filled");
  client.send("reqAccountUpdates", { subscribe: true, account: ACCOUNT });
  client.send("reqPnLSingle", { reqId: 914, account: ACCOUNT, conId: low.conId });
  client.send("reqPnLSingle", { reqId: 915, account: ACCOUNT, conId: 1 });
  client.send("reqOpenOrders");
  client.send("reqAllOpenOrders");
  client.send("reqCompletedOrders", { apiOnly: true });
  client.send("reqExecutions", { reqId: 916 });
  await client.waitFor("executionEnd");
}

describe("every frame of a full session", () => {
  test.each(VERSIONS)("is what the protocol says at server version %i", async (version) => {
    open = await aTwsDoor({}, { serverVersion: version });
    const client = await open.client(7, { highest: version });
    await liveThrough(client, open);

    expect(client.faults.map(({ message }) => message)).toEqual([]);
    expect(client.serverVersion).toBe(version);
    const names = new Set(client.messages.map(({ name }) => name));
    for (const name of [
      "managedAccounts",
      "nextValidId",
      "currentTime",
      "userInfo",
      "contractData",
      "contractDataEnd",
      "secDefOptParams",
      "secDefOptParamsEnd",
      "marketRule",
      "marketDataType",
      "tickReqParams",
      "tickPrice",
      "tickSize",
      "optionComputation",
      "snapshotEnd",
      "accountValue",
      "accountTime",
      "accountDownloadEnd",
      "portfolio",
      "accountSummary",
      "accountSummaryEnd",
      "accountUpdateMulti",
      "accountUpdateMultiEnd",
      "positionMulti",
      "positionMultiEnd",
      "position",
      "positionEnd",
      "pnl",
      "pnlSingle",
      "openOrder",
      "openOrderEnd",
      "orderStatus",
      "execution",
      "executionEnd",
      "commissionReport",
      "completedOrder",
      "completedOrdersEnd",
      "error",
    ] as const)
      expect(names, name).toContain(name);
    expect(client.named("error").map(({ values }) => [values["id"], values["errorCode"]])).toEqual([
      [-1, 2104],
      [-1, 2106],
      [-1, 2158],
      [903, 321],
      [4, 202],
      [915, 2150],
    ]);
  });
});
