import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DeskPace } from "./desk-pace.ts";

describe("a desk's pace", () => {
  test("allows wall time times the speed", () => {
    const pace = new DeskPace(60, 0);

    expect(pace.allow(20_000)).toBe(1_200_000);
  });

  test("keeps what was not reached as lag and makes it up by at most a quarter more than asked", () => {
    const pace = new DeskPace(10, 0);
    pace.allow(100_000);
    pace.spend(400_000);

    expect(pace.lag).toBe(600_000);
    expect(pace.allow(200_000)).toBe(1_250_000);
    pace.spend(1_250_000);
    expect(pace.lag).toBe(350_000);
  });

  test("answers for a wall that stood still for us with one second", () => {
    const pace = new DeskPace(1, 0);

    expect(pace.allow(3_600_000_000)).toBe(1_000_000);
  });

  test("lets go of what was behind when the speed changes", () => {
    const pace = new DeskPace(100, 0);
    pace.allow(1_000_000);
    pace.restart(1, 1_000_000);

    expect(pace.lag).toBe(0);
    expect(pace.allow(1_500_000)).toBe(500_000);
  });

  test("never gives more than the wall has asked for, whatever is spent", () => {
    const turns = fc.array(
      fc.record({ wall: fc.nat(500_000), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 3_600, noNaN: true }), turns, (speed, list) => {
        const pace = new DeskPace(speed, 0);
        let [wall, used] = [0, 0];
        for (const turn of list) {
          wall += turn.wall;
          const spent = Math.floor(pace.allow(wall) * turn.share);
          pace.spend(spent);
          used += spent;
        }

        expect(used).toBeLessThanOrEqual(wall * speed + 1e-3);
        expect(pace.lag).toBeCloseTo(wall * speed - used, 2);
      }),
    );
  });
});
