import fc from "fast-check";
import { expect, test } from "vitest";
import { dayShape, shapeToClose } from "./day-shape.ts";
import { DAYS_PER_YEAR } from "./model-parameters.ts";
import { PriceProcess } from "./price-process.ts";
import { RandomStream } from "./random-stream.ts";
import { JUMP_VARIANCE_PER_DAY, VarianceProcess } from "./variance-process.ts";
import { sessionGrid } from "./session-grid.ts";
import { aSession } from "@smart0dte/domain/testing";

/** Midpoint rule, the closed form's independent witness. */
const integral = (of: (s: number) => number, from: number): number => {
  const pieces = 20_000;
  const h = (1 - from) / pieces;
  let sum = 0;
  for (let i = 0; i < pieces; i += 1) sum += of(from + (i + 0.5) * h) * h;
  return sum;
};

test("the intraday shape integrates to one and is a U", () => {
  expect(integral(dayShape, 0)).toBeCloseTo(1, 6);
  expect(dayShape(0)).toBeGreaterThan(2.5 * dayShape(0.5));
  expect(dayShape(1)).toBeGreaterThan(1.5 * dayShape(0.5));
});

test("the faded integral of the shape to the close is what numbers give", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 12, noNaN: true }),
      (x, speed) => {
        const numeric = integral((s) => dayShape(s) * Math.exp(-speed * (s - x)), x);
        expect(Math.abs(shapeToClose(x, speed) - numeric)).toBeLessThan(1e-6);
      },
    ),
    { numRuns: 30 },
  );
  expect(shapeToClose(1, 3)).toBe(0);
});

test("realised variance of many sessions agrees with what the model expected at the open, for each ticker", () => {
  const sessions = 250;
  const session = aSession();
  const grid = {
    ...sessionGrid(session, 306, undefined),
    stepMicros: 5_000_000,
    steps: 4_680,
    dx: 1 / 4_680,
  };
  const expected = [0, 0, 0];
  const realised = [0, 0, 0];
  for (let seed = 0; seed < sessions; seed += 1) {
    const opens = { SPY: 680, QQQ: 600, IWM: 250 };
    const chance = (name: string): RandomStream => new RandomStream(`${seed}/${name}`);
    const process = new PriceProcess({ grid, length: 1, opens, planted: false, chance });
    for (const i of [0, 1, 2]) expected[i] = (expected[i] ?? 0) + process.varianceToClose(i);
    let before = [680, 600, 250];
    for (let step = 0; step < grid.steps; step += 1) {
      process.step();
      const now = [0, 1, 2].map((i) => process.price(i));
      for (const i of [0, 1, 2])
        realised[i] = (realised[i] ?? 0) + Math.log((now[i] ?? 0) / (before[i] ?? 0)) ** 2;
      before = now;
    }
  }

  // 250 sessions leave a standard error of about 2 %
  for (const i of [0, 1, 2]) expect((realised[i] ?? 0) / (expected[i] ?? 0)).toBeCloseTo(1, 1);
});

test("the VIX is the root of the variance that the process goes on to have over 30 days", () => {
  const start = (): VarianceProcess => new VarianceProcess(1, new RandomStream("vix/start"));
  const days = (30 / 365) * DAYS_PER_YEAR;
  const paths = 300;
  const dx = 0.02;
  const steps = Math.round(days / dx);
  let sum = 0;
  for (let path = 0; path < paths; path += 1) {
    const process = start();
    const chance = new RandomStream(`vix/${path}`);
    for (let step = 0; step < steps; step += 1) {
      sum += process.annual / (paths * steps);
      process.step(dx, chance.normal(), chance);
    }
  }

  const simulated = 100 * Math.sqrt(sum + JUMP_VARIANCE_PER_DAY * DAYS_PER_YEAR);

  expect(Math.abs(start().vix() / simulated - 1)).toBeLessThan(0.02);
});
