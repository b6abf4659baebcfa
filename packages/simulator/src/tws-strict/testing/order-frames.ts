import { before, since, specFields } from "./spec-frame.ts";

/** Order frames written by hand from the protocol's description, line by line as it has them. */

const NINE_MAX = "MAX MAX MAX MAX MAX MAX MAX MAX MAX";

/** What differs between orders in these frames. */
export interface OrderShape {
  readonly contract: string;
  readonly legs: string;
  readonly whatIf: string;
  readonly margins: string;
}

export const SINGLE: OrderShape = {
  contract: "700000001 SPY OPT 20261122 590 C 100 SMART USD SPY~~~261122C00590000 SPY",
  legs: "_ 0 0 0",
  whatIf: "0",
  margins: `${NINE_MAX} _ _ _ _`,
};

export const COMBO: OrderShape = {
  contract: "28812380 SPY BAG _ 0 ? _ SMART USD SPY COMB",
  legs: `700000001|1,700000002|-1
    2 700000001 1 BUY SMART 0 0 _ -1 700000002 1 SELL SMART 0 0 _ -1
    2 _ 0.55
    1 NonGuaranteed 0`,
  whatIf: "0",
  margins: `${NINE_MAX} _ _ _ _`,
};

export const PREVIEW: OrderShape = {
  ...SINGLE,
  whatIf: "1",
  margins: "1000.5 900 5000 250 225 -12.5 1250.5 1125 4987.5 1.3 1.3 2.6 USD",
};

/** openOrder (5). */
export function openOrderFrame(version: number, shape: OrderShape = SINGLE): readonly string[] {
  return specFields(
    `5 7 ${shape.contract}`,
    "BUY 2 LMT 1.25 0.0 DAY _ DU1234567 _ 0 intent-1 1 1234567890",
    `0 0 0 _ _ _ _ _ ${before(version, 177, "_")} _ _ _ _ _ 0 _ -1`,
    "0 _ _ _ _ _ _ 0 0 0 _ 3 0 0 _ 0 0",
    "_ 0 None _ 0 _ _ _ ? 0 0 _ 0 0",
    "2.25 _ _ _",
    shape.legs,
    `_ _ _ _ 0 _ IB 0 0 _ 0 ${shape.whatIf} PreSubmitted`,
    shape.margins,
    since(version, 195, `USD ${NINE_MAX} _ _ 0`),
    "_",
    "0 0 0 None MAX MAX MAX MAX MAX MAX 0 _ _ _ 0 1 0 0 0",
    "_ 2147483647 0 _ 100 0.02 _ _",
    since(version, 183, "_"),
    since(version, 184, "0"),
    since(version, 185, "_"),
    since(version, 189, "0"),
    since(version, 193, "_ 2147483647"),
    since(version, 198, "desk"),
    since(version, 199, "0"),
  );
}

/** completedOrder (101). */
export function completedOrderFrame(version: number, shape: OrderShape = SINGLE): readonly string[] {
  return specFields(
    `101 ${shape.contract}`,
    "BUY 2 LMT 1.25 0.0 DAY _ DU1234567 _ 0 intent-1 1234567890",
    `0 0 0 _ _ _ _ ${before(version, 177, "_")} _ _ _ _ _ 0 _ -1`,
    "_ _ _ _ _ _ 0 0 _ 3 0",
    "_ 0 None _ 0 0 0 _ 0 0",
    "2.25 _",
    shape.legs,
    "_ _ _ _ _ IB 0 0 _ 0 Filled",
    "0 0 0 MAX MAX 0 1 0",
    "_ 2 2147483647 0 Not~an~insider 0 0 9223372036854775807",
    "20261122~09:31:00~US/Eastern Filled~Size:~2",
    "_ 100 0.02 _ _",
    since(version, 183, "_"),
    since(version, 184, "0"),
    since(version, 198, "desk"),
  );
}

/** placeOrder (3); a package has its legs, their prices and its routing after the main fields. */
export function placeOrderFrame(version: number, legs = ""): readonly string[] {
  const contract =
    legs === ""
      ? "700000001 SPY OPT 20261122 590 C 100 SMART _ USD _ SPY _ _"
      : "0 SPY BAG _ 0.0 _ _ SMART _ USD _ _ _ _";
  return specFields(
    `3 7 ${contract}`,
    "BUY 2 LMT 1.25 _ DAY _ DU1234567 _ 0 intent-1 1 0 0 0 0 0 0 0",
    legs,
    `_ 0 _ _ _ _ _ ${before(version, 177, "_")} _`,
    "0 _ -1 0 _ _ 0 _ _ 0 0 _ 0 _ _ _ _ _",
    "0 _ _ _ _ 0 _ _ _",
    "_ _ _ _ _ _ _ 0 _ _ 0",
    "0 _ _ 0 _ 0 0 0",
    "0 _ _ _ _ _ _ 0 _ _ _ _",
    "_ _ _ _ 0 0 0 _",
    "_ _ 0 _ _",
    since(version, 183, "_"),
    since(version, 184, "0"),
    version >= 187 && version <= 189 ? "_ 2147483647" : "",
    since(version, 189, "0"),
    since(version, 192, "_"),
    since(version, 199, "0"),
  );
}

/** A package's part of placeOrder. */
export const PLACED_LEGS = `2 700000001 1 BUY SMART 0 0 _ -1 700000002 1 SELL SMART 0 0 _ -1
  0 1 NonGuaranteed 0`;
