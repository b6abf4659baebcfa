import { expect, test } from "vitest";
import { atTheMoney, smileAt } from "./expiry-smile.ts";
import { OptionChain } from "./option-chain.ts";

const FORWARD = 680;
const VARIANCE = 0.008 ** 2;

test("the smile is level at the money, steeper for puts than for calls", () => {
  expect(smileAt(0)).toBeCloseTo(1, 12);
  expect(smileAt(-3)).toBeGreaterThan(smileAt(3));
  expect(smileAt(3)).toBeGreaterThan(1);
});

test("a strip over all strikes gives back the variance that the model expects", () => {
  const width = 0.02;
  const strikes = Array.from({ length: 8_000 }, (_, i) => 600 + i * width);
  const chain = new OptionChain(strikes);
  chain.value({ forward: FORWARD, variance: VARIANCE }, 0, strikes.length);

  const strip = strikes.reduce((sum, strike, i) => {
    const outOfTheMoney = chain.valueOf(strike < FORWARD ? 2 * i + 1 : 2 * i);
    return sum + (2 * width * outOfTheMoney) / strike ** 2;
  }, 0);

  expect(strip / VARIANCE).toBeCloseTo(1, 2);
});

test("values fall from strike to strike, by less and less, and obey parity exactly", () => {
  const strikes = Array.from({ length: 51 }, (_, i) => 655 + i);
  for (const variance of [1e-4, VARIANCE, 1e-6, 1e-8]) {
    const chain = new OptionChain(strikes);
    chain.value({ forward: FORWARD + 0.37, variance }, 0, strikes.length);
    const call = (i: number): number => chain.valueOf(2 * i);

    for (let i = 1; i < strikes.length - 1; i += 1) {
      expect(call(i)).toBeLessThanOrEqual(call(i - 1));
      expect(call(i - 1) - 2 * call(i) + call(i + 1)).toBeGreaterThan(-1e-9);
      expect(call(i) - chain.valueOf(2 * i + 1)).toBeCloseTo(FORWARD + 0.37 - (strikes[i] ?? 0), 9);
    }
  }
});

test("without variance left an option is worth what exercise gives", () => {
  const chain = new OptionChain([679, 680, 681]);
  chain.value({ forward: 680.25, variance: 0 }, 0, 3);

  expect([0, 1, 2, 3, 4, 5].map((option) => chain.valueOf(option))).toEqual([1.25, 0, 0.25, 0, 0, 0.75]);
  expect(atTheMoney(0)).toBe(0);
});
