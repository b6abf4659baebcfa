import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ALL_INSTRUMENTS,
  epochMicros,
  MarketBatchWriter,
  RECORD_KINDS,
  usdE4,
  viewOf,
  type EpochMicros,
  type MarketBatch,
} from "@smart0dte/domain";
import { createJournal, readJournal } from "@smart0dte/storage/journal";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { DeskFailure } from "../desk/desk-failure.ts";
import { aRecording, aRun, MORNING } from "../testing/simulated-morning.ts";
import { DeskClock } from "./desk-clock.ts";
import { FeedInbox } from "./feed-inbox.ts";
import { LineBoard } from "./line-board.ts";
import { LinePlay, type LineMessage } from "./line-play.ts";
import { LineTime } from "./line-time.ts";

const { session } = MORNING;
const OPTIONS = "OPRA.PILLAR";
const SPY_LISTED: LineMessage = {
  kind: "instruments",
  listings: [{ number: 0, instrument: { kind: "underlying", ticker: "SPY" } }],
};
const after = (seconds: number): EpochMicros => epochMicros(session.open + seconds * 1_000_000);

describe("what a live line brings", () => {
  const folder = mkdtempSync(join(tmpdir(), "smart0dte-line-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let n = 0;
  let inbox: FeedInbox<LineMessage>;
  let said: string[];
  beforeEach(() => {
    inbox = new FeedInbox();
    said = [];
  });

  const aBatch = (at: EpochMicros): MarketBatch => {
    const writer = new MarketBatchWriter(1);
    const price = (value: number) => ({ price: usdE4(value), size: 1 });
    writer.quote({ instrument: 0, at, how: "quoted" }, price(5_000_000), price(5_000_100));
    return writer.take();
  };
  const market = (seconds: number): LineMessage => ({
    kind: "market",
    batch: aBatch(after(seconds)),
    at: after(seconds),
    receivedAtMs: 0,
  });
  const connection = (state: "streaming" | "failed"): LineMessage => ({
    kind: "connection",
    dataset: OPTIONS,
    state,
    why: state === "failed" ? "Authentication failed." : null,
    sessionId: null,
  });

  const played = async (over: { isTakenOver?: boolean; speed?: number; stopAfterMs?: number } = {}) => {
    const { isTakenOver = false, speed = 1, stopAfterMs } = over;
    n += 1;
    const path = join(folder, `${n}.journal`);
    const journal = createJournal(path);
    const { run, sequencer } = aRecording(aRun(), journal);
    const clock = new DeskClock(run.at, speed);
    const play = new LinePlay({
      session,
      sequencer,
      inbox,
      isTakenOver,
      stop: stopAfterMs === undefined ? new AbortController().signal : AbortSignal.timeout(stopAfterMs),
      feed: { taken: () => void said.push("taken"), timer: () => void said.push("timer") },
      board: new LineBoard([OPTIONS], session.open),
      time: new LineTime(clock, { by: "feed", isKnown: true, end: session.optionClose, limit: null }),
      needed: [OPTIONS],
      onBegun: () => sequencer.put({ kind: "brokerLink", link: { state: "notReady", why: "a test" } }, null),
      onInstruments: () => {},
      onReached: () => {},
      onStreaming: () => void said.push("streaming"),
    });
    const outcome = await play.run();
    await journal.close();
    const inputs = [...readJournal(path)].flatMap((entry) => (entry.kind === "input" ? [entry.input] : []));
    return { outcome, inputs };
  };

  it("becomes inputs in its order and at its time, each batch paid back once it is settled", async () => {
    inbox.put(SPY_LISTED);
    inbox.put(market(1));
    inbox.put(market(2));

    const { outcome, inputs } = await played({ stopAfterMs: 60, speed: 0.001 });

    expect(outcome).toBe("stopped");
    expect(inputs.map(({ what, at }) => [what.kind, at])).toEqual([
      ["brokerLink", after(0)],
      ["instruments", after(0)],
      ["market", after(1)],
      ["market", after(2)],
    ]);
    expect(said).toEqual(["taken", "taken"]);
  });

  it("begins with a gap of all instruments where the run had quotes before", async () => {
    inbox.put(SPY_LISTED);
    inbox.put(market(1));

    const { inputs } = await played({ stopAfterMs: 60, isTakenOver: true });

    const [first, second] = inputs;
    const view = first?.what.kind === "market" ? viewOf(first.what.batch) : expect.unreachable("no batch");
    expect([view.getUint8(0), view.getUint32(4, true)]).toEqual([RECORD_KINDS.gap, ALL_INSTRUMENTS]);
    expect(second?.what.kind, "what follows the broker's state follows it").toBe("brokerLink");
  });

  it("is timers where it is silent, to the session's end without a single record", async () => {
    const { outcome, inputs } = await played({ speed: 3_600 * 20 });

    const kinds = new Set(inputs.slice(1, -1).map(({ what }) => what.kind));
    expect(outcome).toBe("ended");
    expect([...kinds]).toEqual(["timer"]);
    expect(inputs.at(-1)?.what.kind).toBe("end");
    expect(inputs.at(-1)?.at).toBeGreaterThanOrEqual(session.optionClose);
    expect(said.filter((word) => word === "timer")).toHaveLength(inputs.length - 2);
  });

  it("ends a fresh desk with a sentence where a data set that is needed is refused from the start", async () => {
    inbox.put(connection("failed"));

    await expect(played()).rejects.toThrow(DeskFailure);
  });

  it("goes on where it is refused later, or the run may hold something", async () => {
    inbox.put(connection("streaming"));
    inbox.put(connection("failed"));
    expect((await played({ stopAfterMs: 60 })).outcome).toBe("stopped");

    inbox.put(connection("failed"));
    expect((await played({ stopAfterMs: 60, isTakenOver: true })).outcome).toBe("stopped");
    expect(said).toContain("streaming");
  });

  it("ends the desk when its thread has ended", async () => {
    inbox.put({ kind: "failed", why: "out of memory" });

    await expect(played()).rejects.toThrow(/The feed has failed \(out of memory\)/);
  });
});
