import {
  canonicalJson,
  orderId,
  usdE4,
  type BrokerEvent,
  type OrderId,
  type QuoteOf,
  type QuoteView,
} from "@smart0dte/domain";
import { aMarket, aQuote } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aClose, anOpening, PaperTrial } from "./testing/paper-trial.ts";

type Fill = Extract<BrokerEvent, { kind: "fill" }>;

const side = fc.record({ cents: fc.integer({ min: 1, max: 8 }), size: fc.integer({ min: 0, max: 6 }) });
const quote = fc
  .record({
    bid: fc.option(side, { freq: 8 }),
    ask: fc.option(side, { freq: 8 }),
    fault: fc.constantFrom<QuoteView["fault"]>(null, null, null, null, null, "stale", "crossed"),
  })
  .map(({ bid, ask, fault }) => {
    const askCents = ask === null ? null : ask.cents + (bid?.cents ?? 0);
    return aQuote(bid === null ? null : bid.cents / 100, askCents === null ? null : askCents / 100, {
      bidSize: bid?.size ?? 0,
      askSize: ask?.size ?? 0,
      fault,
    });
  });
const market = fc.record({ short: quote, long: quote });
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("place" as const),
      purpose: fc.constantFrom("open" as const, "close" as const),
      quantity: fc.integer({ min: 1, max: 9 }),
      limit: fc.integer({ min: -10, max: 12 }).map((cents) => usdE4(cents * 100)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat(9) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("market" as const), market }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("look" as const), millis: fc.integer({ min: 0, max: 300 }) }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;
const story = fc.array(happening, { minLength: 20, maxLength: 120, size: "+1" });

/** A broker, its market, and what a test must know of both to judge them. */
class Day {
  readonly trial = new PaperTrial();
  readonly placed = new Map<OrderId, ReturnType<typeof anOpening> & { readonly atMillis: number }>();
  millis = 0;
  quotes: { readonly short: QuoteView; readonly long: QuoteView } = {
    short: aQuote(null, null),
    long: aQuote(null, null),
  };

  readonly quoteOf: QuoteOf = (instrument) =>
    aMarket({ 10_660: this.quotes.short, 10_655: this.quotes.long })(instrument);

  play(what: Happening): readonly BrokerEvent[] {
    switch (what.kind) {
      case "place": {
        const id = orderId(this.placed.size + 1, 0);
        const make = what.purpose === "open" ? anOpening : aClose;
        const command = make({ orderId: id, quantity: what.quantity, limit: what.limit });
        this.placed.set(id, { ...command, atMillis: this.millis });
        return this.trial.place(command);
      }
      case "cancel": {
        const id = [...this.placed.keys()][what.which % Math.max(1, this.placed.size)];
        return id === undefined ? [] : this.trial.cancel(id);
      }
      case "market":
        this.quotes = what.market;
        return this.#look(50);
      case "look":
        return this.#look(what.millis);
    }
  }

  #look(millis: number): readonly BrokerEvent[] {
    this.millis += millis;
    return this.trial.after(millis).look(this.quoteOf);
  }
}

function always(check: (day: Day, fills: readonly Fill[], what: Happening) => void): void {
  fc.assert(
    fc.property(story, (happenings) => {
      const day = new Day();
      for (const what of happenings) {
        const out = day.play(what);
        check(
          day,
          out.filter((event) => event.kind === "fill"),
          what,
        );
      }
    }),
    { numRuns: 200 },
  );
}

const orderOf = (day: Day, { orderId: id }: Fill) => {
  const order = day.placed.get(id);
  if (order === undefined) throw new Error(`A fill of nothing: ${id}`);
  return order;
};

describe("whatever the market shows and whoever orders", () => {
  it("no fill is worse than its limit or better than the quotes", () => {
    let seen = 0;
    always((day, fills) => {
      for (const fill of fills) {
        seen += 1;
        const { limit } = orderOf(day, fill);
        if (fill.price > limit) throw new Error("worse than the limit");
        for (const { instrument, quantity, price } of fill.legs) {
          const { bid, ask, fault } = day.quoteOf(instrument);
          expect([fault, price]).toEqual([null, quantity > 0 ? ask : bid]);
        }
        expect(fill.legs.reduce((sum, { quantity, price }) => sum + quantity * price, 0)).toBe(
          fill.price * fill.quantity,
        );
      }
    });
    expect(seen).toBeGreaterThan(100);
  });

  it("all fills on one quote together never take more than it displays", () => {
    const takenOf = new WeakMap<Day, Map<string, number>>();
    always((day, fills, what) => {
      const takenSince = (what.kind === "market" ? null : takenOf.get(day)) ?? new Map<string, number>();
      takenOf.set(day, takenSince);
      for (const { instrument, quantity } of fills.flatMap(({ legs }) => legs)) {
        const key = `${instrument} ${quantity > 0}`;
        const total = (takenSince.get(key) ?? 0) + Math.abs(quantity);
        takenSince.set(key, total);
        const { bidSize, askSize } = day.quoteOf(instrument);
        if (total > (quantity > 0 ? askSize : bidSize)) throw new Error("more than displayed");
      }
    });
  });

  it("no order fills earlier than 250 ms, or more than was ordered", () => {
    const counts = new WeakMap<Day, Map<string, number>>();
    always((day, fills) => {
      const mine = counts.get(day) ?? new Map<string, number>();
      counts.set(day, mine);
      for (const fill of fills) {
        const { atMillis, quantity } = orderOf(day, fill);
        if (day.millis - atMillis < 250) throw new Error("too early");
        const total = (mine.get(fill.orderId) ?? 0) + fill.quantity;
        mine.set(fill.orderId, total);
        if (total > quantity) throw new Error("more than was ordered");
      }
    });
  });

  it("every order that ends does so once", () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const day = new Day();
        const out = happenings.flatMap((what) => day.play(what));
        for (const [id, { quantity }] of day.placed) {
          const mine = out.filter(({ orderId: own }) => own === id);
          const filled = mine.reduce((sum, event) => sum + (event.kind === "fill" ? event.quantity : 0), 0);
          const ends = mine.filter(({ kind }) => kind === "cancelled" || kind === "expired").length;
          const works = day.trial.state.orders.some((order) => order.id === id);
          expect(ends + (filled === quantity ? 1 : 0) + (works ? 1 : 0)).toBe(1);
        }
      }),
    );
  });

  it("the state as JSON goes on in the same way", () => {
    fc.assert(
      fc.property(story, fc.nat(100), (happenings, cut) => {
        const [straight, restored] = [new Day(), new Day()];
        for (const [index, what] of happenings.entries()) {
          if (index === cut % happenings.length) {
            restored.trial.state = JSON.parse(
              JSON.stringify(restored.trial.state),
            ) as typeof restored.trial.state;
          }
          expect(canonicalJson(restored.play(what))).toBe(canonicalJson(straight.play(what)));
        }
      }),
    );
  });
});
