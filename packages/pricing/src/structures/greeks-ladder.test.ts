import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greeksLadder, ladderRefusal, type LadderLeg } from "./greeks-ladder.ts";

const leg = (right: "C" | "P", strike: number, quantity: number): LadderLeg => ({
  right,
  strike,
  quantity,
  volatility: 0.15,
});

describe("the Greeks ladder at the close", () => {
  const closeOf = (legs: readonly LadderLeg[], spot: number) =>
    greeksLadder(legs, [spot], { secondsToClose: 60, moments: [] })[0]?.cells[0];

  it("names a spot exactly on a held strike, where delta jumps", () => {
    expect(closeOf([leg("C", 600, 1)], 600)).toMatchObject({ delta: 0, atStrike: true });
    expect(closeOf([leg("C", 600, 1)], 600.01)).toMatchObject({ delta: 1, atStrike: false });
  });

  it("knows the delta at the strike of a call and a put that make up stock", () => {
    const stock = [leg("C", 600, 1), leg("P", 600, -1)];

    expect([599, 600, 601].map((spot) => closeOf(stock, spot))).toMatchObject([
      { value: -1, delta: 1, atStrike: false },
      { value: 0, delta: 1, atStrike: false },
      { value: 1, delta: 1, atStrike: false },
    ]);
  });
});

describe("the Greeks ladder before the close", () => {
  it("is accurate to the second: the theta of a rung is what a second takes", () => {
    const [now, next] = greeksLadder([leg("C", 600, 1)], [600], { secondsToClose: 600, moments: [0, 1] });
    const [before, after] = [now?.cells[0], next?.cells[0]];

    const taken = (after?.value ?? Number.NaN) - (before?.value ?? Number.NaN);
    const meanTheta = ((before?.theta ?? Number.NaN) + (after?.theta ?? Number.NaN)) / 2;
    expect(taken / (meanTheta / 3_600)).toBeCloseTo(1, 5);
  });

  it("has in charm what an hour would do to delta, by differences", () => {
    const [now, next] = greeksLadder([leg("P", 598, 3)], [600], { secondsToClose: 5_400, moments: [0, 1] });
    const [before, after] = [now?.cells[0], next?.cells[0]];

    const moved = (after?.delta ?? Number.NaN) - (before?.delta ?? Number.NaN);
    const meanCharm = ((before?.charm ?? Number.NaN) + (after?.charm ?? Number.NaN)) / 2;
    expect(moved / (meanCharm / 3_600)).toBeCloseTo(1, 4);
  });

  it("goes over into what exercise pays", () => {
    const [last, close] = greeksLadder([leg("C", 600, 1)], [598, 603], { secondsToClose: 1, moments: [0] });

    close?.cells.forEach(({ value, delta }, n) => {
      expect(last?.cells[n]?.value).toBeCloseTo(value, 6);
      expect(last?.cells[n]?.delta).toBeCloseTo(delta, 6);
    });
  });

  it("lets no number out that is none, whatever is asked that is not refused", () => {
    const number = fc.oneof(
      fc.double(),
      fc.constantFrom(0, -1, 1e-300, 1e308, Number.NaN, Number.POSITIVE_INFINITY),
      fc.double({ min: 0.01, max: 1_000 }),
    );
    fc.assert(
      fc.property(number, number, number, number, (strike, volatility, spot, seconds) => {
        const legs: readonly LadderLeg[] = [{ right: "C", strike, quantity: 1, volatility }];
        const times = { secondsToClose: seconds, moments: [0] };
        if (ladderRefusal(legs, [spot], times) !== null) {
          expect(() => greeksLadder(legs, [spot], times)).toThrow("No ladder");
          return;
        }
        for (const { cells } of greeksLadder(legs, [spot], times))
          for (const cell of cells) for (const value of Object.values(cell)) expect(value).not.toBeNaN();
      }),
    );
  });
});
