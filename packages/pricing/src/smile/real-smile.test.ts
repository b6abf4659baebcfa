import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { moveBands } from "../moves/expected-move.ts";
import { parityRate } from "../parity/parity-rate.ts";
import { parityForward, type ParityPair } from "../parity/parity-forward.ts";
import { densityOf } from "./smile-density.ts";
import { expectationUnder } from "./smile-expectation.ts";
import { fitSmile } from "./smile-fit.ts";
import type { SmilePoint } from "./smile-readings.ts";
import type { Smile } from "./smile.ts";
import { yearsOf } from "../clock/years.ts";

const tables = new URL("../../../../../shared/data/cboe/", import.meta.url);
const AS_OF = Date.parse("2023-09-14T20:31:00Z");
const SPX = "spx_quotedata_2023-09-14.csv";
const QQQ = "qqq_quotedata_2026-01-12_1336ET_0dte_rows.csv";

// weekly options of the index, two hundred strikes wide, from the next day to three months
describe
  .skipIf(!existsSync(tables))
  .each([
    "Fri Sep 15 2023",
    "Mon Sep 18 2023",
    "Wed Sep 20 2023",
    "Fri Sep 29 2023",
    "Fri Oct 13 2023",
    "Fri Dec 15 2023",
  ])("the quote table of SPXW %s", (expiry) => {
  it("is met inside its quotes, near the money by all but a few", () => {
    const { smile, points } = spxw(expiry);
    const inside = points.filter((point) => isInside(smile, point));
    const near = points.filter(({ strike }) => deviationsFrom(smile, strike) < 2);

    expect(inside.length / points.length).toBeGreaterThan(0.93);
    expect(near.filter((point) => isInside(smile, point)).length / near.length).toBeGreaterThan(0.97);
    expect(smile.fit.residual).toBeLessThan(0.5);
  });

  it("has a density that is nowhere negative, of total one, with the forward as its mean", () => {
    const { smile } = spxw(expiry);
    for (let price = 100; price < 12_000; price += 1)
      expect(densityOf(smile, price)).toBeGreaterThanOrEqual(0);

    expect(Math.abs(expectationUnder(smile, () => 1) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(expectationUnder(smile, (price) => price) / smile.forward - 1)).toBeLessThan(1e-9);
  });
});

describe.skipIf(!existsSync(tables))("the quote table of QQQ on its expiry day", () => {
  it("is met near the money, and its straddle covers what straddles do", () => {
    const pairs = rowsOf(QQQ, () => true);
    const { forward } = parityForward(pairs, 627.99) ?? expect.unreachable("no forward");
    // 13:36 to 16:00 in New York
    const { smile, points } = fitted({ pairs, forward, years: yearsOf(8_640), growth: 1 });
    const near = points.filter(({ strike }) => deviationsFrom(smile, strike) < 2);

    expect(near.every((point) => isInside(smile, point))).toBe(true);
    const [straddle, part, deviation] = moveBands(smile).map(({ fitted: coverage }) => coverage);
    expect(straddle).toBeGreaterThan(0.55);
    expect(straddle).toBeLessThan(0.7);
    expect(part).toBeLessThan(straddle ?? 0);
    expect(deviation).toBeGreaterThan(0.65);
  });
});

interface Fitted {
  readonly smile: Smile;
  /** Out-of-the-money quotes with a bid. */
  readonly points: readonly SmilePoint[];
}

const isInside = (smile: Smile, { strike, bid, ask }: SmilePoint): boolean => {
  const value = smile.timeValueAt(strike);
  return value >= bid - 1e-9 && value <= ask + 1e-9;
};

const deviationsFrom = ({ forward, atmIv, years }: Smile, strike: number): number =>
  Math.abs(Math.log(strike / forward)) / (atmIv * Math.sqrt(years));

function spxw(expiry: string): Fitted {
  const pairs = rowsOf(SPX, (cells) => cells[0] === expiry && (cells[1] ?? "").startsWith("SPXW"));
  const years = yearsOf((Date.parse(`${expiry} 20:00 UTC`) - AS_OF) / 1_000);
  const around = pairs.filter(({ strike }) => Math.abs(strike / 4_505 - 1) < 0.05);
  // a rate needs more days than one
  const line = years > 0.003 ? parityRate(around, years) : null;
  const forward = line?.forward ?? parityForward(pairs, 4_505)?.forward ?? expect.unreachable("no forward");
  return fitted({ pairs, forward, years, growth: 1 / (line?.discount ?? 1) });
}

function fitted({
  pairs,
  forward,
  years,
  growth,
}: {
  readonly pairs: readonly ParityPair[];
  readonly forward: number;
  readonly years: number;
  readonly growth: number;
}): Fitted {
  const points = pairs
    .map(({ strike, callBid, callAsk, putBid, putAsk }) =>
      strike < forward
        ? { strike, bid: putBid * growth, ask: putAsk * growth }
        : { strike, bid: callBid * growth, ask: callAsk * growth },
    )
    .filter(({ bid }) => bid > 0);
  const smile = fitSmile({ forward, years, points }) ?? expect.unreachable("no smile");
  return { smile, points };
}

function rowsOf(file: string, isWanted: (cells: readonly string[]) => boolean): readonly ParityPair[] {
  return readFileSync(new URL(file, tables))
    .toString()
    .trim()
    .split("\n")
    .slice(4)
    .map((line) => line.split(","))
    .filter(isWanted)
    .map((cells) => {
      const at = (place: number): number => Number(cells[place]);
      return { strike: at(11), callBid: at(4), callAsk: at(5), putBid: at(15), putAsk: at(16) };
    });
}
