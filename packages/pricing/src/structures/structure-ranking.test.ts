import { describe, expect, it } from "vitest";
import { rankedFamilies } from "./structure-ranking.ts";
import { StructureScan, type ScannedStructure } from "./structure-scan.ts";
import { aBoard, density, scanned, STRIKES } from "./testing/structure-boards.ts";

describe("the ranking of families", () => {
  it("is by expected value per dollar that can be lost, as sorting every structure gives", () => {
    const scan = new StructureScan();
    scan.run(aBoard(), density);
    const all = scanned(aBoard());
    const score = ({ expectedValue, maxLoss }: ScannedStructure): number => expectedValue / (maxLoss ?? 0);

    for (const { family, valued, eligible, rows } of rankedFamilies(scan, 4)) {
      const own = all.filter((one) => one.family === family);
      const able = own.filter(({ maxProfit, maxLoss }) => (maxProfit ?? 1) > 0 && (maxLoss ?? 0) > 0);
      const best = able.toSorted((one, other) => score(other) - score(one)).slice(0, 4);
      expect([valued, eligible]).toEqual([own.length, able.length]);
      expect(rows.map((row) => scan.structure(row))).toEqual(best);
    }
  });

  it("leaves out what cannot win its costs", () => {
    const scan = new StructureScan();
    const flat = { callAsk: STRIKES.map(() => 0.02), callBid: STRIKES.map(() => 0.01) };
    scan.run(aBoard({ ...flat, callCost: STRIKES.map(() => 2) }), density);

    const verticals = rankedFamilies(scan, 2).find(({ family }) => family === "callCreditVertical");
    expect(verticals).toMatchObject({ valued: 210, eligible: 0, rows: [] });
  });

  it("leaves out what cannot lose: calls dearer by strike contradict each other", () => {
    const rising = STRIKES.map((_, i) => 5 + i / 2);
    const scan = new StructureScan();
    scan.run(aBoard({ callBid: rising, callAsk: rising.map((bid) => bid + 0.01) }), density);

    const verticals = rankedFamilies(scan, 2).find(({ family }) => family === "callDebitVertical");
    expect(verticals).toMatchObject({ valued: 210, eligible: 0, rows: [] });
  });

  it("prefers the lower strikes among equals", () => {
    const scan = new StructureScan();
    // worth nothing at all: every option loses just what it costs
    scan.run(aBoard(), { ...density, meanPayoff: () => 0 });

    const { rows = [] } = rankedFamilies(scan, 3).find(({ family }) => family === "longCall") ?? {};
    expect(rows.map((row) => scan.structure(row)?.legs[0]?.strike)).toEqual([590, 591, 592]);
  });

  it("names families without rows", () => {
    const scan = new StructureScan();
    scan.run(aBoard({}, [600]), density);

    expect(rankedFamilies(scan, 3).find(({ family }) => family === "ironCondor")).toEqual({
      family: "ironCondor",
      valued: 0,
      eligible: 0,
      rows: [],
    });
  });
});
