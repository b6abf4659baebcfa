import { expect, test } from "vitest";
import { RandomStream } from "./random-stream.ts";

const drawn = (name: string, count: number, draw: (stream: RandomStream) => number): readonly number[] => {
  const stream = new RandomStream(name);
  return Array.from({ length: count }, () => draw(stream));
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test("the same name gives the same draws and another name gives others", () => {
  const first = drawn("42/price", 20, (stream) => stream.normal());

  expect(drawn("42/price", 20, (stream) => stream.normal())).toEqual(first);
  expect(drawn("43/price", 20, (stream) => stream.normal())).not.toEqual(first);
});

test("normal draws have mean 0, deviation 1 and the kurtosis of a bell", () => {
  const values = drawn("moments", 200_000, (stream) => stream.normal());

  expect(mean(values)).toBeCloseTo(0, 1);
  expect(mean(values.map((value) => value ** 2))).toBeGreaterThan(0.985);
  expect(mean(values.map((value) => value ** 2))).toBeLessThan(1.015);
  expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.1);
});

test("streams of neighbouring seeds do not move together", () => {
  const left = drawn("7/price", 50_000, (stream) => stream.normal());
  const right = drawn("8/price", 50_000, (stream) => stream.normal());

  expect(Math.abs(mean(left.map((value, i) => value * (right[i] ?? 0))))).toBeLessThan(0.02);
});

test("uniform draws lie strictly between 0 and 1 with mean one half", () => {
  const values = drawn("uniform", 100_000, (stream) => stream.uniform());

  expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThan(0);
  expect(Math.max(...values.slice(0, 50_000))).toBeLessThan(1);
  expect(Math.abs(mean(values) - 0.5)).toBeLessThan(0.005);
});

test("arrivals come as often as expected", () => {
  expect(Math.abs(mean(drawn("arrivals", 50_000, (stream) => stream.poisson(0.7))) - 0.7)).toBeLessThan(0.02);
});
