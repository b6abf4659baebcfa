import { epochMicros, usdE4, type IsoDate, type Right } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { judgeQuote, strikesOf } from "./chain-quotes.ts";
import { shapesOf } from "./plan-shapes.ts";

/** Strikes of which each is quoted 0.50 at 0.52 unless named as without a bid. */
function aBoard(strikes: readonly number[], withoutBid: readonly string[] = []) {
  const rows = strikes.flatMap((strike) =>
    (["C", "P"] as const satisfies readonly Right[]).map((right, place) => ({
      line: 2 + place,
      contract: {
        kind: "option" as const,
        root: "SPY" as const,
        expiry: "2026-08-14" as IsoDate,
        right,
        strike: usdE4(strike * 10_000),
      },
      bid: withoutBid.includes(`${right}${strike}`) ? usdE4(0) : usdE4(5_000),
      ask: usdE4(5_200),
      volume: null,
      openInterest: null,
      lastTradeAt: null,
      spot: null,
    })),
  );
  return strikesOf(rows.map((row) => judgeQuote(row, epochMicros(0))));
}

const from = (low: number, count: number, step = 1): readonly number[] =>
  Array.from({ length: count }, (_, place) => low + place * step);

/** The money lies at 670.2 and a deviation is two dollars. */
const centre = { forward: 670.2, expectedMove: 2 };
const board = aBoard(from(655, 31));

function first(name: Parameters<typeof shapesOf>[0], strikes = board, around = centre): string {
  const [shape] = shapesOf(name, strikes, around);
  return (shape?.legs ?? [])
    .map(({ right, strike, ratio }) => `${ratio > 0 ? "+" : "-"}${right}${strike}`)
    .join(" ");
}

describe("the first shape", () => {
  it.each([
    // half a move below is 669.2, one and a half 667.2
    ["putCreditVertical", "+P667 -P669"],
    ["callCreditVertical", "-C671 +C673"],
    ["putDebitVertical", "-P668 +P670"],
    ["callDebitVertical", "+C670 -C672"],
    ["ironCondor", "+P666 -P668 -C672 +C674"],
  ] as const)("of %s is the one nearest to the rule: %s", (name, legs) => {
    expect(first(name)).toBe(legs);
  });

  it("goes round a strike that is not quoted on both sides", () => {
    expect(first("putCreditVertical", aBoard(from(655, 31), ["P667", "P669"]))).toBe("+P668 -P670");
  });

  it("of a condor is equally wide on both sides even where strikes are uneven", () => {
    const uneven = aBoard([...from(660, 9), 670, 671, 672, 672.5, 675, 677.5]);

    expect(first("ironCondor", uneven)).toBe("+P665 -P668 -C672 +C675");
  });

  it("sells out of the money however small the move is", () => {
    const late = { forward: 670.2, expectedMove: 0.1 };

    expect(first("putCreditVertical", board, late)).toBe("+P669 -P670");
    expect(first("callCreditVertical", board, late)).toBe("-C671 +C672");
  });

  it("reaches as far as the move does, beyond ten strikes", () => {
    const wild = { forward: 670.2, expectedMove: 12 };

    expect(first("putCreditVertical", aBoard(from(620, 101)), wild)).toBe("+P652 -P664");
  });

  it("does not exist where fewer than two strikes are quoted", () => {
    expect(shapesOf("callCreditVertical", aBoard([671]), centre)).toEqual([]);
    expect(shapesOf("ironCondor", aBoard([668, 671]), centre)).toEqual([]);
  });
});
