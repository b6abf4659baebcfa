import {
  epochMicros,
  feesOf,
  feeTableOn,
  nearestUsdE4,
  usdE4,
  type IsoDate,
  type Right,
} from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { judgeQuote, strikesOf, type QuotedStrike } from "./chain-quotes.ts";
import { planBoard, strikesAround } from "./plan-board.ts";

const fees = feeTableOn("2026-08-14" as IsoDate);
const terms = { forward: 670.2, growth: 1, fees };

/** Every strike is quoted 0.50 at 0.52 unless its bid or ask (dollars) is named, as `C670`. */
function someStrikes(
  strikes: readonly number[],
  over: Readonly<Record<string, readonly [number, number]>> = {},
): readonly QuotedStrike[] {
  const rows = strikes.flatMap((strike) =>
    (["C", "P"] as const satisfies readonly Right[]).map((right, place) => {
      const [bid, ask] = over[`${right}${strike}`] ?? [0.5, 0.52];
      return {
        line: 2 + place,
        contract: {
          kind: "option" as const,
          root: "SPY" as const,
          expiry: "2026-08-14" as IsoDate,
          right,
          strike: usdE4(strike * 10_000),
        },
        bid: nearestUsdE4(bid),
        ask: nearestUsdE4(ask),
        volume: null,
        openInterest: null,
        lastTradeAt: null,
        spot: null,
      };
    }),
  );
  return strikesOf(rows.map((row) => judgeQuote(row, epochMicros(0))));
}

const from = (low: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, place) => low + place);

describe("the strikes around the money", () => {
  const around = (strikes: readonly number[], forward: number): readonly number[] =>
    strikesAround(someStrikes(strikes), forward).map(({ strike }) => strike);

  it("are the nearest to the forward and ten on each side", () => {
    expect(around(from(640, 61), 670.2)).toEqual(from(660, 21));
    expect(around(from(640, 61), 670.6)).toEqual(from(661, 21));
  });

  it("are fewer where the listed ones end", () => {
    expect(around(from(665, 40), 670.2)).toEqual(from(665, 16));
    expect(around(from(665, 3), 700)).toEqual([665, 666, 667]);
    expect(around([], 670)).toEqual([]);
  });
});

describe("the board that plans are made on", () => {
  it("has the executable sides of both rights in dollars", () => {
    const board = planBoard(someStrikes([670, 671], { C671: [0.2, 0.22], P670: [0.33, 0.34] }), terms);

    expect(board).toMatchObject({ strikes: [670, 671], forward: 670.2, growth: 1 });
    expect([board.callBid, board.callAsk]).toEqual([
      [0.5, 0.2],
      [0.52, 0.22],
    ]);
    expect([board.putBid, board.putAsk]).toEqual([
      [0.33, 0.5],
      [0.34, 0.52],
    ]);
  });

  it("charges what one contract costs in and out, a share, whichever side comes first", () => {
    const [ask, bid] = [usdE4(5_200), usdE4(5_000)];
    const long = feesOf([{ quantity: 1, price: ask }], fees) + feesOf([{ quantity: -1, price: bid }], fees);
    const short = feesOf([{ quantity: -1, price: bid }], fees) + feesOf([{ quantity: 1, price: ask }], fees);

    const { callCost } = planBoard(someStrikes([670]), terms);

    expect(callCost[0]).toBeCloseTo(long / 1e6, 12);
    expect(short).toBe(long);
  });

  it.each<[string, readonly [number, number]]>([
    ["no bid", [0, 0.02]],
    ["nothing", [0, 0]],
    ["a bid above its ask", [0.6, 0.5]],
    ["an implausibly wide market", [0.05, 4]],
  ])("has no market where there is %s", (_, quote) => {
    const board = planBoard(someStrikes([670], { C670: quote }), terms);

    expect([board.callBid[0], board.callAsk[0]]).toEqual([0, 0]);
    expect(board.putBid[0]).toBe(0.5);
  });
});
