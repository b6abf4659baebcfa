import { describe, expect, it } from "vitest";
import { PAUSE_MS, PoliteQueue } from "./polite-queue.ts";

describe("what is read aloud politely", () => {
  it("is at most one sentence in five seconds", () => {
    const queue = new PoliteQueue();
    queue.add(["SPY: opened 1x."]);

    expect(queue.take(0)).toBe("SPY: opened 1x.");
    queue.add(["SPY: closed 1x."]);
    expect(queue.take(PAUSE_MS - 1)).toBeNull();
    expect(queue.take(PAUSE_MS)).toBe("SPY: closed 1x.");
  });

  it("is the newest of many, with the count of the others", () => {
    const queue = new PoliteQueue();
    queue.add(["one.", "two."]);
    queue.add(["three."]);

    expect(queue.take(0)).toBe("three. And 2 more, see Alarms and events.");
    expect(queue.take(PAUSE_MS)).toBeNull();
  });
});
