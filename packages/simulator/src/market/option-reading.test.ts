import { priceOf, yearsOf } from "@smart0dte/pricing";
import { expect, test } from "vitest";
import { readOption } from "./option-reading.ts";

const hour = 3_600;

test.each([
  ["C", 605],
  ["C", 598],
  ["P", 605],
  ["P", 598],
] as const)("the volatility of a priced %s %i is found again, in and out of the money", (right, strike) => {
  const terms = { right, spot: 600, strike, years: yearsOf(3 * hour), rate: 0, dividendYield: 0 };
  const price = priceOf({ ...terms, volatility: 0.21 });
  const reading = readOption({ right, spot: 600, strike, price, seconds: 3 * hour });

  expect(reading?.volatility).toBeCloseTo(0.21, 6);
  const dearer = priceOf({ ...terms, volatility: 0.22 });
  expect(reading?.vega).toBeCloseTo(dearer - price, 2);
  expect(Math.sign(reading?.delta ?? 0)).toBe(right === "C" ? 1 : -1);
});

test.each([
  ["no time", { price: 1, seconds: 0 }],
  ["no price", { price: 0, seconds: hour }],
  ["less than its intrinsic value", { price: 4, seconds: hour }],
])("with %s nothing is implied", (_, over) => {
  expect(readOption({ right: "C", spot: 600, strike: 595, ...over })).toBeNull();
});
