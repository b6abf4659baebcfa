import {
  epochMicros,
  formatCompactOsi,
  MICROS_PER_SECOND,
  usdE4,
  type BrokerQuotes,
  type IndexView,
} from "@smart0dte/domain";
import { aContract, aQuote } from "@smart0dte/domain/testing";
import type { QuoteTold } from "@smart0dte/execution/ibkr";
import { describe, expect, it } from "vitest";
import { QuoteComparing, type Mattering } from "./quote-comparing.ts";

const AT = epochMicros(7);
const LEG: Mattering = { instrument: 1, contract: aContract(660, "P") };
const told = (bid: number | null, ask: number | null, over: Partial<QuoteTold> = {}): QuoteTold => ({
  of: formatCompactOsi(LEG.contract),
  bid: bid === null ? null : usdE4(bid),
  ask: ask === null ? null : usdE4(ask),
  last: null,
  at: AT,
  isDelayed: false,
  why: null,
  ...over,
});
const vixTold = (points: number): QuoteTold => told(null, null, { of: "VIX", last: usdE4(points * 10_000) });
const VIX: IndexView = { level: 16.5, at: AT, how: "quoted", stale: false, why: null };

/** The desk quotes 0.90 to 0.94 and the VIX at 16.50. */
function aComparing(over: { fault?: "stale"; vix?: Partial<IndexView> } = {}): QuoteComparing {
  const quote = { ...aQuote(0.9, 0.94), fault: over.fault ?? null };
  return new QuoteComparing({ quote: () => quote, vix: () => ({ ...VIX, ...over.vix }) });
}

/** Looks once a second for so long. */
function lookFor(comparing: QuoteComparing, quote: QuoteTold, seconds: number): BrokerQuotes {
  let seen: BrokerQuotes = { pairs: [], beyondBudget: 0 };
  for (let second = 0; second <= seconds; second += 1)
    seen = comparing.compare([quote], [LEG], {
      now: epochMicros(AT + second * MICROS_PER_SECOND),
      beyondBudget: 0,
    });
  return seen;
}

const differs = (comparing: QuoteComparing, quote: QuoteTold, seconds = 5): boolean | undefined =>
  lookFor(comparing, quote, seconds).pairs[0]?.differs;

describe("a quote of the broker beside the desk's", () => {
  it("is shown with both sides of both", () => {
    expect(lookFor(aComparing(), told(9_000, 9_400), 0).pairs).toMatchObject([
      {
        of: "SPY260313P00660000",
        broker: { bid: 9_000, ask: 9_400, why: null },
        desk: { bid: 9_000, ask: 9_400 },
      },
    ]);
  });

  it("differs where middles stay further apart than the desk's spread", () => {
    expect(differs(aComparing(), told(9_500, 9_700))).toBe(false);
    expect(differs(aComparing(), told(9_600, 9_802))).toBe(true);
  });

  it("does not differ before it has for three seconds: two feeds are never of one instant", () => {
    expect(differs(aComparing(), told(20_000, 20_100), 2)).toBe(false);
    expect(differs(aComparing(), told(20_000, 20_100), 3)).toBe(true);
  });

  it("begins anew once it has agreed", () => {
    const comparing = aComparing();
    lookFor(comparing, told(20_000, 20_100), 5);
    lookFor(comparing, told(9_000, 9_400), 0);

    expect(differs(comparing, told(20_000, 20_100), 0)).toBe(false);
  });

  it.each<readonly [string, QuoteTold, Parameters<typeof aComparing>[0]]>([
    ["one is delayed", told(20_000, 20_100, { isDelayed: true }), {}],
    ["one has a single side", told(20_000, null), {}],
    ["the broker withholds it", told(20_000, 20_100, { why: "354: not subscribed" }), {}],
    ["the broker has said nothing yet", told(null, null, { at: null }), {}],
    ["the desk's is stale", told(20_000, 20_100), { fault: "stale" }],
  ])("is not compared where %s", (_what, quote, over) => {
    expect(differs(aComparing(over), quote)).toBe(false);
  });

  it("is, of the VIX, its level", () => {
    expect(lookFor(aComparing(), vixTold(16.55), 5).pairs).toMatchObject([
      { of: "VIX", broker: { level: 16.55 }, desk: { level: 16.5 }, differs: false },
    ]);
    expect(differs(aComparing(), vixTold(16.8))).toBe(true);
    expect(differs(aComparing({ vix: { stale: true } }), vixTold(16.8))).toBe(false);
  });
});
