import { epochMicros } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { LineMoments } from "./line-moments.ts";

/** Desk time runs sixty times as fast as the machine's clock. */
const deskAt = (monotonic: number) => epochMicros(1_000_000 + Math.round(monotonic * 60_000));
const ready = (heardAt: number) => ({ state: "ready", since: 10, beat: { heardAt, askedAt: null } }) as const;
const waiting = { state: "backingOff", since: 20, until: 50, attempt: 1, why: "closed" } as const;

describe("the moments of a line", () => {
  it("begin with the run, before anything was connected", () => {
    const moments = new LineMoments(epochMicros(7), deskAt);

    expect(moments.of({ state: "disconnected" })).toEqual({ since: 7, until: null, heardAt: null });
  });

  it("are desk times of the session's own", () => {
    const moments = new LineMoments(epochMicros(7), deskAt);

    expect(moments.of(ready(15))).toEqual({ since: deskAt(10), until: null, heardAt: deskAt(15) });
    expect(moments.of(waiting)).toEqual({ since: deskAt(20), until: deskAt(50), heardAt: null });
  });

  it("stay the same object while nothing new is to be seen, signs of life within a second included", () => {
    const moments = new LineMoments(epochMicros(7), deskAt);
    const first = moments.of(ready(15));

    expect(moments.of(ready(1_014))).toBe(first);
    expect(moments.of(ready(1_015))).toMatchObject({ since: deskAt(10), heardAt: deskAt(1_015) });
  });

  it("wait for nothing once the connection is let go of, which is now", () => {
    const moments = new LineMoments(epochMicros(7), deskAt);
    moments.of(waiting);
    const { since, until } = moments.of({ state: "disconnected" });

    expect(until).toBeNull();
    expect(since).toBeGreaterThan(deskAt(50));
  });
});
