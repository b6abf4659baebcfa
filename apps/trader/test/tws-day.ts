import { numberIn, rowsIn, textIn, type StrictRecord } from "@smart0dte/simulator/tws-strict";
import { expect } from "vitest";
import { ACCOUNT, type TwsTrader } from "./tws-trader.ts";

/** What the desk and its neighbours do with a gateway in a day, step by step. */
export async function goThroughTheDay(trader: TwsTrader): Promise<void> {
  await asksForContracts(trader);
  await watchesQuotes(trader);
  await asksForMargin(trader);
  await placesChangesAndCancels(trader);
  await isRefused(trader);
  await placesUncommonOrders(trader);
  await fillsOneLeg(trader);
  await fillsPackage(trader);
  await cancelsGroups(trader);
  await asksForExecutions(trader);
  await asksForAccount(trader);
  await asksForPast(trader);
  await cancelsAll(trader);
}

async function asksForContracts(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  trader.orderId = numberIn((await client.waitFor("nextValidId")).values, "orderId");
  await client.waitFor(({ name, values }) => name === "error" && values["errorCode"] === 2158);
  expect(client.messages.slice(0, 2).map(({ name }) => name)).toEqual(["managedAccounts", "nextValidId"]);
  for (const symbol of ["QQQ", "IWM", "VIX", "SPY"]) {
    const secType = symbol === "VIX" ? "IND" : "STK";
    const [details] = await trader.details({
      symbol,
      secType,
      exchange: symbol === "VIX" ? "CBOE" : "SMART",
      currency: "USD",
    });
    trader.spy = numberIn(details?.values ?? {}, "conId");
  }
  const reqId = trader.next();
  client.send("reqSecDefOptParams", {
    reqId,
    underlyingSymbol: "SPY",
    underlyingSecType: "STK",
    underlyingConId: trader.spy,
  });
  await trader.answer("secDefOptParamsEnd", reqId);
  const chain = client.named("secDefOptParams").find(({ values }) => values["reqId"] === reqId);
  trader.expiry = textIn(rowsIn(chain?.values ?? {}, "expirations")[0] ?? {}, "expiration");
  const strikes = rowsIn(chain?.values ?? {}, "strikes").map((row) => numberIn(row, "strike"));
  await trader.chooseCalls(strikes);
  client.send("reqContractDetails", {
    reqId: trader.next(),
    symbol: "SPY",
    secType: "BAG",
    exchange: "SMART",
    currency: "USD",
  });
  await trader.error(321);
  client.send("reqContractDetails", {
    reqId: trader.next(),
    symbol: "NOSUCH",
    secType: "STK",
    exchange: "SMART",
    currency: "USD",
  });
  await trader.error(200);
}

async function watchesQuotes(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  client.send("reqMarketDataType", { marketDataType: 1 });
  const option = trader.watch({ conId: trader.calls[0] ?? 0, secType: "OPT", exchange: "SMART" });
  await trader.answer("tickReqParams", option);
  await trader.tick(option, 1);
  await trader.tick(option, 2);
  await trader.answer("optionComputation", option);
  trader.watch({ symbol: "VIX", secType: "IND", exchange: "CBOE", currency: "USD" });
  const snapshot = trader.watch({ conId: trader.spy, secType: "STK", exchange: "SMART" }, true);
  await trader.answer("snapshotEnd", snapshot);
  const bag = trader.watch({
    symbol: "SPY",
    secType: "BAG",
    exchange: "SMART",
    currency: "USD",
    comboLegs: trader.legs(["conId", "ratio", "action", "exchange"]),
  });
  await trader.tick(bag, 1);
  client.send("cancelMktData", { reqId: bag });
  client.send("cancelMktData", { reqId: option });
}

async function asksForMargin(trader: TwsTrader): Promise<void> {
  const id = trader.place(trader.call(), { whatIf: true, lmtPrice: 1 });
  const { values } = await trader.openOrder(id);
  expect(values).toMatchObject({ whatIf: true, status: "PreSubmitted" });
  expect(values["initMarginAfter"]).not.toBeNull();
}

async function placesChangesAndCancels(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  const id = trader.place(trader.call(), { lmtPrice: 0.01 });
  await trader.status(id, "Submitted");
  trader.place(trader.call(), { orderId: id, lmtPrice: 0.02 });
  await client.waitFor(
    ({ name, values }) => name === "openOrder" && values["orderId"] === id && values["lmtPrice"] === 0.02,
  );
  for (const request of ["reqOpenOrders", "reqAllOpenOrders"] as const) {
    const from = client.messages.length;
    client.send(request);
    await client.waitFor("openOrderEnd", from);
    expect(client.named("openOrder", from).map(({ values }) => values["orderId"])).toContain(id);
  }
  client.send("cancelOrder", { orderId: id });
  await trader.status(id, "Cancelled");
  await trader.error(202, id);
}

async function isRefused(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  client.send("cancelOrder", { orderId: 999_999 });
  await trader.error(10147, 999_999);
  const id = trader.place(trader.call(), { lmtPrice: 0.013 });
  await trader.error(110, id);
}

const UNCOMMON: readonly StrictRecord[] = [
  { orderType: "STP LMT", auxPrice: 90, lmtPrice: 91 },
  { orderType: "TRAIL", trailingPercent: 5 },
  { conditions: ["1", "3", "4", "5", "6", "7"].map((type) => ({ type })) },
  { algoStrategy: "Adaptive", algoParams: [{ tag: "adaptivePriority", value: "Urgent" }] },
  { scaleInitLevelSize: 1, scaleSubsLevelSize: 1, scalePriceIncrement: 0.05 },
  { hedgeType: "P", hedgeParam: "2" },
  { orderType: "PEG BENCH", referenceContractId: 756733, referenceExchangeId: "ARCA" },
  { orderType: "PEG MID", midOffsetAtWhole: 0.01, midOffsetAtHalf: 0.005 },
  { orderType: "PEG BEST", minCompeteSize: 1, competeAgainstBestOffset: 0.02 },
  { exchange: "IBKRATS", minTradeQty: 1 },
  { orderType: "VOL", volatility: 20, deltaNeutralOrderType: "MKT" },
  { deltaNeutralContract: true, deltaNeutralContractConId: 756733 },
  { orderType: "STP", auxPrice: 90, adjustedOrderType: "TRAIL", triggerPrice: 91 },
  { tif: "GTD", goodTillDate: "20260313 15:00:00 US/Eastern" },
  { totalQuantity: 0.5 },
  { action: "SSHORT" },
];

/** Whatever the gateway thinks of it: each is read to its end, and answered about that order. */
async function placesUncommonOrders(trader: TwsTrader): Promise<void> {
  for (const order of UNCOMMON) {
    const id = trader.place(trader.call(), { lmtPrice: 0.01, ...order });
    await trader.client.waitFor(({ name, values }) =>
      name === "error" ? values["id"] === id : name === "openOrder" && values["orderId"] === id,
    );
  }
  const priced = {
    orderComboLegs: [{ price: 1 }, { price: 0.9 }],
    smartComboRoutingParams: [{ tag: "NonGuaranteed", value: "1" }],
  };
  const id = trader.place(trader.package(), { lmtPrice: null, ...priced });
  await trader.client.waitFor(({ name, values }) =>
    name === "error" ? values["id"] === id : name === "openOrder" && values["orderId"] === id,
  );
  trader.client.send("reqGlobalCancel");
}

async function fillsOneLeg(trader: TwsTrader): Promise<void> {
  const id = trader.place(trader.call(), { orderType: "MKT" });
  await trader.status(id, "Filled");
  const execution = await trader.client.waitFor(
    ({ name, values }) => name === "execution" && values["orderId"] === id,
  );
  await trader.client.waitFor(
    ({ name, values }) => name === "commissionReport" && values["execId"] === execution.values["execId"],
  );
}

async function fillsPackage(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  const from = client.messages.length;
  const id = trader.place(trader.package(), { lmtPrice: 0.9 });
  await trader.status(id, "Filled");
  await client.waitFor(() => client.named("commissionReport", from).length === 2);
  const executions = client.named("execution", from);
  expect(executions.map(({ values }) => values["secType"])).toEqual(["BAG", "OPT", "OPT"]);
  const paid = client.named("commissionReport", from).map(({ values }) => values["execId"]);
  expect(paid.toSorted()).toEqual(
    executions
      .slice(1)
      .map(({ values }) => values["execId"])
      .toSorted(),
  );
}

async function cancelsGroups(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  const parent = trader.place(trader.call(), { lmtPrice: 0.01, transmit: false });
  const profit = trader.place(trader.call(), {
    action: "SELL",
    lmtPrice: 90,
    parentId: parent,
    transmit: false,
  });
  const stop = trader.place(trader.call(), {
    action: "SELL",
    orderType: "STP",
    auxPrice: 0.01,
    parentId: parent,
  });
  for (const id of [parent, profit, stop]) await trader.openOrder(id);
  client.send("cancelOrder", { orderId: parent });
  for (const id of [parent, profit, stop]) await trader.error(202, id);
  const group = { ocaGroup: "group-1", ocaType: 1 };
  const first = trader.place(trader.call(), { lmtPrice: 0.01, ...group });
  const second = trader.place(trader.call(1), { lmtPrice: 0.01, ...group });
  await trader.status(second, "Submitted");
  client.send("cancelOrder", { orderId: first });
  for (const id of [first, second]) await trader.error(202, id);
}

async function asksForExecutions(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  const reqId = trader.next();
  const from = client.messages.length;
  client.send("reqExecutions", { reqId });
  await trader.answer("executionEnd", reqId);
  expect(client.named("execution", from).length).toBeGreaterThan(3);
  client.send("reqCompletedOrders");
  await client.waitFor("completedOrdersEnd");
  expect(client.named("completedOrder").length).toBeGreaterThan(3);
}

async function asksForAccount(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  client.send("reqCurrentTime");
  await client.waitFor("currentTime");
  if (client.serverVersion >= 197) {
    client.send("reqCurrentTimeInMillis");
    await client.waitFor("currentTimeInMillis");
  }
  client.send("reqUserInfo", { reqId: trader.next() });
  await client.waitFor("userInfo");
  client.send("reqManagedAccts");
  client.send("reqIds", { numIds: 1 });
  client.send("reqPositions");
  await client.waitFor("positionEnd");
  expect(client.named("position").length).toBeGreaterThan(1);
  client.send("reqAccountUpdates", { subscribe: true, account: ACCOUNT });
  await client.waitFor("accountDownloadEnd");
  expect(client.named("accountValue").map(({ values }) => values["key"])).toContain("PostExpirationMargin");
  expect(client.named("portfolio").length).toBeGreaterThan(1);
  await client.waitFor("accountTime");
  client.send("reqAccountUpdates", { subscribe: false, account: ACCOUNT });
  const ends = [
    ["accountSummaryEnd", "reqAccountSummary", { group: "All", tags: "NetLiquidation,ExcessLiquidity" }],
    ["accountUpdateMultiEnd", "reqAccountUpdatesMulti", { account: ACCOUNT }],
    ["positionMultiEnd", "reqPositionsMulti", { account: ACCOUNT }],
    ["pnl", "reqPnL", { account: ACCOUNT }],
    ["pnlSingle", "reqPnLSingle", { account: ACCOUNT, conId: trader.calls[0] ?? 0 }],
  ] as const;
  for (const [answer, request, values] of ends) {
    const reqId = trader.next();
    client.send(request, { reqId, ...values });
    await trader.answer(answer, reqId);
  }
  client.send("reqPnLSingle", { reqId: trader.next(), account: ACCOUNT, conId: trader.spy });
  await trader.error(2150);
}

/** Whatever it answers, bars or a refusal, is read like the rest. */
async function asksForPast(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  const before = client.messages.length;
  const contract = { conId: trader.spy, secType: "STK", exchange: "SMART" };
  const bars = { barSizeSetting: "1 min", durationStr: "3600 S", whatToShow: "TRADES", formatDate: 1 };
  const asked = [trader.next(), trader.next(), trader.next()];
  client.send("reqHistoricalData", { reqId: asked[0] ?? 0, ...contract, ...bars });
  client.send("reqTickByTickData", { reqId: asked[1] ?? 0, ...contract });
  client.send("calculateImpliedVolatility", {
    reqId: asked[2] ?? 0,
    ...trader.call(),
    optionPrice: 1,
    underPrice: 590,
  });
  for (const reqId of asked) {
    await client.waitFor(({ values }) => values["reqId"] === reqId || values["id"] === reqId, before);
  }
}

async function cancelsAll(trader: TwsTrader): Promise<void> {
  const { client } = trader;
  const ids = [
    trader.place(trader.call(), { lmtPrice: 0.01 }),
    trader.place(trader.call(1), { lmtPrice: 0.01 }),
  ];
  for (const id of ids) await trader.status(id, "Submitted");
  client.send("reqGlobalCancel");
  for (const id of ids) await trader.error(202, id);
}
