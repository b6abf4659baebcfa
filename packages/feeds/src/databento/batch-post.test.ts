import { aSession } from "@smart0dte/domain/testing";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { BatchPost } from "./batch-post.ts";
import type { FeedMessage } from "./feed-messages.ts";
import type { MarketTranslator } from "./market-translator.ts";
import { aQuoteRecord, aTradeRecord, feed } from "./testing/builders-record.ts";
import { aTranslator } from "./testing/builders-translator.ts";
import { readBatch, type ReadRecord } from "./testing/read-batch.ts";

function aPost(translator: MarketTranslator = aTranslator()) {
  const messages: FeedMessage[] = [];
  const clock = { now: 1_000 };
  const post = new BatchPost({
    translator,
    recorder: null,
    tell: (message) => messages.push(message),
    now: () => clock.now,
    openAt: aSession().open,
  });
  const batches = (): ReadRecord[][] =>
    messages.flatMap((message) => (message.kind === "market" ? [readBatch(message.batch)] : []));
  const bring = (record: Uint8Array): void => {
    feed(translator, [record]);
    clock.now += 10;
    post.arrived();
  };
  return { post, messages, batches, bring, clock };
}

describe("batches on their way to the desk", () => {
  it("follow the instruments that they are about", () => {
    const { messages, bring } = aPost();

    bring(aQuoteRecord());
    bring(aQuoteRecord({ at: 2_000_000 }));

    expect(messages.map(({ kind }) => kind)).toEqual(["instruments", "market", "market"]);
  });

  it("are at most four; then trades gather, and quotes are conflated where they are too many", () => {
    const translator = aTranslator({ maxPending: 10 });
    const { post, batches, bring } = aPost(translator);

    for (let i = 0; i < 200; i += 1) bring(aQuoteRecord({ at: 1_000_000 + i, bidSize: i + 1 }));
    bring(aTradeRecord({ at: 1_000_300 }));

    expect(batches()).toHaveLength(4);
    post.taken();
    post.post();
    const last = batches().at(-1) ?? [];
    expect(batches()).toHaveLength(5);
    expect(last.filter(({ kind }) => kind === "trade")).toHaveLength(1);
    expect(last.filter(({ kind }) => kind === "quote").at(-1)).toMatchObject({ c: 200 });
    expect(last.length + translator.counts.conflated).toBe(197);
    post.close();
  });

  it("go on by themselves when the desk has worked one off", async () => {
    const { post, batches, bring } = aPost();
    for (let i = 0; i < 5; i += 1) bring(aQuoteRecord({ at: 1_000_000 + i }));

    post.taken();

    await expect.poll(() => batches().length).toBe(5);
    post.close();
  });

  it("gather what comes within a few milliseconds", async () => {
    const { post, batches, bring, clock } = aPost();
    bring(aQuoteRecord());
    clock.now -= 10;

    bring(aQuoteRecord({ at: 1_000_001 }));
    clock.now -= 10;
    bring(aQuoteRecord({ at: 1_000_002 }));

    expect(batches()).toHaveLength(1);
    await wait(20);
    expect(batches().map(({ length }) => length)).toEqual([1, 2]);
    post.close();
  });
});
