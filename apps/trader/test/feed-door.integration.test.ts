import { setTimeout as wait } from "node:timers/promises";
import {
  instrumentKey,
  RECORD_BYTES,
  RECORD_KINDS,
  viewOf,
  type EpochMicros,
  type InstrumentListing,
  type MarketBatch,
} from "@smart0dte/domain";
import { aSession, aSessionStart } from "@smart0dte/domain/testing";
import { DEFAULT_DATASETS, openDatabentoFeed, type FeedMessage } from "@smart0dte/feeds/databento";
import { MarketEngine } from "@smart0dte/market";
import { openDatabentoDoor, SIMULATED_KEY, type DoorFault } from "@smart0dte/simulator/databento-door";
import { openExchange } from "@smart0dte/simulator/exchange";
import type { SimControl } from "@smart0dte/simulator/market";
import { afterEach, describe, expect, it } from "vitest";

const SEED = 42;

/** A desk's view of a market, by instrument key: the same whatever the numbers are. */
class Board {
  readonly engine = new MarketEngine(aSessionStart());
  readonly keys = new Map<number, string>();
  readonly prints = new Map<string, string[]>();
  readonly interest = new Map<string, number>();
  /** Instruments whose quotes a gap has killed and no later quote has renewed. */
  readonly dead = new Set<number>();
  readonly revived: string[] = [];
  gaps = 0;

  list(listings: readonly InstrumentListing[]): void {
    this.engine.list(listings);
    for (const { number, instrument } of listings) this.keys.set(number, instrumentKey(instrument));
  }

  take(batch: MarketBatch, at: EpochMicros): void {
    const view = viewOf(batch);
    for (let base = 0; base < batch.count * RECORD_BYTES; base += RECORD_BYTES) this.#note(view, base);
    this.engine.take(batch, at);
    for (const number of this.dead) {
      const key = this.#key(number);
      if (key !== "VIX" && this.engine.quote(number).fault === null) this.revived.push(key);
    }
  }

  /** Sides, sizes and faults but for age: when they were last confirmed differs by the way they came. */
  quotes(): Record<string, readonly unknown[]> {
    const shown = [...this.keys].map(([number, key]) => {
      const { bid, ask, bidSize, askSize, fault } = this.engine.quote(number);
      // what a gap has killed need not have been handed over
      const sides = fault === "gap" ? [] : [bid, ask, bidSize, askSize];
      return [key, [...sides, fault === "stale" ? null : fault]] as const;
    });
    return Object.fromEntries(shown.filter(([key]) => key !== "VIX"));
  }

  #note(view: DataView, base: number): void {
    const number = view.getUint32(base + 4, true);
    const key = this.#key(number);
    switch (view.getUint8(base)) {
      case RECORD_KINDS.quote:
      case RECORD_KINDS.index:
        this.dead.delete(number);
        return;
      case RECORD_KINDS.gap:
        this.gaps += 1;
        this.dead.add(number);
        return;
      case RECORD_KINDS.openInterest:
        this.interest.set(key, view.getFloat64(base + 32, true));
        return;
      case RECORD_KINDS.trade: {
        const [at, price, size] = [
          view.getFloat64(base + 8, true),
          view.getInt32(base + 16, true),
          view.getInt32(base + 24, true),
        ];
        this.prints.set(key, [...(this.prints.get(key) ?? []), `${at} ${price} ${size}`]);
      }
    }
  }

  #key(number: number): string {
    return this.keys.get(number) ?? `all or unlisted ${number}`;
  }
}

interface Running {
  readonly board: Board;
  readonly messages: FeedMessage[];
  fault(fault: DoorFault): void;
  control(control: SimControl): void;
  resume(): void;
  /** Works no batch off until released. */
  hold(): void;
  release(): void;
  /** Stops the market and waits until the feed has brought everything; resolves with the same market in process. */
  settle(): Promise<Board>;
  close(): Promise<void>;
}

const open: Running[] = [];
afterEach(async () => {
  for (const running of open.splice(0)) await running.close();
});

/** The simulated market behind its door, and a feed whose batches go into a board. It stands at the open. */
async function run({ index = DEFAULT_DATASETS.index, maxPending = 8_192 } = {}): Promise<Running> {
  const session = aSession();
  const exchange = openExchange({ seed: SEED, session, market: "planted", speed: 20, paused: true });
  const door = await openDatabentoDoor({ exchange, key: SIMULATED_KEY, port: 0, log: () => {} });
  const board = new Board();
  const messages: FeedMessage[] = [];
  let isHeld = false;
  let held = 0;
  const feed = openDatabentoFeed(
    {
      session,
      key: SIMULATED_KEY,
      datasets: { ...DEFAULT_DATASETS, index },
      gateway: { host: "127.0.0.1", port: door.port },
      strikesAround: 60,
      maxPending,
      limits: { heartbeatGraceMs: 300, firstRetryMs: 50 },
    },
    {
      onMessage(message) {
        messages.push(message);
        if (message.kind === "instruments") board.list(message.listings);
        if (message.kind !== "market") return;
        board.take(message.batch, message.at);
        if (isHeld) held += 1;
        else feed.taken();
      },
    },
  );
  const running: Running = {
    board,
    messages,
    fault: (fault) => expect(door.fault(fault).ok).toBe(true),
    control: (control) => expect(exchange.control(control, exchange.now).ok).toBe(true),
    resume: () => exchange.resume(),
    hold: () => void (isHeld = true),
    release() {
      isHeld = false;
      for (; held > 0; held -= 1) feed.taken();
    },
    async settle() {
      exchange.pause();
      let count = -1;
      while (count !== messages.filter(({ kind }) => kind === "market").length) {
        count = messages.filter(({ kind }) => kind === "market").length;
        await wait(300);
      }
      const reference = new Board();
      reference.list(exchange.listings);
      reference.take(exchange.again().advance(exchange.now), exchange.now);
      return reference;
    },
    async close() {
      await feed.close();
      exchange.close();
      await door.close();
    },
  };
  open.push(running);
  const contracts = (): number => lastCounts(messages)?.contracts ?? 0;
  await expect.poll(contracts).toBe(306);
  return running;
}

const lastCounts = (messages: readonly FeedMessage[]) =>
  messages.flatMap((message) => (message.kind === "counts" ? [message.counts] : [])).at(-1);
const followsAll = (messages: readonly FeedMessage[]) => lastCounts(messages)?.followed === 306;

describe("a market that comes through the door and the feed", () => {
  it("has the same last quotes, prints and open interest as in process", async () => {
    const running = await run();
    const { board, messages } = running;

    running.resume();
    await expect.poll(() => followsAll(messages)).toBe(true);
    await wait(3_000);
    const reference = await running.settle();

    expect(board.quotes()).toEqual(reference.quotes());
    expect(board.prints).toEqual(reference.prints);
    expect(board.interest).toEqual(reference.interest);
    expect(board.engine.vix().level).toBe(reference.engine.vix().level);
    expect(board.prints.size).toBeGreaterThan(20);
    expect(lastCounts(messages)).toMatchObject({
      openInterestDiffers: 0,
      contradictoryDefinitions: 0,
      unknownInstrument: 0,
      unknownSymbols: 0,
    });
  });

  it("shows halts, gaps and bad quotes of the market as in process", async () => {
    const running = await run();
    const { board, messages } = running;
    running.resume();
    await expect.poll(() => followsAll(messages)).toBe(true);

    running.control({ kind: "halt", ticker: "QQQ" });
    running.control({ kind: "gap", ticker: "IWM" });
    running.control({ kind: "bad", instrument: 30 });
    running.control({ kind: "noBid", instrument: 31 });
    await wait(1_500);
    const reference = await running.settle();

    expect(board.quotes()).toEqual(reference.quotes());
    const faults = Object.values(board.quotes()).map((quote) => quote.at(-1));
    expect(new Set(faults)).toEqual(new Set([null, "halted", "gap", "bad"]));
  });

  it("goes on without the VIX where the account has none, and says so", async () => {
    const running = await run({ index: "DBIX.NONE" });
    const { board, messages } = running;

    running.resume();
    await expect.poll(() => board.prints.size).toBeGreaterThan(5);

    const told = messages.filter(
      (message) => message.kind === "connection" && message.dataset === "DBIX.NONE",
    );
    expect(told.at(-1)).toMatchObject({ state: "failed", why: expect.stringMatching(/./) });
    expect(board.engine.vix().level).toBeNull();
  });
});

describe("a break of the feed", () => {
  it.each([
    ["disconnect", { kind: "disconnect" }, "disconnected"],
    ["a silence beyond the heartbeat", { kind: "stall", seconds: 8 }, "heartbeatLost"],
    ["records that a slow reader lost", { kind: "skip", seconds: 20 }, "skipped"],
    ["an unreadable record", { kind: "corrupt" }, "corrupt"],
  ] as const)(
    "(%s) kills every quote until a later one, and then all is as in process",
    async (_, fault, cause) => {
      const running = await run();
      const { board, messages } = running;
      running.resume();
      await expect.poll(() => followsAll(messages)).toBe(true);

      running.fault(fault);
      await expect.poll(() => board.gaps, { timeout: 20_000 }).toBeGreaterThan(306);
      await expect.poll(() => board.dead.size, { timeout: 20_000 }).toBe(0);
      await wait(1_000);
      const reference = await running.settle();

      expect(board.revived).toEqual([]);
      expect(messages.some((message) => message.kind === "gap" && message.cause === cause)).toBe(true);
      expect(board.quotes()).toEqual(reference.quotes());
      expect(board.interest).toEqual(reference.interest);
      expect(sorted(board.prints)).toEqual(sorted(reference.prints));
    },
  );

  it("leaves a desk that falls behind with newest quotes and every print", async () => {
    const running = await run({ maxPending: 200 });
    const { board, messages } = running;
    running.resume();
    await expect.poll(() => followsAll(messages)).toBe(true);

    running.hold();
    await wait(3_000);
    running.release();
    const reference = await running.settle();

    expect(lastCounts(messages)?.conflated).toBeGreaterThan(100);
    expect(board.quotes()).toEqual(reference.quotes());
    expect(board.prints).toEqual(reference.prints);
  });
});

/** Prints that a replay brought after a break stand behind those of other times. */
const sorted = (prints: ReadonlyMap<string, readonly string[]>) =>
  [...prints].map(([key, list]) => [key, [...list].sort()] as const).sort(([a], [b]) => a.localeCompare(b));
