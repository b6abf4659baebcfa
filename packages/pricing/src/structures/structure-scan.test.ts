import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomesOf } from "./payoff.ts";
import type { BoardQuotes } from "./structure-board.ts";
import { FAMILY_NAMES, STRUCTURE_FAMILIES } from "./structure-families.ts";
import { structureOdds } from "./structure-odds.ts";
import { StructureScan } from "./structure-scan.ts";
import { forEachStructure } from "./structure-shapes.ts";
import { aBoard, density, FORWARD, scanned, STRIKES } from "./testing/structure-boards.ts";

const relative = (found: number, wanted: number): number =>
  found === wanted ? 0 : Math.abs(found - wanted) / Math.abs(wanted);

describe("the scan of a board", () => {
  const all = scanned(aBoard());
  const ofFamily = (family: string) => all.filter((one) => one.family === family);

  it("holds every structure of ATM±10 by name: 5,415 on 21 evenly spaced strikes", () => {
    // by hand: 21 strikes, 210 pairs; equal wings 1..10 wide: 100 triples
    const wings = (low: number, high: number): boolean => Math.max(low, high) <= 3 * Math.min(low, high);
    const widths = Array.from({ length: 20 }, (_, i) => i + 1);
    const each = (count: (low: number, high: number) => number): number =>
      widths
        .flatMap((low) => widths.map((high) => (wings(low, high) ? Math.max(0, count(low, high)) : 0)))
        .reduce((sum, some) => sum + some, 0);
    const triples = each((low, high) => 21 - low - high);
    // eleven strikes lie below the forward, ten above
    const condors = each((low, high) => Math.max(0, 11 - low) * Math.max(0, 10 - high));
    expect(Object.fromEntries(FAMILY_NAMES.map((name) => [name, ofFamily(name).length]))).toMatchObject({
      longCall: 21,
      longPut: 21,
      longStraddle: 21,
      longStrangle: 210,
      callDebitVertical: 210,
      callCreditVertical: 210,
      putDebitVertical: 210,
      putCreditVertical: 210,
      callButterfly: 100,
      putButterfly: 100,
      brokenWingCallButterfly: triples - 100,
      brokenWingPutButterfly: triples - 100,
      ironButterfly: triples,
      ironCondor: condors,
    });
    expect(all).toHaveLength(5_415);
  });

  it("holds each structure once, with ascending strikes and wings within three times each other", () => {
    const names = all.map(({ family, legs }) => `${family} ${legs.map(({ strike }) => strike).join(" ")}`);

    expect(new Set(names).size).toBe(all.length);
    for (const { legs } of all) {
      for (const [i, { strike }] of legs.entries()) {
        expect(strike).toBeGreaterThanOrEqual(legs[i - 1]?.strike ?? 0);
      }
      if (legs.length < 3) continue;
      const [low, high] = [
        (legs[1]?.strike ?? 0) - (legs[0]?.strike ?? 0),
        (legs.at(-1)?.strike ?? 0) - (legs.at(-2)?.strike ?? 0),
      ];
      expect(Math.max(low, high)).toBeLessThanOrEqual(3 * Math.min(low, high));
    }
  });

  it("sells condors out of the money only", () => {
    for (const { legs } of ofFamily("ironCondor")) {
      expect(legs[1]?.strike).toBeLessThan(FORWARD);
      expect(legs[2]?.strike).toBeGreaterThan(FORWARD);
    }
  });

  it("values each as the functions of a single structure do, within 1e-12 relative", () => {
    const board = aBoard({ growth: 1.002 });
    for (const one of scanned(board)) {
      const { legs } = one;
      const price = legs.reduce((sum, { right, strike, quantity }) => {
        const [bid, ask] = right === "C" ? [board.callBid, board.callAsk] : [board.putBid, board.putAsk];
        const i = STRIKES.indexOf(strike);
        return sum + quantity * ((quantity > 0 ? ask[i] : bid[i]) ?? Number.NaN) + Math.abs(quantity) * 0.014;
      }, 0);
      const outcomes = outcomesOf(legs, one.paid);
      const odds = structureOdds(legs, one.paid, density);

      expect(relative(one.paid, price * 1.002)).toBeLessThan(1e-12);
      expect(relative(one.expectedValue, odds.expectedValue)).toBeLessThan(1e-12);
      expect(relative(one.probabilityOfProfit, odds.probabilityOfProfit)).toBeLessThan(1e-12);
      expect(one.maxProfit === null).toBe(outcomes.maxProfit === null);
      expect(relative(one.maxProfit ?? 0, outcomes.maxProfit ?? 0)).toBeLessThan(1e-12);
      expect(relative(one.maxLoss ?? Number.NaN, outcomes.maxLoss ?? Number.NaN)).toBeLessThan(1e-12);
      expect(one.breakEvens).toHaveLength(outcomes.breakEvens.length);
      for (const [i, edge] of one.breakEvens.entries()) {
        expect(relative(edge, outcomes.breakEvens[i] ?? Number.NaN)).toBeLessThan(1e-12);
      }
    }
  });

  it("is the same again on the second run, and knows nothing of a larger board before", () => {
    const scan = new StructureScan();
    scan.run(aBoard(), density);
    const small = aBoard({}, STRIKES.slice(5, 12));
    const { count } = scan;
    const again = scan.run(small, density);

    expect(count).toBe(5_415);
    expect(again).toEqual({ ok: true, value: scanned(small).length });
    expect(scan.structure(0)).toEqual(scanned(small)[0]);
    expect(scan.structure(scan.count)).toBeNull();
  });

  it("agrees with single structures on boards of any spacing, quote and gap", () => {
    const gaps = fc.array(fc.constantFrom(0.5, 1, 2.5, 5), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(gaps, fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 36 }), (steps, cents) => {
        const strikes = steps.reduce((made, step) => [...made, (made.at(-1) ?? 0) + step], [592]);
        const bids = (from: number) => strikes.map((_, i) => (cents[from + i] ?? 0) / 100);
        const asks = (from: number) => bids(from).map((bid, i) => bid + (cents[from + i + 9] ?? 0) / 1_000);
        const board = {
          ...aBoard({}, strikes),
          ...{ callBid: bids(0), callAsk: asks(0), putBid: bids(9), putAsk: asks(9) },
        };
        for (const one of scanned(board)) {
          const { maxProfit, maxLoss, breakEvens } = outcomesOf(one.legs, one.paid);
          const odds = structureOdds(one.legs, one.paid, density);
          expect([one.maxProfit, one.maxLoss, one.breakEvens]).toEqual([maxProfit, maxLoss, breakEvens]);
          expect(relative(one.expectedValue, odds.expectedValue)).toBeLessThan(1e-12);
          expect(relative(one.probabilityOfProfit, odds.probabilityOfProfit)).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("leaves out what has a leg without two sides", () => {
    const board = aBoard();
    const callBid = [...Array.from(board.callBid)];
    callBid[10] = 0;
    const left = scanned({ ...board, callBid });

    expect(left.length).toBeLessThan(all.length);
    expect(left.some(({ legs }) => legs.some(({ right, strike }) => right === "C" && strike === 600))).toBe(
      false,
    );
    expect(left.filter(({ family }) => family === "putCreditVertical")).toHaveLength(210);
  });

  it("loses without bound in no family", () => {
    for (const one of all) expect(one.maxLoss).not.toBeNull();
    for (const { family, maxProfit } of all) {
      const calls = STRUCTURE_FAMILIES[family].reduce(
        (sum, { right, quantity }) => sum + (right === "C" ? quantity : 0),
        0,
      );
      expect(maxProfit === null).toBe(calls > 0);
    }
  });
});

describe("the scan refuses", () => {
  it.each<[string, Partial<BoardQuotes>]>([
    ["noStrikes", { strikes: [] }],
    ["tooManyStrikes", { strikes: Array.from({ length: 62 }, (_, i) => i + 1) }],
    ["unequalLengths", { callAsk: [1, 2] }],
    ["badStrike", { strikes: STRIKES.toReversed() }],
    ["badStrike", { strikes: STRIKES.map((strike, i) => (i === 3 ? Number.NaN : strike)) }],
    ["badStrike", { strikes: STRIKES.map((strike) => strike - 600) }],
    ["badStrike", { strikes: STRIKES.map(() => 600) }],
    ["badCost", { callCost: STRIKES.map(() => -1) }],
    ["badCost", { putCost: STRIKES.map(() => Number.NaN) }],
    ["badForward", { forward: 0 }],
    ["badForward", { forward: Number.POSITIVE_INFINITY }],
    ["badGrowth", { growth: Number.NaN }],
  ])("%s: %j", (error, over) => {
    const scan = new StructureScan();

    expect(scan.run(aBoard(over), density)).toEqual({ ok: false, error });
    expect(scan.count).toBe(0);
    expect(scan.structure(0)).toBeNull();
  });

  it.each([
    ["a mean", { ...density, meanPayoff: () => Number.NaN }],
    ["a probability", { ...density, below: () => Number.NaN }],
    ["a probability above one", { ...density, below: () => 1.1 }],
  ])("a density without %s", (_, bad) => {
    const scan = new StructureScan();

    expect(scan.run(aBoard(), bad)).toEqual({ ok: false, error: "badDensity" });
    expect(scan.count).toBe(0);
  });

  it("no quote of any kind, but leaves the contract out", () => {
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0];
    const sides = STRIKES.map((_, i) => bad[i % bad.length] ?? 0);

    expect(new StructureScan().run(aBoard({ callBid: sides, putAsk: sides }), density)).toEqual({
      ok: true,
      value: 0,
    });
  });
});

describe("the room for structures", () => {
  it("suffices whatever the strikes", () => {
    let count = 0;
    forEachStructure(
      Float64Array.from({ length: 21 }, (_, i) => 1e6 + i),
      1e6 + 10.5,
      () => (count += 1),
    );

    expect(count).toBeLessThan(11_088);
  });
});
