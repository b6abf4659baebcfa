import { describe, expect, it } from "vitest";
import { aChainFrame, aHello, anOrderRow } from "../testing/contract-bodies.ts";
import { CandleBook } from "./candle-book.ts";
import { DeskClock } from "./desk-clock.ts";
import { DeskSocket, type Line } from "./desk-socket.ts";
import { createDeskStore } from "./desk-store.ts";

/** A socket on lines that a test holds at their other end. */
function aSocket() {
  const lines: { line: Line; sent: string[] }[] = [];
  const frames: (() => void)[] = [];
  const waits: { run: () => void; ms: number }[] = [];
  const ended: string[] = [];
  const store = createDeskStore();
  const socket = new DeskSocket({
    store,
    clock: new DeskClock({ monotonic: () => 0, wall: () => 0 }),
    candles: new CandleBook(),
    open: () => {
      const sent: string[] = [];
      const line: Line = { send: (text) => sent.push(text), close: () => {}, onmessage: null, onclose: null };
      lines.push({ line, sent });
      return line;
    },
    nextFrame: (run) => frames.push(run),
    later: (run, ms) => waits.push({ run, ms }),
    chance: () => 1,
    onEnded: (reason) => ended.push(reason),
  });
  socket.start();
  const say = (message: unknown, n = lines.length - 1) => {
    lines[n]?.line.onmessage?.({ data: JSON.stringify(message) });
    frames.splice(0).forEach((run) => {
      run();
    });
  };
  const sent = (n = lines.length - 1): unknown[] =>
    (lines[n]?.sent ?? []).map((text): unknown => JSON.parse(text));
  return { socket, store, lines, waits, ended, say, sent };
}

const orders = (seq: number, id: string, type = "change") => ({
  type,
  topic: "orders",
  seq,
  body: { rows: [anOrderRow({ id })] },
});

describe("the line to the desk", () => {
  it("subscribes to nothing before the desk has said what it is, then to all that is wanted", () => {
    const { socket, say, sent } = aSocket();
    socket.want("chain:SPY");
    expect(sent()).toEqual([]);

    say(aHello());

    expect(sent()).toEqual([
      { type: "subscribe", topics: expect.arrayContaining(["risk", "orders", "chain:SPY"]) as unknown },
    ]);
  });

  it("asks again for a list after a hole and loses no row", () => {
    const { store, say, sent } = aSocket();
    say(aHello());
    say(orders(0, "o-1", "snapshot"));
    say(orders(2, "o-3"));
    expect(sent().at(-1)).toEqual({ type: "resync", topic: "orders" });

    say({
      type: "snapshot",
      topic: "orders",
      seq: 2,
      body: { rows: [anOrderRow({ id: "o-1" }), anOrderRow({ id: "o-2" }), anOrderRow({ id: "o-3" })] },
    });

    expect(store.getState().rows.orders?.map(({ id }) => id)).toEqual(["o-1", "o-2", "o-3"]);
  });

  it("keeps a topic that two want until both have left", () => {
    const { socket, say, sent } = aSocket();
    say(aHello());
    const first = socket.want("chain:SPY");
    const second = socket.want("chain:SPY");

    first();
    expect(sent()).not.toContainEqual({ type: "unsubscribe", topics: ["chain:SPY"] });
    second();

    expect(sent()).toContainEqual({ type: "unsubscribe", topics: ["chain:SPY"] });
  });

  it("drops what comes late of a topic that nobody wants any more", () => {
    const { store, socket, say } = aSocket();
    say(aHello());
    socket.want("chain:SPY")();

    say({ type: "snapshot", topic: "chain:SPY", seq: 0, body: aChainFrame(660) });

    expect(store.getState().market.latest["chain:SPY"]).toBeUndefined();
  });

  it("comes back after a cut, waiting longer each time, and hears nothing more from the dead line", () => {
    const { store, lines, waits, say } = aSocket();
    say(aHello());
    lines[0]?.line.onclose?.();
    expect(store.getState().link.status).toBe("waiting");

    waits[0]?.run();
    lines[1]?.line.onclose?.();
    waits[1]?.run();

    expect(waits.map(({ ms }) => ms)).toEqual([500, 1_000]);
    say(aHello({ build: "old line" }), 0);
    expect(store.getState().link.hello?.build).toBe("test");
  });

  it("asks for everything anew on the next line", () => {
    const { store, lines, waits, say } = aSocket();
    say(aHello());
    say(orders(0, "o-1", "snapshot"));
    lines[0]?.line.onclose?.();
    waits[0]?.run();
    say(aHello());

    say(orders(0, "o-9", "snapshot"));

    expect(store.getState().rows.orders?.map(({ id }) => id)).toEqual(["o-9"]);
  });

  it.each(["signedOut", "idle"])("says that the session has ended: %s", (reason) => {
    const { ended, say } = aSocket();

    say({ type: "bye", reason });

    expect(ended).toEqual([reason]);
  });

  it.each(["", "not json", "{}", '{"type":"hello"}', '{"type":"order","topic":"orders"}'])(
    "takes no notice of %j",
    (text) => {
      const { store, lines } = aSocket();
      const before = store.getState();

      lines[0]?.line.onmessage?.({ data: text });

      expect(store.getState()).toEqual(before);
    },
  );
});
