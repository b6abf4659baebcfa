import { USD_E4 } from "@smart0dte/domain";
import type { BrokerOrder } from "../broker/broker-order.ts";
import { isBag } from "../contracts/listed-contract.ts";
import { row, always, type FieldRow } from "../wire/field-table.ts";
import { UNSET_INT, type Field } from "../wire/field-text.ts";
import { SINCE } from "../wire/server-versions.ts";
import {
  expiryOf,
  localSymbolOf,
  multiplierOf,
  rightOf,
  strikeOf,
  tradingClassOf,
} from "./contract-fields.ts";

/** What a message about an order speaks of. */
export interface OrderSubject {
  readonly order: BrokerOrder;
}

/** Added to a limit, this is what a limit order shows as its trailing stop. */
const TRAIL_FILLER = USD_E4;

const dollarsOr = (price: number | null): Field => (price === null ? 0 : price / USD_E4);

/** Runs of fields that open and completed orders have in common, in their order. */
export const CONTRACT_ROWS: readonly FieldRow<OrderSubject>[] = [
  row("conId", ({ order }) => order.ticket.contract.conId),
  row("symbol", ({ order }) => order.ticket.contract.symbol),
  row("secType", ({ order }) => order.ticket.contract.secType),
  row("expiry", ({ order }) => expiryOf(order.ticket.contract)),
  row("strike", ({ order }) => strikeOf(order.ticket.contract)),
  row("right", ({ order }) => rightOf(order.ticket.contract)),
  row("multiplier", ({ order }) => multiplierOf(order.ticket.contract)),
  row("exchange", ({ order }) => order.ticket.exchange),
  always("currency", "USD"),
  row("localSymbol", ({ order }) => localSymbolOf(order.ticket.contract)),
  row("tradingClass", ({ order }) => tradingClassOf(order.ticket.contract)),
];

export const ASKED_ROWS: readonly FieldRow<OrderSubject>[] = [
  row("action", ({ order }) => order.ticket.action),
  row("quantity", ({ order }) => order.quantity),
  row("orderType", ({ order }) => order.ticket.orderType),
  row("limitPrice", ({ order }) => dollarsOr(order.ticket.limit)),
  row("auxPrice", ({ order }) => dollarsOr(order.ticket.stop)),
  row("tif", ({ order }) => order.ticket.tif),
  row("ocaGroup", ({ order }) => order.ocaGroup),
  row("account", ({ order }) => order.ticket.account),
  row("openClose", ({ order }) => order.ticket.openClose),
  always("origin", 0),
  row("orderRef", ({ order }) => order.ticket.orderRef),
];

export const ALLOCATION_ROWS: readonly FieldRow<OrderSubject>[] = [
  always("faGroup", ""),
  always("faMethod", ""),
  always("faPercentage", ""),
  always("faProfile", "", { until: SINCE.noFaProfile }),
  row("modelCode", ({ order }) => order.ticket.modelCode),
  always("goodTillDate", ""),
  always("rule80A", ""),
  always("percentOffset", ""),
  always("settlingFirm", ""),
  always("shortSaleSlot", 0),
  always("designatedLocation", ""),
  always("exemptCode", -1),
];

export const BOX_ROWS: readonly FieldRow<OrderSubject>[] = [
  always("startingPrice", ""),
  always("stockReferencePrice", ""),
  always("delta", ""),
  always("stockRangeLower", ""),
  always("stockRangeUpper", ""),
  row("displaySize", ({ order }) => order.ticket.displaySize),
];

export const SIZE_ROWS: readonly FieldRow<OrderSubject>[] = [
  always("allOrNone", false),
  always("minimumQuantity", UNSET_INT),
  row("ocaType", ({ order }) => order.ocaType),
];

export const TRAIL_ROWS: readonly FieldRow<OrderSubject>[] = [
  row("trailStopPrice", ({ order }) => {
    const { limit, orderType } = order.ticket;
    return orderType === "LMT" && limit !== null ? (limit + TRAIL_FILLER) / USD_E4 : "";
  }),
  always("trailingPercent", ""),
];

export const COMBO_ROWS: readonly FieldRow<OrderSubject>[] = [
  row("comboLegsDescription", ({ order: { ticket } }) =>
    isBag(ticket.contract)
      ? ticket.contract.legs
          .map(({ contract, ratio, action }) => `${contract.conId}|${action === "BUY" ? ratio : -ratio}`)
          .join(",")
      : "",
  ),
  row("comboLegs", ({ order: { ticket } }) => {
    if (!isBag(ticket.contract)) return 0;
    const { legs } = ticket.contract;
    return [
      legs.length,
      ...legs.flatMap(({ contract, ratio, action, exchange }) => [
        contract.conId,
        ratio,
        action,
        exchange,
        0,
        0,
        "",
        -1,
      ]),
    ];
  }),
  always("legPrices", 0),
  row("routing", ({ order: { ticket } }) => [ticket.routing.length, ...ticket.routing.flat()]),
  always("scaleInitialSize", UNSET_INT),
  always("scaleSubsequentSize", UNSET_INT),
  always("scalePriceIncrement", ""),
  always("hedgeType", ""),
];

export const CLEARING_ROWS: readonly FieldRow<OrderSubject>[] = [
  always("clearingAccount", ""),
  always("clearingIntent", "IB"),
  always("notHeld", false),
  always("deltaNeutralContract", false),
  always("algoStrategy", ""),
  always("solicited", false),
];
