import { anySecType, requestedRight } from "../field/contract-kind.ts";
import { int, optional, unsetDouble } from "../field/field-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import { choice, expiry, text } from "../field/text-kind.ts";

/** The twelve fields with which requests name a contract; answers what later fields depend on. */
export function requestedContract(walk: FieldWalk): {
  readonly secType: string;
  readonly exchange: string;
} {
  const secType = contractCore(walk);
  walk.one(text, "multiplier");
  const exchange = walk.one(text, "exchange");
  walk.each(text, ["primaryExchange", "currency", "localSymbol", "tradingClass"]);
  return { secType, exchange };
}

/** The same without the primary exchange. */
export function exercisedContract(walk: FieldWalk): void {
  contractCore(walk);
  walk.each(text, ["multiplier", "exchange", "currency", "localSymbol", "tradingClass"]);
}

/** The four fields of a quoted package's leg. */
export function quotedLegs(walk: FieldWalk): void {
  walk.rows("comboLegs", (leg) => {
    leg.each(int, ["conId", "ratio"]);
    leg.one(choice("BUY", "SELL", "SSHORT"), "action");
    leg.one(text, "exchange");
  });
}

function contractCore(walk: FieldWalk): string {
  walk.one(optional(int), "conId");
  walk.one(text, "symbol");
  const type = walk.one(anySecType, "secType");
  walk.one(expiry, "lastTradeDateOrContractMonth");
  walk.one(unsetDouble, "strike");
  walk.one(requestedRight, "right");
  return type;
}
