import type { DeskServer } from "@smart0dte/bus/memory";
import { epochMicros, type DeskFrame } from "@smart0dte/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aRun } from "../testing/simulated-morning.ts";
import { FramePublisher, type Shown } from "./frame-publisher.ts";

describe("what stands", () => {
  const run = aRun();
  const published: DeskFrame[] = [];
  const server: DeskServer = { publish: (frame) => void published.push(frame), close: () => {} };
  let lasting: Promise<void> | null = null;
  let publisher: FramePublisher;
  const shown = (): Shown => ({
    run,
    lasting,
    deskNow: epochMicros(run.at),
    speed: 1,
    planted: false,
    journalBytes: 0,
    ended: false,
    line: null,
    brokerLine: null,
  });
  const books = (): number => published.filter(({ kind }) => kind === "book").length;

  beforeEach(() => {
    published.length = 0;
    publisher = new FramePublisher(server, shown);
  });
  afterEach(() => publisher.close());

  it("is shown where the disk holds it", async () => {
    lasting = null;

    await expect.poll(books).toBe(1);
  });

  it("is not shown before the disk holds what it came from, nor to one who asks", async () => {
    let written = (): void => {};
    lasting = new Promise((resolve) => (written = resolve));
    const asked = publisher.frames();
    let isAnswered = false;
    void asked.then(() => (isAnswered = true));

    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([books(), isAnswered]).toEqual([0, false]);
    written();

    await expect.poll(books).toBe(1);
    expect((await asked).map(({ kind }) => kind)).toContain("book");
  });

  it("is never shown where the disk does not take it", async () => {
    lasting = Promise.reject(new Error("no room"));

    await expect(publisher.frames()).rejects.toThrow("no room");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(books()).toBe(0);
  });
});
