import { bool, double, int, unsetDouble, unsetInt, type FieldKind } from "./field-kind.ts";
import type { FieldWalk } from "./field-walk.ts";
import { choice, someText, text } from "./text-kind.ts";

/** Parts which orders have in both directions. */

/** A tag and a value for each. */
export function tagValues(walk: FieldWalk, field: string, counts?: readonly number[]): void {
  walk.rows(
    field,
    (row) => {
      row.each(text, ["tag", "value"]);
    },
    counts,
  );
}

/** Legs of eight fields, a price for each or none at all, and the routing; nothing where the order is no package. */
export function orderLegs(walk: FieldWalk, secType: string): void {
  const counts = secType === "BAG" ? undefined : [0];
  const legs = walk.rows("comboLegs", orderLeg, counts);
  walk.rows("orderComboLegs", legPrice, [0, legs]);
  tagValues(walk, "smartComboRoutingParams", counts);
}

function orderLeg(walk: FieldWalk): void {
  walk.each(int, ["conId", "ratio"]);
  walk.one(choice("BUY", "SELL", "SSHORT"), "action");
  walk.one(someText, "exchange", "SMART");
  walk.each(int, ["openClose", "shortSaleSlot"]);
  walk.one(text, "designatedLocation");
  walk.one(int, "exemptCode", -1);
}

function legPrice(walk: FieldWalk): void {
  walk.one(unsetDouble, "price");
}

/** The hedge of a contract by its underlying: a flag, and three fields where it is set. */
export function deltaNeutralContract(walk: FieldWalk): void {
  if (!walk.one(bool, "deltaNeutralContract")) return;
  walk.one(int, "deltaNeutralContractConId");
  walk.each(double, ["deltaNeutralContractDelta", "deltaNeutralContractPrice"]);
}

/** An algorithm's name, and its parameters where it has one. */
export function algo(walk: FieldWalk): void {
  if (walk.one(text, "algoStrategy") !== "") tagValues(walk, "algoParams");
}

/** A price increment above zero brings seven more fields. */
export function scaleIncrement(walk: FieldWalk, flag: FieldKind<boolean | null>): void {
  const increment = walk.one(unsetDouble, "scalePriceIncrement");
  if (increment === null || increment <= 0) return;
  walk.one(unsetDouble, "scalePriceAdjustValue");
  walk.one(unsetInt, "scalePriceAdjustInterval");
  walk.one(unsetDouble, "scaleProfitOffset");
  walk.one(flag, "scaleAutoReset");
  walk.each(unsetInt, ["scaleInitPosition", "scaleInitFillQty"]);
  walk.one(flag, "scaleRandomPercent");
}

/** The five fields of an order pegged to a benchmark, for such an order only. */
export function pegToBenchmark(walk: FieldWalk, orderType: string): void {
  if (orderType !== "PEG BENCH" && orderType !== "PEGBENCH") return;
  walk.one(int, "referenceContractId");
  walk.one(bool, "isPeggedChangeAmountDecrease");
  walk.each(double, ["peggedChangeAmount", "referenceChangeAmount"]);
  walk.one(text, "referenceExchangeId");
}

/** What an order waits for; two flags follow where it waits for anything. */
export function conditions(walk: FieldWalk): void {
  const count = walk.rows("conditions", condition);
  if (count > 0) walk.each(bool, ["conditionsIgnoreRth", "conditionsCancelOrder"]);
}

function condition(walk: FieldWalk): void {
  const type = walk.one(conditionType, "type");
  walk.one(choice("a", "o", "A", "O"), "conjunction");
  if (type === "5") {
    walk.each(text, ["secType", "exchange", "symbol"]);
    return;
  }
  walk.one(bool, "isMore");
  walk.one(CONDITION_VALUES[type] ?? text, "value");
  if (type === "1" || type === "6" || type === "7") {
    walk.one(int, "conId");
    walk.one(text, "exchange");
  }
  if (type === "1") walk.one(int, "triggerMethod");
}

// 1 price, 3 time, 4 margin, 5 execution, 6 volume, 7 percent change
const conditionType = choice("1", "3", "4", "5", "6", "7");

const CONDITION_VALUES: Readonly<Record<string, FieldKind>> = {
  "1": double,
  "3": text,
  "4": int,
  "6": int,
  "7": double,
};
