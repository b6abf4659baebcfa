import { unreachable } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoteOption, quoteUnderlying, spoilQuote } from "./quote-shape.ts";
import type { QuoteFields } from "./record-queue.ts";
import { QUOTE_FAULTS } from "./sim-control.ts";

const blank = (): QuoteFields => ({ bid: 0, ask: 0, bidSize: 10, askSize: 10 });
const option = (value: number, intrinsic = 0): QuoteFields => {
  const quote = blank();
  quoteOption(value, intrinsic, quote);
  return quote;
};

test.each([
  { what: "worth a third of a cent", value: 0.0033, bid: 0, ask: 100 },
  { what: "worth just under half a cent", value: 0.0049, bid: 0, ask: 100 },
  { what: "worth half a cent", value: 0.005, bid: 100, ask: 200 },
  { what: "a cheap wing", value: 0.0345, bid: 300, ask: 400 },
  { what: "near the money", value: 2.505, bid: 24_900, ask: 25_200 },
])("an option $what is quoted $bid at $ask", ({ value, bid, ask }) => {
  expect(option(value)).toMatchObject({ bid, ask });
});

test("a quote is on cents, surrounds its value, and is never crossed", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.005, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (value, inside) => {
        const { bid, ask } = option(value, value * inside);
        expect(bid % 100).toBe(0);
        expect(ask % 100).toBe(0);
        expect(ask).toBeGreaterThan(bid);
        if (value >= 0.01) expect(bid).toBeLessThanOrEqual(value * 10_000 + 1e-6);
        expect(ask).toBeGreaterThanOrEqual(value * 10_000 - 1e-6);
      },
    ),
  );
});

test("near the money the spread is one to three cents, in the money it is wider", () => {
  for (let cents = 20; cents < 300; cents += 0.37) {
    const { bid, ask } = option(cents / 100);
    expect(ask - bid).toBeLessThanOrEqual(300);
  }
  expect(option(10, 9.99).ask - option(10, 9.99).bid).toBeGreaterThan(900);
});

test("an underlying is quoted a cent or two wide around its price", () => {
  const quote = blank();
  quoteUnderlying("SPY", 680.123, quote);

  expect(quote).toMatchObject({ bid: 6_801_200, ask: 6_801_300 });
});

describe("a spoiled quote is what was asked for", () => {
  test.each(
    QUOTE_FAULTS.flatMap((fault) => [
      { fault, value: 1.5 },
      { fault, value: 0.001 },
    ]),
  )("$fault at a value of $value", ({ fault, value }) => {
    const good = option(value);
    const quote = { ...good };
    spoilQuote(fault, true, quote);

    switch (fault) {
      case "cross":
        expect(quote.bid).toBeGreaterThan(quote.ask);
        expect(quote.ask).toBeGreaterThan(0);
        return;
      case "wide":
        expect(quote.ask - quote.bid).toBeGreaterThan(Math.max(2_500, (quote.ask + quote.bid) / 4));
        return;
      case "noBid":
        expect(quote).toMatchObject({ bid: 0, ask: good.ask });
        return;
      case "noAsk":
        expect(quote).toMatchObject({ bid: good.bid, ask: 0 });
        return;
      case "bad":
        expect(quote).toEqual(good);
        return;
      default:
        unreachable(fault);
    }
  });
});
