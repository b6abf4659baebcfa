import { err, orderId, usdE4, type Leg } from "@smart0dte/domain";
import { aLeg, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { translateOrder, type KnownContract, type PlaceCommand } from "./order-translation.ts";

const STEPS = [
  { from: usdE4(0), step: usdE4(100) },
  { from: usdE4(30_000), step: usdE4(500) },
];
const known = ({ contract }: Leg): KnownContract => ({ conId: contract.strike / 100, steps: STEPS });
const command = (legs: readonly Leg[], limit: number, quantity = 2): PlaceCommand => ({
  type: "orderCommand",
  action: "place",
  at: minute(60),
  orderId: orderId(3, 0),
  purpose: "open",
  legs,
  quantity,
  limit: usdE4(limit),
  validUntil: minute(120),
});
const terms = (legs: readonly Leg[], limit: number) => {
  const ticket = translateOrder(command(legs, limit), "DU1", known);
  if (!ticket.ok) return ticket;
  const { action, quantity, limit: price } = ticket.value.order;
  return [ticket.value.contract.kind, action, quantity, price];
};
const VERTICAL = [aLeg(660, "P", -1), aLeg(655, "P", 1)];

describe("an order in the broker's terms", () => {
  it.each([
    ["a credit package is bought at its negative price", VERTICAL, -6_000, ["package", "BUY", 2, -6_000]],
    ["a credit off the tick asks for more", VERTICAL, -6_050, ["package", "BUY", 2, -6_100]],
    ["a debit off the tick pays less", VERTICAL, 6_050, ["package", "BUY", 2, 6_000]],
    ["a price beyond an edge moves by the coarser tick", VERTICAL, 31_200, ["package", "BUY", 2, 31_000]],
    [
      "a short leg alone is sold at a positive price",
      [aLeg(660, "P", -1)],
      -9_150,
      ["option", "SELL", 2, 9_200],
    ],
    ["a long leg alone is bought", [aLeg(660, "P", 1)], 9_150, ["option", "BUY", 2, 9_100]],
    [
      "two of a leg alone are twice the contracts at half the price",
      [aLeg(660, "P", 2)],
      18_300,
      ["option", "BUY", 4, 9_100],
    ],
    ["a price of nothing is refused", [aLeg(660, "P", 1)], 50, err({ code: "PRICE_NOT_POSITIVE", price: 0 })],
    [
      "five legs are refused",
      [1, 2, 3, 4, 5].map((n) => aLeg(650 + n, "P", 1)),
      100,
      err({ code: "TOO_MANY_LEGS", legs: 5 }),
    ],
    ["half a ratio is refused", [aLeg(660, "P", 0.5)], 100, err({ code: "NOT_A_RATIO", ratio: 0.5 })],
  ])("%s", (_what, legs, limit, expected) => {
    expect(terms(legs, limit)).toEqual(expected);
  });

  it.each([
    ["a bought stop is triggered on the tick above", aLeg(660, "P", 1), 26_950, 76_900, 27_000],
    ["a bought stop on the tick stays on it", aLeg(660, "P", 1), 26_900, 76_900, 26_900],
    ["a coarser tick is the one in force at its price", aLeg(660, "P", 1), 31_200, 76_900, 31_500],
    ["a sold stop is triggered on the tick below", aLeg(660, "P", -1), 26_950, -20_000, 26_900],
  ])("%s", (_what, leg, trigger, limit, expected) => {
    const asked = { ...command([leg], limit), trigger: usdE4(trigger) };

    expect(translateOrder(asked, "DU1", known)).toMatchObject({ value: { order: { trigger: expected } } });
  });

  it("refuses a stop on a package, and one without a price", () => {
    const on = (legs: readonly Leg[], trigger: number) =>
      translateOrder({ ...command(legs, 6_000), trigger: usdE4(trigger) }, "DU1", known);

    expect(on(VERTICAL, 6_000)).toEqual(err({ code: "STOP_ON_PACKAGE", legs: 2 }));
    expect(on([aLeg(660, "P", 1)], 0)).toEqual(err({ code: "PRICE_NOT_POSITIVE", price: 0 }));
  });

  it("names account and intent", () => {
    expect(translateOrder(command(VERTICAL, -6_000), "DU1", known)).toMatchObject({
      value: { order: { account: "DU1", orderRef: "o-3-0" } },
    });
  });
});
