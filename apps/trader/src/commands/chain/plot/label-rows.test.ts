import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelRows } from "./label-rows.ts";

const aLabel = fc.record({
  x: fc.double({ min: 0, max: 500, noNaN: true }),
  width: fc.integer({ min: 1, max: 200 }),
});

describe("labels over a line", () => {
  it("never touch within a row and never leave the line", () => {
    fc.assert(
      fc.property(fc.array(aLabel, { maxLength: 12 }), (labels) => {
        const placed = labelRows(labels, 0, 500).map((label, i) => {
          const half = (labels[i]?.width ?? 0) / 2;
          return { ...label, from: label.x - half, to: label.x + half };
        });

        for (const [i, one] of placed.entries()) {
          expect(one.from).toBeGreaterThanOrEqual(-1e-9);
          expect(one.to).toBeLessThanOrEqual(500 + 1e-9);
          for (const other of placed.slice(i + 1))
            expect(one.row !== other.row || one.to < other.from || other.to < one.from).toBe(true);
        }
      }),
    );
  });

  it("stay in the first row where there is room", () => {
    expect(
      labelRows(
        [
          { x: 100, width: 50 },
          { x: 110, width: 50 },
          { x: 300, width: 50 },
        ],
        0,
        500,
      ).map(({ row }) => row),
    ).toEqual([0, 1, 0]);
  });
});
