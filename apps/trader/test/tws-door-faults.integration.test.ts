import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RawTwsClient, StrictRecord } from "@smart0dte/simulator/tws-strict";
import { aTwsDoor, type OpenTwsDoor, type TestOption } from "./tws-door-builder.ts";
import { aPackage, anOrder, orderStory } from "./tws-door-story.ts";
import { parseTwsFault } from "@smart0dte/simulator/tws-door";

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

function fault(text: string): void {
  const parsed = parseTwsFault(text);
  if (!parsed.ok) throw new Error(parsed.error);
  const taken = open.door.fault(parsed.value);
  if (!taken.ok) throw new Error(taken.error);
}
const place = (orderId: number, order: StrictRecord, by = client): void =>
  by.send("placeOrder", { orderId, ...order });
const error = (code: number, id = 1, by = client) =>
  by.waitFor((it) => it.name === "error" && it.values["errorCode"] === code && it.values["id"] === id);
const status = (text: string, id = 1, by = client) =>
  by.waitFor(
    (it) => it.name === "orderStatus" && it.values["status"] === text && it.values["orderId"] === id,
  );
const story = (): readonly string[] => orderStory(client);
async function until(holds: () => boolean): Promise<void> {
  const last = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > last) throw new Error("What was waited for did not come");
    await wait(5);
  }
}
const held = (): readonly number[] => open.door.snapshot().positions.map(({ quantity }) => quantity);

describe("a pace of messages", () => {
  const hasty = { messagesPerSecond: 20 } as const;
  const tooFast = (by: RawTwsClient): number =>
    by.messages.filter(({ name, values }) => name === "error" && values["errorCode"] === 100).length;

  test("is kept by a client that sent at it while the gateway stood still", async () => {
    await open.close();
    open = await aTwsDoor({ paused: true }, hasty);
    client = await open.client();
    fault("freeze:2");
    for (let n = 0; n < 30; n += 1) {
      client.send("reqCurrentTime");
      await wait(75);
    }
    await until(() => client.named("currentTime").length === 30);
    expect(tooFast(client)).toBe(0);
  });

  test("that one client broke does not take the next one's START_API from it", async () => {
    await open.close();
    open = await aTwsDoor({ paused: true }, hasty);
    client = await open.client();
    for (let n = 0; n < 30; n += 1) client.send("reqCurrentTime");
    await client.waitForClose();
    expect(tooFast(client)).toBeGreaterThan(0);
    const next = await open.client(8);
    expect(next.named("nextValidId")).toHaveLength(1);
  });
});

describe("a dropped socket", () => {
  test("before the send leaves no order at the broker", async () => {
    fault("drop:beforeSend");
    place(1, anOrder(low));
    await client.waitForClose();
    expect(open.door.snapshot().orders).toEqual([]);
  });

  test("after the send leaves an order that nobody was told of, and a new session finds it", async () => {
    fault("drop:afterSend");
    place(1, anOrder(low));
    await client.waitForClose();
    expect(story()).toEqual([]);
    const again = await open.client();
    again.send("reqOpenOrders");
    const found = await again.waitFor("openOrder");
    expect([found.values["orderId"], found.values["orderRef"]]).toEqual([1, "i-1"]);
    expect(again.named("nextValidId")[0]?.values["orderId"]).toBe(2);
  });

  test("comes after exactly so many messages", async () => {
    fault("drop:3");
    place(1, anOrder(low));
    await client.waitForClose();
    expect(client.messages.slice(5).map(({ name }) => name)).toEqual([
      "openOrder",
      "orderStatus",
      "openOrder",
    ]);
  });
});

test("a frozen gateway neither hears nor tells, and goes on where it was", async () => {
  fault("freeze:1.5");
  place(1, anOrder(low));
  await wait(150);
  expect([client.messages.length, open.door.snapshot().orders.length]).toEqual([5, 0]);
  await status("Submitted");
});

test("slow answers come late and in order", async () => {
  fault("slow:200:60");
  const from = performance.now();
  client.send("reqCurrentTime");
  await client.waitFor("currentTime");
  expect(performance.now() - from).toBeGreaterThan(190);
});

test("duplicated callbacks come twice each, with the same execution id", async () => {
  fault("duplicate:60");
  place(1, anOrder(low, { lmtPrice: 99 }));
  open.exchange.resume();
  await until(() => client.named("commissionReport").length === 2);
  expect(new Set(client.named("execution").map(({ values }) => values["execId"])).size).toBe(1);
  expect(client.named("execution")).toHaveLength(2);
  expect(held()).toEqual([1]);
});

test("reordered callbacks tell the commission before the execution", async () => {
  fault("reorder:60");
  place(1, anOrder(low, { lmtPrice: 99 }));
  open.exchange.resume();
  await client.waitFor("execution");
  expect(story().indexOf("commission")).toBeLessThan(story().indexOf("execution OPT 1"));
});

describe("an outage", () => {
  test("in mid-combo loses the rest of the fill's callbacks; 1102 comes back, and executions are there to be asked for", async () => {
    fault("outage:0.3:kept:midCombo");
    place(1, aPackage([low, high], { lmtPrice: 1.99 }));
    open.exchange.resume();
    await error(1102, -1);

    const at = story().indexOf("execution BAG 1");
    expect(story().slice(at)).toEqual(["execution BAG 1"]);
    client.send("reqExecutions", { reqId: 9 });
    await client.waitFor("executionEnd");
    expect(client.named("execution").filter(({ values }) => values["reqId"] === 9)).toHaveLength(3);
    expect(held()).toEqual([1, -1]);
  });

  test("fills orders in the dark, holds requests until it is over, and ends market data with 1101", async () => {
    place(1, anOrder(low));
    client.send("reqMktData", { reqId: 9, conId: low.conId });
    await client.waitFor("tickPrice");
    fault("outage:1.5:lost");
    await error(1100, -1);
    place(1, anOrder(low, { lmtPrice: 99 }));
    open.exchange.resume();
    await wait(100);
    expect(held()).toEqual([]);
    await error(1101, -1);
    const from = client.messages.length;
    await status("Filled");
    await wait(600);
    expect(client.named("tickPrice", from)).toEqual([]);
  });
});

test("a lost acknowledgement leaves an order that tells nothing before its fill", async () => {
  fault("lostAck");
  place(1, anOrder(low, { lmtPrice: 99 }));
  client.send("reqOpenOrders");
  await client.waitFor("openOrderEnd");
  expect(client.named("openOrder")).toHaveLength(1);
  open.exchange.resume();
  await status("Filled");
  expect(story()[2]).toBe("execution OPT 1");
});

test("half a package trades its first leg alone and fills no more", async () => {
  fault("halfPackage");
  place(1, aPackage([low, high], { lmtPrice: 1.99 }));
  open.exchange.resume();
  await client.waitFor("commissionReport");
  await wait(200);
  expect(story().filter((line) => line.startsWith("execution"))).toEqual(["execution OPT 1"]);
  expect(held()).toEqual([1]);
  client.send("cancelOrder", { orderId: 1 });
  await error(202);
});

test("an order is rejected after a partial fill", async () => {
  fault("rejectAfterPartial");
  place(1, anOrder(low, { lmtPrice: 99, totalQuantity: 3 }));
  open.exchange.resume();
  await error(201);
  const last = client.named("orderStatus").at(-1)?.values;
  expect([last?.["status"], last?.["filled"], last?.["remaining"]]).toEqual(["Inactive", 1, 2]);
  expect(held()).toEqual([1]);
});

test("a fill comes after PendingCancel, never beyond the limit, and no 202 follows", async () => {
  fault("fillAfterCancel");
  place(1, aPackage([low, high], { lmtPrice: 0.01 }));
  await status("Submitted");
  client.send("cancelOrder", { orderId: 1 });
  await status("PendingCancel");
  open.exchange.resume();
  await status("Filled");
  expect(client.named("execution")[0]?.values["price"]).toBe(0.01);
  expect(story()).not.toContain("error 202 1");
  client.send("cancelOrder", { orderId: 1 });
  await error(10148);
});

test("nextValidId is rolled back below ids in use, and a used id is refused with 103", async () => {
  for (const id of [1, 2, 3, 4, 5, 6, 7, 8]) place(id, anOrder(low));
  await status("Submitted", 8);
  fault("idsBack");
  client.send("reqIds", { numIds: 1 });
  await until(() => client.named("nextValidId").length === 2);
  expect(client.named("nextValidId")[1]?.values["orderId"]).toBe(5);
  client.send("cancelOrder", { orderId: 5 });
  await error(202, 5);
  place(5, anOrder(low));
  await error(103, 5);
});

test("a malformed reject carries JSON that does not end", async () => {
  fault("malformedReject");
  place(1, anOrder(low));
  const told = await error(201);
  expect(() => void JSON.parse(String(told.values["advancedOrderRejectJson"]))).toThrow();
});

test("a BAG details request gets 321, or on request no answer at all", async () => {
  fault("noBagDetails");
  client.send("reqContractDetails", { reqId: 8, symbol: "SPY", secType: "BAG" });
  client.send("reqContractDetails", { reqId: 9, symbol: "SPY", secType: "BAG" });
  await error(321, 9);
  expect(client.named("error").some(({ values }) => values["id"] === 8)).toBe(false);
});

test("a post-expiration refusal spares orders that only close", async () => {
  place(1, anOrder(low, { lmtPrice: 99 }));
  open.exchange.resume();
  await status("Filled");
  fault("expiryRefusal:2");
  place(2, anOrder(low, { action: "SELL", lmtPrice: 99 }));
  await status("Submitted", 2);
  place(3, anOrder(high, { lmtPrice: 0.01 }));
  const told = await error(201, 3);
  expect(told.values["errorString"]).toMatch(/PROJECTED POST EXPIRATION MARGIN DEFICIT IS -?\d/);
});

test("a liquidation says liquidation=1 to client 0 and moves everybody's positions", async () => {
  const zero = await open.client(0);
  place(1, anOrder(low, { lmtPrice: 99, totalQuantity: 2 }));
  open.exchange.resume();
  await status("Filled");
  client.send("reqPositions");
  await client.waitFor("positionEnd");
  const from = client.messages.length;
  fault("liquidate");

  const told = await zero.waitFor("execution");
  expect([told.values["liquidation"], told.values["shares"], told.values["orderId"]]).toEqual([1, 2, 0]);
  await client.waitFor((it) => it.name === "position" && it.values["position"] === 0, from);
  expect(held()).toEqual([0]);
});

test("a what-if on a package is declined with 360 on request, else answered by one openOrder without a status", async () => {
  fault("declineWhatIf");
  place(1, aPackage([low, high], { whatIf: true }));
  await error(360);
  place(2, aPackage([low, high], { whatIf: true, lmtPrice: 1 }));
  await client.waitFor("openOrder");
  client.send("reqCurrentTime");
  await client.waitFor("currentTime");
  expect(story()).toEqual(["error 360 1", "open PreSubmitted 2"]);
});
