import type { BooksStore, TwsSnapshot } from "@smart0dte/simulator/tws-door";
import { numberIn, type RawTwsClient } from "@smart0dte/simulator/tws-strict";
import { afterEach, beforeEach, expect, test } from "vitest";
import { everythingHeld } from "./tws-answers.ts";
import { aTwsDoor, afterOpen, type OpenTwsDoor, type TestOption } from "./tws-door-builder.ts";
import { aPackage, anOrder } from "./tws-door-story.ts";

/** Books in memory: the copy of a moment is what a kill leaves. */
class StoreUnderTest implements BooksStore {
  readonly name = "broker.books";
  text: string | null = null;

  read(): string | null {
    return this.text;
  }

  write(text: string): void {
    this.text = text;
  }

  setAside(): void {
    this.text = null;
  }

  copy(): StoreUnderTest {
    const copy = new StoreUnderTest();
    copy.text = this.text;
    return copy;
  }
}

let store: StoreUnderTest;
let open: OpenTwsDoor;
let client: RawTwsClient;
let low: TestOption;
let high: TestOption;
let third: TestOption;
/** Doors that were dropped as a kill drops them; ended when the test is over. */
let dropped: OpenTwsDoor[] = [];

beforeEach(async () => {
  store = new StoreUnderTest();
  open = await aTwsDoor({ paused: true }, { books: store });
  client = await open.client();
  [low, high, third] = [await open.option(), await open.option(2), await open.option(4)];
});
afterEach(async () => {
  for (const door of [open, ...dropped]) await door.close();
  dropped = [];
});

const status = (orderId: number, text: string) =>
  client.waitFor(
    ({ name, values }) =>
      name === "orderStatus" && values["orderId"] === orderId && values["status"] === text,
  );

/** One order filled, a package filled, one filled in part, one cancelled, a bracket that works; the market stands. */
async function aDayOfOrders(): Promise<void> {
  client.send("placeOrder", { orderId: 1, ...anOrder(low, { orderType: "MKT" }) });
  client.send("placeOrder", { orderId: 2, ...aPackage([low, high], { lmtPrice: 9 }) });
  client.send("placeOrder", { orderId: 3, ...anOrder(high, { lmtPrice: 15, totalQuantity: 500 }) });
  client.send("placeOrder", { orderId: 4, ...anOrder(low) });
  client.send("cancelOrder", { orderId: 4 });
  client.send("placeOrder", { orderId: 5, ...anOrder(third, { transmit: false }) });
  const exit = { action: "SELL", parentId: 5, lmtPrice: 90, transmit: false };
  client.send("placeOrder", { orderId: 6, ...anOrder(third, exit) });
  const stop = { ...exit, orderType: "STP", auxPrice: 0.01, transmit: true };
  client.send("placeOrder", { orderId: 7, ...anOrder(third, stop) });
  await status(7, "PreSubmitted");
  open.exchange.resume();
  await status(1, "Filled");
  await status(2, "Filled");
  await client.waitFor(
    ({ name, values }) => name === "orderStatus" && values["orderId"] === 3 && numberIn(values, "filled") > 0,
  );
  open.exchange.pause();
}

/** Drops door and market without a word to them, and opens them again where the market stood. */
async function killedAndReopened(): Promise<void> {
  const left = store.copy();
  const { now } = open.exchange;
  dropped.push(open);
  open.exchange.pause();
  store = left;
  open = await aTwsDoor({ paused: true, startAt: now }, { books: store });
}

test("after a kill the broker has and tells what it had and told", async () => {
  await aDayOfOrders();
  const before: TwsSnapshot = open.door.snapshot();
  const told = await everythingHeld(client);
  await killedAndReopened();

  expect(open.door.snapshot()).toEqual(before);
  expect(before.orders.map(({ status: text }) => text).sort()).toEqual(
    ["Cancelled", "Filled", "Filled", "PreSubmitted", "PreSubmitted", "Submitted", "Submitted"].sort(),
  );
  expect(await everythingHeld(await open.client())).toEqual(told);
});

test("orders that live go on as before: one fills, a bracket ends together, ids go on", async () => {
  await aDayOfOrders();
  const [part] = open.door.snapshot().orders.filter(({ orderId }) => orderId === 3);
  const known = open.door.snapshot().executions.map(({ execId }) => execId);
  await killedAndReopened();
  client = await open.client();
  open.exchange.resume();
  await client.waitFor(
    ({ name, values }) =>
      name === "orderStatus" && values["orderId"] === 3 && numberIn(values, "filled") > (part?.filled ?? 0),
  );
  client.send("cancelOrder", { orderId: 5 });
  for (const id of [5, 6, 7]) await status(id, "Cancelled");
  client.send("placeOrder", { orderId: 7, ...anOrder(low) });
  await client.waitFor(({ name, values }) => name === "error" && values["errorCode"] === 103);
  client.send("placeOrder", { orderId: 8, ...anOrder(third) });
  await status(8, "Submitted");

  const { orders, executions } = open.door.snapshot();
  const ids = executions.map(({ execId }) => execId);
  expect(ids.slice(0, known.length)).toEqual(known);
  expect(new Set(ids).size).toBe(ids.length);
  const permIds = orders.map(({ permId }) => permId);
  expect(new Set(permIds).size).toBe(permIds.length);
});

test("a fill that nobody heard of is told on request after the kill", async () => {
  client.send("placeOrder", { orderId: 1, ...anOrder(low, { lmtPrice: 99 }) });
  await status(1, "Submitted");
  open.door.fault({ kind: "outage", seconds: 60, data: "kept", when: "now" });
  open.exchange.resume();
  await expect.poll(() => open.door.snapshot().executions.length).toBe(1);
  expect(client.named("execution")).toEqual([]);
  await killedAndReopened();
  client = await open.client();
  const held = await everythingHeld(client);

  expect(client.named("execution").map(({ values }) => values["orderId"])).toEqual([1]);
  expect(held["reqCompletedOrders"]).toHaveLength(2);
});

test("an order of which only the books heard before the kill is found by its orderRef", async () => {
  open.door.fault({ kind: "drop", at: "afterSend" });
  client.send("placeOrder", { orderId: 1, ...anOrder(low, { orderRef: "intent-77" }) });
  await client.waitForClose();
  await killedAndReopened();
  client = await open.client();
  await everythingHeld(client);

  expect(client.named("openOrder").map(({ values }) => values["orderRef"])).toContain("intent-77");
});

test("the market may begin a little before what the books have seen, and nothing trades twice on it", async () => {
  await aDayOfOrders();
  const before = open.door.snapshot();
  const left = store.copy();
  dropped.push(open);
  store = left;
  open = await aTwsDoor({ paused: true, startAt: afterOpen(120) }, { books: store });
  expect(open.exchange.now).toBeLessThan(before.executions.at(-1)?.at ?? 0);
  client = await open.client();
  open.exchange.resume();
  await expect.poll(() => open.door.snapshot().executions.length).toBeGreaterThan(before.executions.length);

  const [next] = open.door.snapshot().executions.slice(before.executions.length);
  expect(next?.at).toBeGreaterThan(before.executions.at(-1)?.at ?? 0);
});
