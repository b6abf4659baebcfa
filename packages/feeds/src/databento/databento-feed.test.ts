import { createServer } from "node:net";
import { ALL_INSTRUMENTS } from "@smart0dte/domain";
import { aSession, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { lastWords, openDatabentoFeed } from "./databento-feed.ts";
import { DEFAULT_DATASETS, type FeedMessage, type FeedOptions } from "./feed-messages.ts";
import { readBatch } from "./testing/read-batch.ts";

/** A feed whose gateway is a port of this machine at which nobody listens. */
async function aFeed(over: Partial<FeedOptions> = {}) {
  const messages: FeedMessage[] = [];
  const gateway = { host: "127.0.0.1", port: await aFreePort() };
  const feed = openDatabentoFeed(
    { session: aSession(), key: "k".repeat(32), datasets: DEFAULT_DATASETS, gateway, ...over },
    { onMessage: (message) => messages.push(message) },
  );
  const ended = () => messages.at(-1);
  return { feed, messages, ended };
}

async function aFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("the feed's thread", () => {
  it("waits for gateways that do not answer, says so of each, and ends when it is closed", async () => {
    const { feed, messages } = await aFeed();
    const waiting = () =>
      messages.flatMap((message) =>
        message.kind === "connection" && message.state === "waiting" ? [message.dataset] : [],
      );

    await expect.poll(() => new Set(waiting()).size).toBe(3);
    await feed.close();

    expect(messages.some(({ kind }) => kind === "failed")).toBe(false);
  });

  it("goes without an index where none is named", async () => {
    const { feed, messages } = await aFeed({ datasets: { ...DEFAULT_DATASETS, index: null } });

    await expect.poll(() => messages.some(({ kind }) => kind === "counts")).toBe(true);
    await feed.close();

    const datasets = messages.flatMap((message) => (message.kind === "connection" ? [message.dataset] : []));
    expect(new Set(datasets)).toEqual(new Set(["OPRA.PILLAR", "EQUS.MINI"]));
  });

  it("says why it ends where it cannot begin, and never shows the key", async () => {
    const { feed, ended } = await aFeed({ key: "a-key-that-is-too-short" });

    await expect.poll(ended).toMatchObject({ kind: "failed" });
    expect(JSON.stringify(ended())).not.toContain("a-key-that");
    await feed.close();
  });
});

describe("a thread that broke", () => {
  it("leaves no quote that could be traded on", () => {
    const [first, second] = lastWords(minute(5), "it broke");

    expect(first?.kind === "market" && readBatch(first.batch)).toMatchObject([
      { kind: "gap", number: ALL_INSTRUMENTS, at: 300_000_000 },
    ]);
    expect(second).toEqual({ kind: "failed", why: "it broke" });
  });

  it("has nothing to take back before it quoted anything", () => {
    expect(lastWords(null, "it broke")).toEqual([{ kind: "failed", why: "it broke" }]);
  });
});
