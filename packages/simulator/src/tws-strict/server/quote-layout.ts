import { decimal, double, exactly, int, intFrom, unsetDecimal } from "../field/field-kind.ts";
import type { FieldWalk } from "../field/field-walk.ts";
import { barTime, text } from "../field/text-kind.ts";

/** Price with size; the mask is 1 auto execution, 2 past limit, 4 before the open. */
export function tickPrice(walk: FieldWalk): void {
  walk.one(exactly(6), "version");
  walk.each(int, ["reqId", "tickType"]);
  walk.one(double, "price");
  walk.one(unsetDecimal, "size");
  walk.one(intFrom(0, 7), "attrMask");
}

export function tickSize(walk: FieldWalk): void {
  walk.one(exactly(6), "version");
  walk.each(int, ["reqId", "tickType"]);
  walk.one(unsetDecimal, "size");
}

/** −1 for volatility and prices, −2 for the greeks, means not computed. */
export function optionComputation(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(int, "tickType");
  walk.one(intFrom(0, 1), "tickAttrib");
  walk.each(double, ["impliedVol", "delta", "optPrice", "pvDividend", "gamma", "vega", "theta", "undPrice"]);
}

export function tickGeneric(walk: FieldWalk): void {
  walk.one(exactly(6), "version");
  walk.each(int, ["reqId", "tickType"]);
  walk.one(double, "value");
}

export function tickString(walk: FieldWalk): void {
  walk.one(exactly(6), "version");
  walk.each(int, ["reqId", "tickType"]);
  walk.one(text, "value");
}

export function tickReqParams(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.one(double, "minTick");
  walk.one(text, "bboExchange");
  walk.one(int, "snapshotPermissions");
}

export function marketDataType(walk: FieldWalk): void {
  walk.one(exactly(1), "version");
  walk.one(int, "reqId");
  walk.one(intFrom(1, 4), "marketDataType");
}

/** A trade (1, 2), a quote (3) or a middle (4). */
export function tickByTick(walk: FieldWalk): void {
  walk.one(int, "reqId");
  const type = walk.one(intFrom(1, 4), "tickType");
  walk.one(int, "time");
  switch (type) {
    case 3:
      walk.each(double, ["bidPrice", "askPrice"]);
      walk.each(decimal, ["bidSize", "askSize"]);
      walk.one(intFrom(0, 3), "attrMask");
      return;
    case 4:
      walk.one(double, "midPoint");
      return;
    default:
      walk.one(double, "price");
      walk.one(decimal, "size");
      walk.one(intFrom(0, 3), "attrMask");
      walk.each(text, ["exchange", "specialConditions"]);
  }
}

/** Bars of the past; start and end left the message at 196. */
export function historical(walk: FieldWalk): void {
  walk.one(int, "reqId");
  if (walk.serverVersion < 196) walk.each(text, ["startDate", "endDate"]);
  walk.rows("bars", (bar) => {
    bar.one(barTime, "date");
    bar.each(double, ["open", "high", "low", "close"]);
    bar.each(decimal, ["volume", "wap"]);
    bar.one(int, "barCount");
  });
}

export function historicalEnd(walk: FieldWalk): void {
  walk.one(int, "reqId");
  walk.each(text, ["startDate", "endDate"]);
}

/** A bar as it changes, for a request that keeps up to date; the order of prices differs from the bars'. */
export function historicalUpdate(walk: FieldWalk): void {
  walk.each(int, ["reqId", "barCount"]);
  walk.one(barTime, "date");
  walk.each(double, ["open", "close", "high", "low"]);
  walk.each(decimal, ["wap", "volume"]);
}
