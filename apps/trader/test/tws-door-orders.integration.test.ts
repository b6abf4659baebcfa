import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  numberIn,
  rowsIn,
  textIn,
  type RawTwsClient,
  type StrictRecord,
} from "@smart0dte/simulator/tws-strict";
import { aTwsDoor, afterOpen, type OpenTwsDoor, type TestOption } from "./tws-door-builder.ts";
import { aPackage, anOrder, orderStory } from "./tws-door-story.ts";

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

const place = (orderId: number, order: StrictRecord): void =>
  client.send("placeOrder", { orderId, ...order });
const error = (code: number, id = 1) =>
  client.waitFor((it) => it.name === "error" && it.values["errorCode"] === code && it.values["id"] === id);
const status = (text: string, id = 1) =>
  client.waitFor(
    (it) => it.name === "orderStatus" && it.values["status"] === text && it.values["orderId"] === id,
  );
const story = (): readonly string[] => orderStory(client);
/** The story with repetitions left out. */
const outline = (): readonly string[] => story().filter((line, i, all) => !all.slice(0, i).includes(line));

describe("an order", () => {
  test("is told as openOrder then orderStatus, PreSubmitted two or three times, then Submitted", async () => {
    place(1, anOrder(low));
    await status("Submitted");

    const early = story().filter((line) => line.includes("PreSubmitted"));
    expect([4, 6]).toContain(early.length);
    expect(story().slice(0, 2)).toEqual(["open PreSubmitted 1", "status PreSubmitted 1"]);
    expect(story().slice(-2)).toEqual(["open Submitted 1", "status Submitted 1"]);
  });

  test("cancelled is PendingCancel twice, Cancelled as a status alone, then 202; a package skips the first", async () => {
    place(1, anOrder(low));
    place(2, aPackage([low, high]));
    client.send("cancelOrder", { orderId: 1 });
    client.send("cancelOrder", { orderId: 2 });
    await error(202, 2);

    const at = story().indexOf("open PendingCancel 1");
    expect(story().slice(at)).toEqual([
      "open PendingCancel 1",
      "status PendingCancel 1",
      "open PendingCancel 1",
      "status PendingCancel 1",
      "status Cancelled 1",
      "error 202 1",
      "status Cancelled 2",
      "error 202 2",
    ]);
  });

  test("never fills on the market that it came in on, and fills on the next look at its executable side", async () => {
    place(1, anOrder(low, { lmtPrice: 99 }));
    await status("Submitted");
    expect(open.door.snapshot().executions).toEqual([]);
    open.exchange.resume();
    await status("Filled");

    const [fill] = open.door.snapshot().executions;
    expect(fill?.price).toBeLessThan(990_000);
    expect(story().slice(-6)).toEqual([
      "execution OPT 1",
      "open Filled 1",
      "status Filled 1",
      "open Filled 1",
      "status Filled 1",
      "commission",
    ]);
  });

  test("before the open is warned of with 399 first and works from the open on", async () => {
    await open.close();
    open = await aTwsDoor({ paused: true, startAt: afterOpen(-1), speed: 60 });
    client = await open.client();
    place(1, anOrder(low));
    await status("PreSubmitted");
    expect(story()[0]).toBe("error 399 1");
    open.exchange.resume();
    await status("Submitted");
  });

  test("ends at the close with 202, and nothing fills in an expiring contract after it", async () => {
    await open.close();
    open = await aTwsDoor({ startAt: afterOpen(6.5 * 3_600 - 2), speed: 60, paused: true });
    client = await open.client();
    place(1, anOrder(low));
    await status("Submitted");
    open.exchange.resume();
    await error(202);
    place(2, anOrder(low, { lmtPrice: 99 }));
    await error(201, 2);
    expect(open.door.snapshot().executions).toEqual([]);
  });

  test("with a blank tif is told so by 10349 and lives", async () => {
    place(1, anOrder(low, { tif: "" }));
    await status("Submitted");
    expect(story()[0]).toBe("error 10349 1");
  });

  test("changed keeps its id and fills at its new price", async () => {
    place(1, anOrder(low));
    place(1, anOrder(low, { lmtPrice: 99 }));
    open.exchange.resume();
    await status("Filled");
    client.send("placeOrder", { orderId: 1, ...anOrder(low) });
    await error(104);
  });
});

test("executions are told again by client, with commissions for what has one", async () => {
  place(1, aPackage([low, high], { lmtPrice: 1.99 }));
  open.exchange.resume();
  await status("Filled");
  for (const [reqId, clientId] of [
    [8, 0],
    [9, 99],
  ] as const) {
    const from = client.messages.length;
    client.send("reqExecutions", { reqId, clientId });
    await client.waitFor("executionEnd", from);
    const told = client.messages.slice(from).map(({ name }) => name);
    expect(told.filter((name) => name === "execution")).toHaveLength(clientId === 0 ? 3 : 0);
    expect(told.filter((name) => name === "commissionReport")).toHaveLength(clientId === 0 ? 2 : 0);
  }
});

describe("a package", () => {
  test("fills as the gateway tells it: the package, its order, each leg, then the legs' commissions", async () => {
    place(1, aPackage([low, high], { lmtPrice: 1.99, totalQuantity: 2 }));
    open.exchange.resume();
    await client.waitFor("commissionReport");
    await client.waitFor(() => client.named("commissionReport").length === 2);

    const at = story().indexOf("execution BAG 1");
    expect(story().slice(at)).toEqual([
      "execution BAG 1",
      "open Filled 1",
      "status Filled 1",
      "execution OPT 1",
      "open Filled 1",
      "status Filled 1",
      "execution OPT 1",
      "open Filled 1",
      "status Filled 1",
      "open Filled 1",
      "status Filled 1",
      "commission",
      "open Filled 1",
      "status Filled 1",
      "commission",
    ]);
    const [bag, bought, sold] = client.named("execution").map(({ values }) => values);
    if (bag === undefined || bought === undefined || sold === undefined) throw new Error("no executions");
    expect(numberIn(bag, "price")).toBeCloseTo(numberIn(bought, "price") - numberIn(sold, "price"), 10);
    expect([bag["conId"], bag["tradingClass"], bag["localSymbol"]]).toEqual([28812380, "COMB", "SPY"]);
    expect(textIn(bag, "execId")).toMatch(/^[0-9a-f]{8}\.[0-9a-f]{8}\.01\.01$/);
    expect(client.named("commissionReport").map(({ values }) => values["realizedPNL"])).toEqual([null, null]);
  });

  test("waits while its executable price is worse than its limit", async () => {
    place(1, aPackage([low, high], { lmtPrice: 0.01 }));
    open.exchange.resume();
    const from = open.exchange.now;
    await client.waitFor("openOrder");
    while (open.exchange.now < from + 5_000_000) await new Promise((done) => setTimeout(done, 20));
    expect(open.door.snapshot().executions).toEqual([]);
  });

  test("tells its legs in openOrder", async () => {
    place(1, aPackage([low, high]));
    const told = await client.waitFor("openOrder");
    expect(rowsIn(told.values, "comboLegs").map((leg) => [leg["conId"], leg["action"]])).toEqual([
      [low.conId, "BUY"],
      [high.conId, "SELL"],
    ]);
  });
});

describe("a bracket", () => {
  const bracket = (): void => {
    place(1, anOrder(low, { lmtPrice: 99, transmit: false }));
    place(2, anOrder(low, { action: "SELL", lmtPrice: 60, parentId: 1, transmit: false }));
    place(3, anOrder(low, { action: "SELL", orderType: "STP", lmtPrice: null, auxPrice: 0.01, parentId: 1 }));
  };

  test("is silent until its last transmit; its exits wait for the entry and then form one group", async () => {
    place(1, anOrder(low, { lmtPrice: 99, transmit: false }));
    client.send("reqCurrentTime");
    await client.waitFor("currentTime");
    expect(story()).toEqual([]);
    bracket();
    await status("PreSubmitted", 3);
    expect(client.named("orderStatus").map(({ values }) => values["whyHeld"])).toContain("child,trigger");
    open.exchange.resume();
    await status("Submitted", 2);

    const exits = client.named("openOrder").filter(({ values }) => values["parentId"] === 1);
    const parent = client.named("openOrder").find(({ values }) => values["orderId"] === 1);
    expect(new Set(exits.map(({ values }) => values["ocaGroup"]))).toEqual(
      new Set([String(parent?.values["permId"])]),
    );
    place(2, anOrder(low, { action: "SELL", lmtPrice: 0.01, parentId: 1 }));
    await error(202, 3);
    expect(open.door.snapshot().positions.map(({ quantity }) => quantity)).toEqual([0]);
  });

  test("cancelled at its parent ends its children, each with its own 202", async () => {
    bracket();
    await status("PreSubmitted", 3);
    client.send("cancelOrder", { orderId: 1 });
    await error(202, 3);
    expect(outline().slice(-6)).toEqual([
      "status Cancelled 1",
      "error 202 1",
      "status Cancelled 2",
      "error 202 2",
      "status Cancelled 3",
      "error 202 3",
    ]);
  });
});

describe("a group", () => {
  test("of type 1 is cancelled with any of its members, the others first", async () => {
    place(1, anOrder(low, { ocaGroup: "g", ocaType: 1 }));
    place(2, anOrder(low, { ocaGroup: "g", ocaType: 1, lmtPrice: 0.02 }));
    client.send("cancelOrder", { orderId: 1 });
    await error(202, 1);
    expect(outline().slice(-4)).toEqual([
      "status Cancelled 2",
      "error 202 2",
      "status Cancelled 1",
      "error 202 1",
    ]);
  });

  test("of type 3 is reduced by what a member fills", async () => {
    place(1, anOrder(low, { ocaGroup: "g", ocaType: 3, totalQuantity: 5 }));
    place(2, anOrder(low, { ocaGroup: "g", ocaType: 3, lmtPrice: 99, totalQuantity: 2 }));
    open.exchange.resume();
    await status("Filled", 2);
    const first = await client.waitFor(
      (it) => it.name === "orderStatus" && it.values["orderId"] === 1 && it.values["remaining"] === 3,
    );
    expect(first.values["status"]).toBe("Submitted");
  });
});
