import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fisherInterval } from "./fisher-interval.ts";
import { orNull } from "./refusal.ts";

const VECTORS = join(import.meta.dirname, "../../../../shared/vectors/stats_vectors.json");

describe("Fisher's interval of a correlation", () => {
  it.skipIf(!existsSync(VECTORS))("is the reference value's", () => {
    const { correlation } = JSON.parse(readFileSync(VECTORS, "utf8")) as {
      correlation: { x: number[]; full_xy: number; fisher95_xy: [number, number] };
    };

    const interval = orNull(fisherInterval(correlation.full_xy, correlation.x.length));

    expect(interval?.low).toBeCloseTo(correlation.fisher95_xy[0], 12);
    expect(interval?.high).toBeCloseTo(correlation.fisher95_xy[1], 12);
  });

  it("is refused below four pairs", () => {
    expect(fisherInterval(0.5, 3)).toMatchObject({ error: { code: "outOfRange", input: "n", given: 3 } });
    expect(fisherInterval(0.5, 4).ok).toBe(true);
  });

  it.each([1, -1])("of a perfect correlation %d is that correlation", (rho) => {
    expect(orNull(fisherInterval(rho, 15))).toEqual({ low: rho, high: rho });
  });
});
