import { encodeRequest, type RawTwsClient, type StrictRecord } from "@smart0dte/simulator/tws-strict";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aTwsDoor, type OpenTwsDoor, type TestOption } from "./tws-door-builder.ts";
import { aPackage, anOrder } from "./tws-door-story.ts";

let open: OpenTwsDoor;
let client: RawTwsClient;
let low: TestOption;
let high: TestOption;

beforeEach(async () => {
  open = await aTwsDoor({ speed: 20 });
  client = await open.client();
  [low, high] = [await open.option(), await open.option(2)];
});
afterEach(async () => open.close());

const NASTY = [
  "",
  "0",
  "-1",
  "1e300",
  "1.7976931348623157E308",
  "2147483647",
  "NaN",
  "Infinity",
  "BUY",
  "BAG",
  "é",
];

test("whatever is sent in whatever field, the gateway answers the next request, in frames that can be read", async () => {
  const contract: StrictRecord = { conId: low.conId, symbol: "SPY", secType: "OPT" };
  const requests: readonly (readonly string[])[] = [
    encodeRequest("placeOrder", { orderId: 1, ...anOrder(low, { lmtPrice: 99 }) }, 193),
    encodeRequest("placeOrder", { orderId: 2, ...aPackage([low, high], { lmtPrice: 1.99 }) }, 193),
    encodeRequest("cancelOrder", { orderId: 1 }, 193),
    encodeRequest("reqMktData", { reqId: 5, ...contract }, 193),
    encodeRequest("reqContractDetails", { reqId: 6, ...contract }, 193),
    encodeRequest("reqExecutions", { reqId: 7 }, 193),
    encodeRequest("reqAccountSummary", { reqId: 8, group: "All", tags: "NetLiquidation" }, 193),
    encodeRequest("reqPnLSingle", { reqId: 9, account: "DU1234567", conId: low.conId }, 193),
  ];
  const change = fc.tuple(fc.nat(130), fc.oneof(fc.constantFrom(...NASTY), fc.string()));
  const frames = fc.sample(
    fc.tuple(fc.constantFrom(...requests), fc.array(change, { maxLength: 3 }), fc.nat(140)),
    { numRuns: 3_000, seed: 6 },
  );
  frames.forEach(([request, changes, length], i) => {
    const fields = [...request];
    for (const [at, text] of changes)
      if (at > 0 && at < fields.length) fields[at] = text.replaceAll("\0", "");
    // most orders are new ones, so that what is wrong with them is reached
    if (fields[0] === "3" && i % 4 > 0) fields[1] = String(i + 10);
    client.sendFields(length < 4 ? fields.slice(0, length + 1) : fields);
  });
  const from = client.messages.length;
  client.send("reqCurrentTime");
  await client.waitFor("currentTime", from);
  client.send("reqCompletedOrders", { apiOnly: false });
  client.send("reqAllOpenOrders");
  await client.waitFor("openOrderEnd", from);

  expect(client.faults.map(({ message }) => message)).toEqual([]);
  expect(open.door.snapshot().executions.length).toBeGreaterThan(0);
});
