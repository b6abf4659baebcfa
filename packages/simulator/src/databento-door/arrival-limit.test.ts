import { describe, expect, test } from "vitest";
import { ArrivalLimit } from "./arrival-limit.ts";

const admitted = (limit: ArrivalLimit, address: string, times: readonly number[]): readonly number[] =>
  times.filter((at) => limit.admits(address, at));

describe("new connections of an address", () => {
  test("are five in any second, whenever it begins", () => {
    const limit = new ArrivalLimit(5);

    expect(admitted(limit, "10.0.0.1", [0, 300, 600, 900, 950, 999, 1_000, 1_001, 1_300, 1_301])).toEqual([
      0, 300, 600, 900, 950, 1_000, 1_300,
    ]);
  });

  test("that were refused do not put off the next second's", () => {
    const limit = new ArrivalLimit(5);
    const stubborn = Array.from({ length: 200 }, (_, i) => i * 10);

    expect(admitted(limit, "10.0.0.1", stubborn)).toEqual([
      0, 10, 20, 30, 40, 1_000, 1_010, 1_020, 1_030, 1_040,
    ]);
  });

  test("are not counted against another address", () => {
    const limit = new ArrivalLimit(1);

    expect(limit.admits("10.0.0.1", 0)).toBe(true);
    expect(limit.admits("10.0.0.2", 1)).toBe(true);
    expect(limit.admits("10.0.0.1", 2)).toBe(false);
  });
});
