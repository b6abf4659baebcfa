import { feeTableOn, type QuoteView } from "@smart0dte/domain";
import { aLeg, aMarket, aQuote, aSession } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { economicsOf } from "./economics.ts";

const fees = feeTableOn(aSession().date);
const market: Readonly<Record<number, QuoteView>> = {
  10_660: aQuote(0.91, 0.93),
  10_655: aQuote(0.29, 0.31),
  666: aQuote(0.8, 0.82),
  671: aQuote(0.2, 0.22),
  663: aQuote(2.1, 2.14),
};
const quoteOf = aMarket(market);

describe("the economics of a package", () => {
  it("of a put credit vertical are a credit, its width less that credit, and one break-even", () => {
    expect(economicsOf([aLeg(660, "P", -1), aLeg(655, "P", 1)], quoteOf, fees)).toMatchObject({
      natural: -6_000,
      mid: -6_200,
      maxProfit: 600_000,
      maxLoss: 4_400_000,
      breakEvens: [659.4],
      // by hand: 1.4133 to open and 1.4120 to close, each rounded up once
      costs: 28_253,
      // 0.60 in and 0.64 back
      spread: 40_000,
    });
  });

  it("of a call debit vertical are what is paid and the width less that", () => {
    expect(economicsOf([aLeg(663, "C", 1), aLeg(671, "C", -1)], quoteOf, fees)).toMatchObject({
      natural: 19_400,
      maxProfit: 6_060_000,
      maxLoss: 1_940_000,
      breakEvens: [664.94],
    });
  });

  it("of an iron condor are both credits, one width, and two break-evens", () => {
    const legs = [aLeg(655, "P", 1), aLeg(660, "P", -1), aLeg(666, "C", -1), aLeg(671, "C", 1)];

    expect(economicsOf(legs, quoteOf, fees)).toMatchObject({
      natural: -11_800,
      maxProfit: 1_180_000,
      maxLoss: 3_820_000,
      breakEvens: [658.82, 667.18],
    });
  });

  it("do not exist where a leg lacks a side or is inadmissible", () => {
    const legs = [aLeg(660, "P", -1), aLeg(655, "P", 1)];

    expect(economicsOf(legs, aMarket({ ...market, 10_655: aQuote(null, 0.31) }), fees)).toBeNull();
    expect(
      economicsOf(legs, aMarket({ ...market, 10_660: aQuote(0.91, 0.93, { fault: "stale" }) }), fees),
    ).toBeNull();
  });
});
