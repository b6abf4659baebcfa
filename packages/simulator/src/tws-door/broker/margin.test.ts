import { expect, test } from "vitest";
import { aContract } from "../testing/contract-builder.ts";
import { marginOf, postExpirationMargin } from "./margin.ts";

const spot = (): number => 6_000_000;
const dollars = (e4: number): number => e4 / 10_000;
const leg = (right: "C" | "P", strike: number, quantity: number) => ({
  contract: aContract({ right, strike }),
  quantity,
});

test.each([
  ["a long option needs nothing", [leg("C", 600, 3)], 0],
  ["a short vertical needs its width", [leg("P", 595, -2), leg("P", 590, 2)], 1_000],
  ["a debit vertical needs nothing", [leg("C", 600, 1), leg("C", 605, -1)], 0],
  [
    "an iron condor needs one side's width",
    [leg("P", 590, 1), leg("P", 595, -1), leg("C", 605, -1), leg("C", 610, 1)],
    500,
  ],
  ["a short call needs a rise of a fifth", [leg("C", 600, -1)], 12_000],
  ["a short put needs a fall of a fifth", [leg("P", 600, -1)], 12_000],
  ["closed rows need nothing", [leg("C", 600, 0)], 0],
])("%s", (_, holdings, margin) => {
  expect(dollars(marginOf(holdings, spot))).toBe(margin);
});

test.each([
  ["options out of the money leave no shares", [leg("C", 605, -5)], 0],
  ["a short call in the money leaves short shares", [leg("C", 595, -1)], 30_000],
  ["a spread in the money on both legs leaves none", [leg("C", 590, 1), leg("C", 595, -1)], 0],
])("after expiry %s", (_, holdings, margin) => {
  expect(dollars(postExpirationMargin(holdings, spot))).toBe(margin);
});
