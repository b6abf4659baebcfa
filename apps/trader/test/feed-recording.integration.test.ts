import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { RECORD_BYTES, type MarketBatch } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { DEFAULT_DATASETS, openDatabentoFeed, type FeedMessage } from "@smart0dte/feeds/databento";
import { readDbnDay } from "@smart0dte/feeds/dbn-files";
import { openDatabentoDoor, SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { openExchange } from "@smart0dte/simulator/exchange";
import { afterEach, expect, it } from "vitest";

const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const told = (batch: MarketBatch): string =>
  Buffer.from(batch.bytes.subarray(0, batch.count * RECORD_BYTES)).toString("base64");

it("what a feed records of three data sets, broken off once, is cut into the same inputs again", async () => {
  const session = aSession();
  const folder = mkdtempSync(join(tmpdir(), "smart0dte-feed-"));
  endings.push(() => rmSync(folder, { recursive: true }));
  const exchange = openExchange({ seed: 5, session, market: "null", speed: 20, paused: true });
  const door = await openDatabentoDoor({ exchange, key: SIMULATED_KEY, port: 0, log: () => {} });
  endings.push(async () => {
    exchange.close();
    await door.close();
  });
  const inputs: string[] = [];
  const messages: FeedMessage[] = [];
  const feed = openDatabentoFeed(
    {
      session,
      key: SIMULATED_KEY,
      datasets: DEFAULT_DATASETS,
      gateway: { host: "127.0.0.1", port: door.port },
      record: { folder },
      limits: { firstRetryMs: 50 },
    },
    {
      onMessage(message) {
        messages.push(message);
        if (message.kind === "instruments") inputs.push(JSON.stringify(message.listings));
        if (message.kind !== "market") return;
        inputs.push(told(message.batch));
        feed.taken();
      },
    },
  );
  endings.push(() => feed.close());
  await expect.poll(() => messages.some((m) => m.kind === "counts" && m.counts.contracts === 306)).toBe(true);

  exchange.resume();
  await wait(2_000);
  door.fault({ kind: "disconnect" });
  await wait(2_000);
  await feed.close();

  const played: string[] = [];
  for await (const { what } of readDbnDay([join(folder, session.date)], null).events()) {
    if (what.kind === "instruments") played.push(JSON.stringify(what.listings));
    if (what.kind === "market") played.push(told(what.batch));
  }
  expect(messages.some(({ kind }) => kind === "gap")).toBe(true);
  expect(inputs.length).toBeGreaterThan(50);
  expect(played.slice(0, inputs.length)).toEqual(inputs);
});
