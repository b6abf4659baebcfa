import { MICROS_PER_SECOND, RECORD_BYTES, RECORD_KINDS, viewOf } from "@smart0dte/domain";
import type { Exchange } from "@smart0dte/simulator/exchange";
import { afterEach, expect, test } from "vitest";
import { numberIn, type RawTwsClient, type StrictMessage } from "@smart0dte/simulator/tws-strict";
import { aTwsDoor, type OpenTwsDoor } from "./tws-door-builder.ts";

let open: OpenTwsDoor | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const tick = (client: RawTwsClient, name: "tickPrice" | "tickOptionComputation", type: number) =>
  client.waitFor(
    (it: StrictMessage) =>
      String(it.name).endsWith(name === "tickPrice" ? "tickPrice" : "optionComputation") &&
      it.values["tickType"] === type,
  );

test("quotes are those of the exchange, and greeks are computed from them", async () => {
  open = await aTwsDoor({ paused: true });
  const client = await open.client();
  const option = await open.option();
  client.send("reqMktData", { reqId: 1, symbol: "SPY", secType: "STK", exchange: "SMART", currency: "USD" });
  client.send("reqMktData", { reqId: 2, conId: option.conId });
  const bid = await client.waitFor(
    (it) => it.name === "tickPrice" && it.values["reqId"] === 2 && it.values["tickType"] === 1,
  );
  const model = await tick(client, "tickOptionComputation", 13);
  await tick(client, "tickOptionComputation", 10);

  expect(numberIn(bid.values, "price")).toBe(lastBidOf(open.exchange, option.instrument));
  expect(numberIn(model.values, "delta")).toBeGreaterThan(0.3);
  expect(numberIn(model.values, "delta")).toBeLessThan(0.7);
  expect(numberIn(model.values, "gamma")).toBeGreaterThan(0);
  expect(numberIn(model.values, "theta")).toBeLessThan(0);
  expect(numberIn(model.values, "impliedVol")).toBeGreaterThan(0.05);
});

/** Dollars; what the exchange itself has shown last. */
function lastBidOf(exchange: Exchange, instrument: number): number {
  const batch = exchange.again().advance(exchange.now);
  const view = viewOf(batch);
  let bid = 0;
  for (let at = 0; at < batch.count * RECORD_BYTES; at += RECORD_BYTES)
    if (view.getUint8(at) === RECORD_KINDS.quote && view.getUint32(at + 4, true) === instrument)
      bid = view.getInt32(at + 16, true);
  return bid / 10_000;
}

test("ticks are conflated: however fast the desk runs, a line tells few a second and ends with the newest", async () => {
  open = await aTwsDoor({ speed: 60 });
  const client = await open.client();
  const option = await open.option();
  client.send("reqMktData", { reqId: 2, conId: option.conId });
  const [from, began] = [open.exchange.now, performance.now()];
  while (open.exchange.now < from + 60 * MICROS_PER_SECOND) await new Promise((done) => setTimeout(done, 10));
  open.exchange.pause();
  await new Promise((done) => setTimeout(done, 400));

  const bids = client.named("tickPrice").filter(({ values }) => values["tickType"] === 1);
  expect(bids.length).toBeGreaterThan(1);
  // four looks a second of the wall, however long a busy machine takes for the minute
  expect(bids.length).toBeLessThan((performance.now() - began) / 250 + 2);
});

test("a side without anybody is -1 with size 0", async () => {
  open = await aTwsDoor({ paused: true });
  const { exchange } = open;
  const client = await open.client();
  const option = await open.option();
  client.send("reqMktData", { reqId: 2, conId: option.conId });
  await client.waitFor("tickPrice");
  exchange.control({ kind: "noBid", instrument: option.instrument }, exchange.now);
  const from = client.messages.length;
  exchange.resume();
  const told = await client.waitFor(
    (it) => it.name === "tickPrice" && it.values["tickType"] === 1 && it.values["price"] === -1,
    from,
  );
  expect(told.values["size"]).toBe(0);
});
