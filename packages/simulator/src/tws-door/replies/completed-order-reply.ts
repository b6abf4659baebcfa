import type { BrokerOrder } from "../broker/broker-order.ts";
import { momentText } from "../contracts/trading-hours.ts";
import { always, fieldsOf, row, type FieldRow } from "../wire/field-table.ts";
import { UNSET_DOUBLE, UNSET_INT, type Field } from "../wire/field-text.ts";
import { REPLY } from "../wire/message-ids.ts";
import { SINCE } from "../wire/server-versions.ts";
import {
  ALLOCATION_ROWS,
  ASKED_ROWS,
  BOX_ROWS,
  CLEARING_ROWS,
  COMBO_ROWS,
  CONTRACT_ROWS,
  SIZE_ROWS,
  TRAIL_ROWS,
  type OrderSubject,
} from "./order-fields.ts";

interface CompletedSubject extends OrderSubject {
  readonly parentPermId: number;
}

/** An order that is over. It has no order id: permId and orderRef say which it was. */
export const completedOrderReply = (order: BrokerOrder, parentPermId: number, version: number): Field[] =>
  fieldsOf(COMPLETED_ORDER_ROWS, { order, parentPermId }, version);

const COMPLETED_ORDER_ROWS: readonly FieldRow<CompletedSubject>[] = [
  always("message", REPLY.completedOrder),
  ...CONTRACT_ROWS,
  ...ASKED_ROWS,
  row("permId", ({ order }) => order.permId),
  row("outsideRth", ({ order }) => order.ticket.outsideRth),
  always("hidden", false),
  always("discretionaryAmount", 0),
  always("goodAfterTime", ""),
  ...ALLOCATION_ROWS,
  ...BOX_ROWS,
  always("sweepToFill", false),
  ...SIZE_ROWS,
  row("triggerMethod", ({ order }) => order.ticket.triggerMethod),
  always("volatility", ["", 0]),
  always("deltaNeutral", ["None", "", 0, 0, 0, ""]),
  always("continuousUpdate", 0),
  always("referencePriceType", 0),
  ...TRAIL_ROWS,
  ...COMBO_ROWS,
  ...CLEARING_ROWS,
  row("status", ({ order }) => order.status),
  always("randomize", [false, false]),
  always("conditions", 0),
  always("stopPrices", [UNSET_DOUBLE, UNSET_DOUBLE]),
  always("cashQuantity", 0),
  always("dontUseAutoPriceForHedge", true),
  always("isOmsContainer", false),
  always("autoCancelDate", ""),
  row("filledQuantity", ({ order }) => order.filled),
  always("refFuturesConId", 0),
  always("autoCancelParent", false),
  always("shareholder", ""),
  always("imbalanceOnly", false),
  always("routeMarketableToBbo", false),
  row("parentPermId", ({ parentPermId }) => parentPermId),
  row("completedTime", ({ order }) => momentText(order.updatedAt)),
  row("completedStatus", ({ order }) => order.endText),
  always("pegBest", [UNSET_INT, UNSET_INT, UNSET_DOUBLE, UNSET_DOUBLE, UNSET_DOUBLE]),
  always("customerAccount", "", { since: SINCE.customerAccount }),
  always("professionalCustomer", false, { since: SINCE.professionalCustomer }),
  always("submitter", "", { since: SINCE.submitter }),
];
