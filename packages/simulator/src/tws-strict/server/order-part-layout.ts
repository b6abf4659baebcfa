import { orderStatus } from "../field/contract-kind.ts";
import { bool, int, unsetDecimal, unsetDouble, unsetInt } from "../field/field-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import { text } from "../field/text-kind.ts";

/** The order's status and what it would do to the margins; doubles written as text, unset unless whatIf. */
export function preview(walk: FieldWalk): void {
  walk.one(orderStatus, "status");
  walk.each(unsetDouble, [
    ...margins("Before"),
    ...margins("Change"),
    ...margins("After"),
    "commission",
    "minCommission",
    "maxCommission",
  ]);
  walk.one(text, "commissionCurrency");
  if (walk.serverVersion >= 195) outsideHours(walk);
  walk.one(text, "warningText");
}

/** An adjustment of a stop; "None" and six unset prices where there is none. */
export function adjusted(walk: FieldWalk): void {
  walk.one(text, "adjustedOrderType", "None");
  walk.each(unsetDouble, [
    "triggerPrice",
    "adjustedTrailStopPrice",
    "lmtPriceOffset",
    "adjustedStopPrice",
    "adjustedStopLimitPrice",
    "adjustedTrailingAmount",
  ]);
  walk.one(int, "adjustableTrailingUnit");
}

/** Eight fields and what later versions added. */
export function orderTail(walk: FieldWalk): void {
  const { serverVersion } = walk;
  walk.each(unsetInt, ["duration", "postToAts"]);
  walk.one(bool, "autoCancelParent");
  walk.each(unsetInt, ["minTradeQty", "minCompeteSize"]);
  walk.each(unsetDouble, ["competeAgainstBestOffset", "midOffsetAtWhole", "midOffsetAtHalf"]);
  if (serverVersion >= 183) walk.one(text, "customerAccount");
  if (serverVersion >= 184) walk.one(bool, "professionalCustomer");
  if (serverVersion >= 185) walk.one(text, "bondAccruedInterest");
  if (serverVersion >= 189) walk.one(bool, "includeOvernight");
  if (serverVersion >= 193) {
    walk.one(text, "extOperator");
    walk.one(unsetInt, "manualOrderIndicator");
  }
  if (serverVersion >= 198) walk.one(text, "submitter");
  if (serverVersion >= 199) walk.one(bool, "imbalanceOnly");
}

function outsideHours(walk: FieldWalk): void {
  walk.one(text, "marginCurrency");
  walk.each(
    unsetDouble,
    [...margins("Before"), ...margins("Change"), ...margins("After")].map((name) => `${name}OutsideRTH`),
  );
  walk.one(unsetDecimal, "suggestedSize");
  walk.one(text, "rejectReason");
  walk.rows("orderAllocations", (row) => {
    row.one(text, "account");
    row.each(unsetDecimal, [
      "position",
      "positionDesired",
      "positionAfter",
      "desiredAllocQty",
      "allowedAllocQty",
    ]);
    row.one(bool, "isMonetary");
  });
}

function margins(when: string): readonly string[] {
  return [`initMargin${when}`, `maintMargin${when}`, `equityWithLoan${when}`];
}
