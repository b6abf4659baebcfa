import {
  minus,
  openMid,
  type BrokerEvent,
  type FillQuality,
  type Order,
  type QuoteOf,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";

type BrokerFill = Pick<Extract<BrokerEvent, { kind: "fill" }>, "at" | "legs" | "price">;

/** What an execution is held against. */
export interface Yardstick {
  readonly plan: TradePlan | undefined;
  /** The market when the desk heard of it; null where it was not told. */
  readonly quoteOf: QuoteOf | null;
}

/** Holds an execution against the middle then and now, against the plan, and against the clock. */
export function qualityOf(order: Order, fill: BrokerFill, { plan, quoteOf }: Yardstick): FillQuality {
  const { at, legs, price } = fill;
  const traded = order.legs.filter((own) => legs.some(({ instrument }) => instrument === own.instrument));
  // a long leg that stayed behind makes it another package than the one whose middle was noted
  const isWhole = traded.length === order.legs.length;
  return {
    toPlacedMid: isWhole ? beyond(price, order.placedMid) : null,
    toFillMid: quoteOf === null ? null : beyond(price, openMid(traded, quoteOf)),
    toPlan: plan === undefined ? null : beyond(price, plannedPrice(order, plan)),
    sinceIntent: at - (order.history[0]?.at ?? at),
  };
}

/** Debit positive, so more is worse whichever way the package is traded. */
const beyond = (price: UsdE4, yardstick: UsdE4 | null): UsdE4 | null =>
  yardstick === null ? null : minus(price, yardstick);

function plannedPrice({ purpose, reason }: Order, plan: TradePlan): UsdE4 | null {
  if (purpose === "open") return plan.entryLimit;
  if (reason === "target") return plan.target.closeAt;
  return reason === "stop" ? plan.stop.closeAt : null;
}
