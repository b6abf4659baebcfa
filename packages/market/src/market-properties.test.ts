import { FLAG_BAD, isTwoSided, type EpochMicros, type QuoteView } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MarketEngine } from "./market-engine.ts";
import { later, option, QQQ, SPY, strikesAround, TrialMarket, VIX } from "./testing/trial-market.ts";

const LIMIT = 5_000_000;
const INSTRUMENTS = [
  SPY,
  ...strikesAround(660, 4).flatMap((strike) => [option(strike, "C"), option(strike, "P")]),
];

const cents = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 400 }).map((price) => price / 100),
);
const instrument = fc.constantFrom(...INSTRUMENTS);
/** Seconds of a record's stamp after the input's own time; NaN is none. */
const lag = fc.oneof(fc.constant(0), fc.double({ min: -8, max: 1, noNaN: true }), fc.constant(Number.NaN));
const quoted = fc.record({
  kind: fc.constant("quote" as const),
  instrument,
  sides: fc.tuple(cents, cents),
  lag,
  flags: fc.constantFrom(0, 0, 0, 0, FLAG_BAD),
});
const happening = fc.oneof(
  { weight: 6, arbitrary: quoted },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("chain" as const),
      forward: fc.double({ min: 655, max: 665, noNaN: true }),
      lag,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("trade" as const),
      instrument,
      price: fc.double({ min: -1, max: 700, noNaN: true }),
      lag,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("gap" as const), instrument, lag }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("status" as const), instrument, lag, halted: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("vix" as const),
      level: fc.double({ min: -1, max: 80, noNaN: true }),
      lag,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("interest" as const),
      instrument,
      count: fc.constantFrom(Number.NaN, -1, 0, 12),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer Made> ? Made : never;
const inputs = fc.array(
  fc.record({
    seconds: fc.double({ min: 0, max: 4, noNaN: true }),
    records: fc.array(happening, { maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 30 },
);
/** Minutes of the first input: early, midday, and about the close. */
const begins = fc.constantFrom(-0.5, 60, 389.5, 404);

/** What a reader of the records knows of an instrument without any rule of the book. */
interface Known {
  bid: number;
  ask: number;
  isBad: boolean;
  isDead: boolean;
}

class Naive {
  readonly known = new Map<number, Known>();
  readonly halted = new Set<number>();
  /** Mids of option records that could be a market at all. */
  readonly mids = new Set<number>();

  take(happened: Happening): void {
    if (happened.kind === "quote") {
      const [bid, ask] = happened.sides.map((price) => Math.round((price ?? 0) * 10_000)) as [number, number];
      const isBad = happened.flags !== 0;
      this.known.set(happened.instrument, { bid, ask, isBad, isDead: false });
      if (ask > 0 && bid <= ask && !isBad) this.mids.add(Math.floor((bid + ask) / 2));
    }
    const known = "instrument" in happened ? this.known.get(happened.instrument) : undefined;
    if (happened.kind === "gap" && known !== undefined) known.isDead = true;
    if (happened.kind === "status") {
      if (happened.halted) this.halted.add(happened.instrument);
      else this.halted.delete(happened.instrument);
    }
  }
}

function record(market: TrialMarket, happened: Happening, now: EpochMicros): void {
  const at =
    "lag" in happened
      ? Number.isNaN(happened.lag)
        ? (Number.NaN as EpochMicros)
        : later(now, happened.lag)
      : now;
  switch (happened.kind) {
    case "quote":
      market.quote(happened.instrument, happened.sides, { at, flags: happened.flags });
      return;
    case "chain": {
      // prices are of the input's time, wherever their stamp stands
      const priced = Math.min(now, minute(389.99)) as EpochMicros;
      market.chain({ at: priced, forward: happened.forward, iv: 0.2, strikes: strikesAround(660, 8) });
      return;
    }
    case "trade":
      market.trade(happened.instrument, [happened.price, 5], { at });
      return;
    case "gap":
      market.gap(happened.instrument, at);
      return;
    case "status":
      market.status(happened.instrument, at, happened.halted);
      return;
    case "vix":
      market.vix(happened.level, at);
      return;
    case "interest":
      market.openInterest(happened.instrument, now, happened.count);
  }
}

/** Everything the engine tells. */
const told = (engine: MarketEngine): unknown => ({
  chain: engine.chain("SPY"),
  watch: engine.watch(),
  health: engine.health(),
  vix: engine.vix(),
  bars: [...INSTRUMENTS, QQQ, VIX].map((number) => engine.bars(number)),
  recent: engine.recentBars(),
  spot: engine.spot("SPY"),
  settling: engine.settlingPrice("SPY"),
});

function hasOnlyFiniteNumbers(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(hasOnlyFiniteNumbers);
}

function isUsable({ bid, ask, at, fault }: QuoteView, now: number): boolean {
  return (
    fault === null &&
    at !== null &&
    now - at <= LIMIT &&
    now >= at &&
    (bid === null || ask === null || bid <= ask)
  );
}

describe("over any sequence of records", () => {
  it("nothing is ever NaN, and asking changes nothing", () => {
    fc.assert(
      fc.property(inputs, begins, (sequence, begin) => {
        const [asked, silent] = [new TrialMarket(), new TrialMarket()];
        let now = minute(begin);
        for (const { seconds, records } of sequence) {
          now = later(now, seconds);
          for (const happened of records) for (const market of [asked, silent]) record(market, happened, now);
          const minutes = asked.send(now);
          silent.send(now);

          expect(hasOnlyFiniteNumbers(minutes)).toBe(true);
          expect(hasOnlyFiniteNumbers(told(asked.engine))).toBe(true);
        }

        expect(told(asked.engine)).toEqual(told(silent.engine));
      }),
      { numRuns: 120 },
    );
  });

  it("a crossed, stale, bad, dead, halted or absent quote is never a price", () => {
    const sequences = inputs.map((sequence) =>
      sequence.map(({ seconds, records }) => ({
        seconds,
        records: records.filter(({ kind }) => kind !== "chain"),
      })),
    );
    fc.assert(
      fc.property(sequences, begins, (sequence, begin) => {
        const market = new TrialMarket();
        const naive = new Naive();
        let now = minute(begin);
        for (const { seconds, records } of sequence) {
          now = later(now, seconds);
          for (const happened of records) {
            record(market, happened, now);
            naive.take(happened);
          }
          market.send(now);

          for (const number of INSTRUMENTS) {
            const quote = market.engine.quote(number);
            const known = naive.known.get(number);
            if (quote.fault !== null) continue;
            expect(isUsable(quote, now)).toBe(true);
            expect([quote.bid ?? 0, quote.ask ?? 0]).toEqual([known?.bid, known?.ask]);
            expect(known).toMatchObject({ isBad: false, isDead: false });
            expect(naive.halted.has(number) || naive.halted.has(SPY)).toBe(false);
          }
          for (const { call, put } of market.engine.chain("SPY")?.rows ?? []) {
            for (const { quote, mid, iv } of [call, put]) {
              if (mid !== null) expect(isUsable(quote, now) && quote.ask !== null).toBe(true);
              if (iv !== null) expect([call, put].some((side) => isTwoSided(side.quote))).toBe(true);
            }
          }
          for (const number of INSTRUMENTS.filter((one) => one !== SPY))
            for (const { open, high, low, close } of market.engine.bars(number))
              for (const price of [open, high, low, close]) expect(naive.mids.has(price)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("minutes come in order, each once, and only when their end has passed", () => {
    const prints = fc.array(
      fc.record({
        seconds: fc.double({ min: 0, max: 90, noNaN: true }),
        lag,
        ticker: fc.constantFrom(SPY, QQQ),
        price: fc.integer({ min: 600, max: 700 }),
      }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(prints, begins, (sequence, begin) => {
        const market = new TrialMarket();
        let now = minute(begin);
        const last = new Map<string, number>();
        let volume = 0;
        for (const print of sequence) {
          now = later(now, print.seconds);
          const at = Number.isNaN(print.lag) ? now : later(now, print.lag);
          for (const mark of market.trade(print.ticker, [print.price, 1], { at }).send(now)) {
            expect(mark.end).toBeLessThanOrEqual(now);
            expect(mark.end).toBeGreaterThan(last.get(mark.ticker) ?? 0);
            expect(mark.low).toBeLessThanOrEqual(Math.min(mark.open, mark.close));
            expect(mark.high).toBeGreaterThanOrEqual(Math.max(mark.open, mark.close));
            last.set(mark.ticker, mark.end);
            volume += mark.volume ?? 0;
          }
        }

        expect(volume).toBeLessThanOrEqual(sequence.length);
      }),
    );
  });
});
