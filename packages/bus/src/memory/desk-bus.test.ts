import { setImmediate as turn } from "node:timers/promises";
import { MessageChannel } from "node:worker_threads";
import {
  epochMicros,
  usdE4,
  type Bar,
  type DeskFrame,
  type DeskReply,
  type DeskRequest,
} from "@smart0dte/domain";
import { aSignal, minute } from "@smart0dte/domain/testing";
import { afterEach, describe, expect, it } from "vitest";
import { connectDesk, READER_WINDOW, serveDesk } from "./index.ts";

const beat = (seq: number): DeskFrame => ({
  kind: "beat",
  deskNow: epochMicros(seq),
  speed: 1,
  seq,
  phase: "open",
  loopDelayMs: 0,
  journalBytes: 0,
});
const decisions = (seq: number): DeskFrame => ({ kind: "decisions", seq, decisions: [aSignal()] });
const bar = (instrument: number, close: number): Bar => ({
  instrument,
  start: minute(0),
  open: usdE4(1),
  high: usdE4(9),
  low: usdE4(1),
  close: usdE4(close),
  volume: null,
  how: "quoted",
  closed: false,
});
const DONE: DeskReply = { kind: "done", seq: 1, at: minute(1) };

describe("the desk's bus", () => {
  const open: (() => void)[] = [];
  afterEach(() => {
    for (const close of open.splice(0)) close();
  });

  const aBus = (onRequest: (request: DeskRequest) => Promise<DeskReply> = () => Promise.resolve(DONE)) => {
    const { port1, port2 } = new MessageChannel();
    const server = serveDesk(port1, { onRequest });
    const client = connectDesk(port2);
    const heard: DeskFrame[] = [];
    open.push(() => {
      server.close();
      client.close();
    });
    return { server, client, heard, listen: () => client.onFrame((frame) => heard.push(frame)) };
  };
  const seqs = (heard: readonly DeskFrame[], kind: "beat" | "decisions"): readonly number[] =>
    heard.flatMap((frame) => (frame.kind === kind && "seq" in frame ? [frame.seq] : []));

  it("keeps frames until somebody listens", async () => {
    const { server, heard, listen } = aBus();

    server.publish(decisions(1));
    await turn();
    listen();

    await expect.poll(() => seqs(heard, "decisions")).toEqual([1]);
  });

  it("conflates newest-wins frames of a reader that lags, the last one always arrives", async () => {
    const { server, heard, listen } = aBus();
    listen();

    for (let n = 1; n <= 10_000; n += 1) server.publish(beat(n));

    await expect.poll(() => seqs(heard, "beat").at(-1)).toBe(10_000);
    expect(seqs(heard, "beat")).toHaveLength(READER_WINDOW + 1);
  });

  it("never drops or reorders a decision, however far the reader lags", async () => {
    const { server, heard, listen } = aBus();
    listen();

    for (let n = 1; n <= 5_000; n += 1) {
      server.publish(beat(n));
      server.publish(decisions(n));
    }

    await expect.poll(() => seqs(heard, "decisions").at(-1)).toBe(5_000);
    expect(seqs(heard, "decisions")).toEqual(Array.from({ length: 5_000 }, (_, n) => n + 1));
  });

  it("merges the candles of a reader that lags: the newest of each candle arrives", async () => {
    const { server, heard, listen } = aBus();
    listen();

    for (let n = 1; n <= 500; n += 1) server.publish({ kind: "bars", bars: [bar(n % 2, n)] });

    const last = (instrument: number): number | undefined =>
      heard
        .flatMap((frame) => (frame.kind === "bars" ? frame.bars : []))
        .findLast((one) => one.instrument === instrument)?.close;
    await expect.poll(() => [last(0), last(1)]).toEqual([500, 499]);
    expect(heard.length).toBeLessThan(100);
  });

  it("keeps publishing without waiting while the reader does nothing at all", () => {
    const { port1 } = new MessageChannel();
    const server = serveDesk(port1, { onRequest: () => Promise.resolve(DONE) });

    for (let n = 1; n <= 1_000; n += 1) server.publish(beat(n));
    server.close();

    expect(() => server.publish(beat(1_001))).not.toThrow();
  });

  it("answers each request once, whatever the order of the answers", async () => {
    const waiting: ((reply: DeskReply) => void)[] = [];
    const { client } = aBus(() => new Promise((resolve) => waiting.push(resolve)));
    const first = client.request({ kind: "speed", speed: 1 }, 1_000);
    const second = client.request({ kind: "speed", speed: 2 }, 1_000);
    await expect.poll(() => waiting.length).toBe(2);

    waiting[1]?.({ ...DONE, seq: 2 });
    waiting[0]?.({ ...DONE, seq: 1 });

    expect(await Promise.all([first, second])).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  });

  it("says noAnswer after the time that was given, and drops an answer that comes later", async () => {
    let answer: (reply: DeskReply) => void = () => {};
    const { client } = aBus(() => new Promise((resolve) => (answer = resolve)));

    expect(await client.request({ kind: "snapshot" }, 20)).toBe("noAnswer");
    answer(DONE);
    await turn();

    expect(await client.request({ kind: "snapshot" }, 20)).toBe("noAnswer");
  });

  it("says noAnswer at once when the desk's end closes", async () => {
    const { client, server } = aBus(() => new Promise(() => {}));
    const asked = client.request({ kind: "snapshot" }, 60_000);

    server.close();

    expect(await asked).toBe("noAnswer");
    expect(await client.request({ kind: "snapshot" }, 60_000)).toBe("noAnswer");
  });
});
