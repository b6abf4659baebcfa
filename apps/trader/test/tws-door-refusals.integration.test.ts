import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RawTwsClient, StrictRecord } from "@smart0dte/simulator/tws-strict";
import { aTwsDoor, type OpenTwsDoor, type TestOption } from "./tws-door-builder.ts";
import { aPackage, anOrder } from "./tws-door-story.ts";

let open: OpenTwsDoor;
let client: RawTwsClient;
let low: TestOption;
let high: TestOption;

beforeEach(async () => {
  open = await aTwsDoor({ paused: true });
  client = await open.client();
  [low, high] = [await open.option(), await open.option(2)];
});
afterEach(async () => open.close());

const error = (code: number, id = 1, by = client) =>
  by.waitFor((it) => it.name === "error" && it.values["errorCode"] === code && it.values["id"] === id);

describe("an order is refused", () => {
  test.each<[string, number, (low: TestOption, high: TestOption) => StrictRecord]>([
    ["off its tick", 110, (low) => anOrder(low, { lmtPrice: 1.005 })],
    ["with a price of 0", 109, (low) => anOrder(low, { lmtPrice: 0 })],
    ["of an unknown contract", 200, (low) => anOrder({ ...low, conId: 5 })],
    ["of an ambiguous contract", 200, (low) => anOrder({ ...low, conId: 0 })],
    ["of a type that is not offered", 387, (low) => anOrder(low, { orderType: "TRAIL", auxPrice: 1 })],
    [
      "with a stop that would be adjusted",
      321,
      (low) =>
        anOrder(low, { orderType: "STP", auxPrice: 0.5, adjustedOrderType: "TRAIL", triggerPrice: 0.4 }),
    ],
    ["at the broker's own venue", 321, (low) => anOrder(low, { exchange: "IBKRATS", minTradeQty: 1 })],
    ["hidden", 321, (low) => anOrder(low, { hidden: true })],
    ["for an amount of cash", 321, (low) => anOrder(low, { cashQty: 500 })],
    [
      "as a package that is not guaranteed, with prices of its legs",
      321,
      (low, high) =>
        aPackage([low, high], {
          lmtPrice: null,
          orderComboLegs: [{ price: 1 }, { price: 0.9 }],
          smartComboRoutingParams: [{ tag: "NonGuaranteed", value: "1" }],
        }),
    ],
    [
      "as a guaranteed package with prices of its legs",
      10058,
      (low, high) => aPackage([low, high], { orderComboLegs: [{ price: 1 }, { price: 0.9 }] }),
    ],
    ["of a part of a contract", 321, (low) => anOrder(low, { totalQuantity: 0.5 })],
    ["for another account", 321, (low) => anOrder(low, { account: "U1" })],
    ["with an unknown time in force", 321, (low) => anOrder(low, { tif: "OPG" })],
    ["with a parent that nobody knows", 135, (low) => anOrder(low, { parentId: 99 })],
    ["as a what-if without transmit", 321, (low) => anOrder(low, { whatIf: true, transmit: false })],
    ["as a package's child", 358, (low, high) => aPackage([low, high], { parentId: 9 })],
    [
      "as a package in a blocking group",
      359,
      (low, high) => aPackage([low, high], { ocaGroup: "g", ocaType: 1 }),
    ],
    ["as a package outside hours", 10131, (low, high) => aPackage([low, high], { outsideRth: true })],
    ["as a package that wins at every price", 201, (low, high) => aPackage([low, high], { lmtPrice: -0.01 })],
    [
      "as a package sold for its width",
      201,
      (low, high) => aPackage([low, high], { action: "SELL", lmtPrice: 2 }),
    ],
    [
      "beyond the account's means",
      201,
      (low) => anOrder(low, { action: "SELL", totalQuantity: 500, lmtPrice: 99 }),
    ],
  ])("%s with %i", async (_, code, order) => {
    client.send("placeOrder", { orderId: 1, ...order(low, high) });
    await error(code);

    expect(open.door.snapshot().orders.every(({ status }) => status === "Inactive")).toBe(true);
  });

  test("with 201 where it stands against an own order on the other side of the contract", async () => {
    client.send("placeOrder", { orderId: 1, ...anOrder(low) });
    client.send("placeOrder", { orderId: 2, ...anOrder(low, { action: "SELL", lmtPrice: 99 }) });
    const told = await error(201, 2);
    expect(told.values["errorString"]).toMatch(/both sides/);
  });

  test("with 201 as the twenty-first active one of its contract and side", async () => {
    for (let id = 1; id <= 21; id += 1) client.send("placeOrder", { orderId: id, ...anOrder(low) });
    await error(201, 21);
    client.send("placeOrder", { orderId: 22, ...anOrder(high) });
    await client.waitFor((it) => it.name === "orderStatus" && it.values["orderId"] === 22);
  });

  test("with 10149 for id 0, 105 for another contract under its id", async () => {
    client.send("placeOrder", { orderId: 0, ...anOrder(low) });
    await error(10149, 0);
    client.send("placeOrder", { orderId: 1, ...anOrder(low) });
    client.send("placeOrder", { orderId: 1, ...anOrder(high) });
    await error(105);
  });
});

describe("several clients", () => {
  test("a used id is refused with 326 and its connection closed; the first lives", async () => {
    const second = await open.client(7);
    expect(second.named("error").map(({ values }) => values["errorCode"])).toEqual([326]);
    await second.waitForClose();
    client.send("reqCurrentTime");
    await client.waitFor("currentTime");
    expect(open.door.clients).toBe(1);
  });

  test("each owns its orders: another may not cancel them, sees them among all, and the global cancel ends them", async () => {
    const other = await open.client(8);
    client.send("placeOrder", { orderId: 1, ...anOrder(low) });
    await client.waitFor("openOrder");
    other.send("cancelOrder", { orderId: 1 });
    await error(10147, 1, other);
    other.send("reqOpenOrders");
    other.send("reqAllOpenOrders");
    await other.waitFor("openOrder");
    expect(other.messages.slice(-3).map(({ name }) => name)).toContain("openOrderEnd");
    other.send("reqGlobalCancel");
    await error(202);
    expect(other.named("orderStatus")).toHaveLength(1);
  });
});

describe("pacing", () => {
  test("refuses the fifty-first message of a second with 100 and drops who goes on", async () => {
    await open.close();
    open = await aTwsDoor({ paused: true }, { messagesPerSecond: 50 });
    client = await open.client();
    for (let i = 0; i < 60; i += 1) client.send("reqCurrentTime");
    await client.waitForClose();
    // START_API was the first of the fifty
    expect(client.named("currentTime")).toHaveLength(49);
    expect(client.named("error").filter(({ values }) => values["errorCode"] === 100)).toHaveLength(3);
  });
});

test("what is not served is told by code under its id, what is unknown under -1", async () => {
  client.send("reqHistoricalData", {
    reqId: 5,
    conId: low.conId,
    barSizeSetting: "1 min",
    durationStr: "1 D",
    whatToShow: "TRADES",
    formatDate: 1,
  });
  client.send("reqTickByTickData", { reqId: 6, conId: low.conId, tickType: "Last" });
  client.sendFields(["12345", "1"]);
  client.sendFields(["9", "8"]);
  await error(162, 5);
  await error(321, 6);
  await client.waitFor(() => client.named("error").filter(({ values }) => values["id"] === -1).length === 5);
});

test("market data above a hundred lines is refused with 101, a used ticker id with 102", async () => {
  for (let id = 1; id <= 100; id += 1) client.send("reqMktData", { reqId: id, conId: low.conId });
  client.send("reqMktData", { reqId: 100, conId: low.conId });
  client.send("reqMktData", { reqId: 101, conId: low.conId });
  await error(102, 100);
  await error(101, 101);
});

test("a third account summary is refused with 322", async () => {
  for (const reqId of [1, 2, 3])
    client.send("reqAccountSummary", { reqId, group: "All", tags: "NetLiquidation" });
  await error(322, 3);
});
