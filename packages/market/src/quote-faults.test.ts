import { buyableAt, FLAG_BAD, isTwoSided, midOf, sellableAt, type QuoteView } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { later, option, SPY, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);
const CALL = option(660, "C");

/** What the quote is good for: to open, to sell a long leg, to buy back a short leg, to mark. */
function purposes(quote: QuoteView): readonly [boolean, number | null, number | null, number | null] {
  return [isTwoSided(quote), sellableAt(quote), buyableAt(quote), midOf(quote)];
}

const NOTHING = [false, null, null, null] as const;

describe("a quote by fault and purpose", () => {
  // bid, ask, flags, age in seconds, fault, [opens, sells at, buys at, mid]
  it.each([
    ["both sides", 1.2, 1.22, 0, 1, null, [true, 12_000, 12_200, 12_100]],
    ["locked", 1.2, 1.2, 0, 1, null, [true, 12_000, 12_000, 12_000]],
    ["a wing without a bid", null, 0.01, 0, 1, null, [false, 0, 100, 50]],
    ["a bid without an ask", 1.2, null, 0, 1, null, [false, 12_000, null, null]],
    ["neither side", null, null, 0, 1, "absent", NOTHING],
    ["crossed", 1.22, 1.2, 0, 1, "crossed", NOTHING],
    ["marked bad", 1.2, 1.22, FLAG_BAD, 1, "bad", NOTHING],
    ["as old as the limit", 1.2, 1.22, 0, 5, null, [true, 12_000, 12_200, 12_100]],
    ["a microsecond older", 1.2, 1.22, 0, 5.000001, "stale", NOTHING],
    ["a spread of more than half the mid", 0.5, 0.9, 0, 1, "wide", NOTHING],
    ["a cheap option with a nickel's spread", 0.01, 0.06, 0, 1, null, [true, 100, 600, 350]],
    ["no bid and an ask beyond any wing's", null, 0.26, 0, 1, "wide", NOTHING],
    ["bad, crossed and stale", 1.22, 1.2, FLAG_BAD, 9, "bad", NOTHING],
    ["stale and crossed", 1.22, 1.2, 0, 9, "stale", NOTHING],
  ] as const)("%s", (_, bid, ask, flags, age, fault, expected) => {
    const market = new TrialMarket();
    market.quote(CALL, [bid, ask], { at: AT, flags }).send(AT);

    market.engine.passTime(later(AT, age));

    const quote = market.engine.quote(CALL);
    expect(quote.fault).toBe(fault);
    expect(purposes(quote)).toEqual(expected);
  });

  it("shows an absent side as null and without a size, never as 0", () => {
    const market = new TrialMarket();

    market.quote(CALL, [null, 0.01], { at: AT }).send(AT);

    expect(market.engine.quote(CALL)).toMatchObject({ bid: null, bidSize: 0, ask: 100, askSize: 10 });
  });

  it("is absent before it has come", () => {
    expect(new TrialMarket().engine.quote(CALL)).toMatchObject({
      bid: null,
      ask: null,
      at: null,
      fault: "absent",
    });
  });

  it("of an underlying is wide beyond a nickel and a five-hundredth", () => {
    const market = new TrialMarket();

    market.quote(SPY, [660, 661.4], { at: AT }).send(AT);
    const wide = market.engine.quote(SPY).fault;
    market.quote(SPY, [660, 661.2], { at: AT }).send(AT);

    expect([wide, market.engine.quote(SPY).fault]).toEqual(["wide", null]);
  });

  it("makes the spot only while it is admissible on both sides", () => {
    const market = new TrialMarket();
    market.quote(SPY, [660.01, 660.02], { at: AT }).send(AT);
    const fresh = market.engine.spot("SPY");

    market.engine.passTime(later(AT, 6));

    expect([fresh, market.engine.spot("SPY"), market.engine.spot("IWM")]).toEqual([6_600_150, null, null]);
  });
});

describe("a record's stamp", () => {
  it("does not run backwards within an instrument: the last one stands", () => {
    const market = new TrialMarket();
    market
      .quote(CALL, [1, 1.02], { at: AT })
      .quote(CALL, [1.1, 1.12], { at: later(AT, -30) })
      .send(AT);

    expect(market.engine.quote(CALL)).toMatchObject({ bid: 11_000, at: AT, fault: null });
  });

  it("of another instrument that is behind keeps its own age", () => {
    const market = new TrialMarket();

    market
      .quote(CALL, [1, 1.02], { at: AT })
      .quote(SPY, [660, 660.01], { at: later(AT, -30) })
      .send(AT);

    expect(market.engine.quote(SPY).fault).toBe("stale");
  });

  it.each([
    ["from the future", later(AT, 60)],
    ["undefined", 0 as typeof AT],
    ["not a number", Number.NaN as typeof AT],
  ])("that is %s takes the time of its input", (_, at) => {
    const market = new TrialMarket();

    market.quote(CALL, [1, 1.02], { at }).send(AT);

    expect(market.engine.quote(CALL)).toMatchObject({ at: AT, fault: null });
  });
});

describe("a batch", () => {
  it("with a record of an instrument that is not listed is our bug", () => {
    const market = new TrialMarket();

    expect(() => market.quote(9_999, [1, 1.02], { at: AT }).send(AT)).toThrow("not listed");
  });

  it("that knows an instrument by another number's name is our bug, by its own it is no news", () => {
    const { engine } = new TrialMarket();
    const underlying = { kind: "underlying", ticker: "SPY" } as const;

    engine.list([{ number: SPY, instrument: underlying }]);

    expect(() => engine.list([{ number: CALL, instrument: underlying }])).toThrow("two instruments");
  });
});
