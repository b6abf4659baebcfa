import type { BrokerOrder } from "../broker/broker-order.ts";
import type { MarginPreview } from "../broker/execution.ts";
import { always, fieldsOf, row, type FieldRow } from "../wire/field-table.ts";
import { UNSET_DOUBLE, decimalText, type Field } from "../wire/field-text.ts";
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
} from "./order-fields.ts";

interface OpenOrderSubject {
  readonly order: BrokerOrder;
  readonly preview: MarginPreview | null;
}

/** An order that lives, with the margin figures of a what-if where there are some. */
export const openOrderReply = (order: BrokerOrder, preview: MarginPreview | null, version: number): Field[] =>
  fieldsOf(OPEN_ORDER_ROWS, { order, preview }, version);

const marginsOf = ({ preview }: OpenOrderSubject): readonly Field[] => {
  if (preview === null) return Array<Field>(9).fill(UNSET_DOUBLE);
  const figures = [preview.initial, preview.maintenance, preview.equity];
  return [
    ...figures.map(({ before }) => decimalText(before)),
    ...figures.map(({ before, after }) => decimalText(after - before)),
    ...figures.map(({ after }) => decimalText(after)),
  ];
};

const commissionsOf = ({ preview }: OpenOrderSubject): readonly Field[] =>
  preview === null
    ? [UNSET_DOUBLE, UNSET_DOUBLE, UNSET_DOUBLE, ""]
    : [decimalText(preview.commission), UNSET_DOUBLE, UNSET_DOUBLE, "USD"];

const OPEN_ORDER_ROWS: readonly FieldRow<OpenOrderSubject>[] = [
  always("message", REPLY.openOrder),
  row("orderId", ({ order }) => order.orderId),
  ...CONTRACT_ROWS,
  ...ASKED_ROWS,
  row("clientId", ({ order }) => order.clientId),
  row("permId", ({ order }) => order.permId),
  row("outsideRth", ({ order }) => order.ticket.outsideRth),
  always("hidden", false),
  always("discretionaryAmount", 0),
  always("goodAfterTime", ""),
  always("sharesAllocation", ""),
  ...ALLOCATION_ROWS,
  always("auctionStrategy", 0),
  ...BOX_ROWS,
  always("blockOrder", false),
  always("sweepToFill", false),
  ...SIZE_ROWS,
  always("eTradeOnly", false),
  always("firmQuoteOnly", false),
  always("nbboPriceCap", ""),
  row("parentId", ({ order }) => order.ticket.parentId),
  row("triggerMethod", ({ order }) => order.ticket.triggerMethod),
  always("volatility", ["", 0]),
  always("deltaNeutral", ["None", "", 0, "", "", "", "?", 0, 0, ""]),
  always("continuousUpdate", 0),
  always("referencePriceType", 0),
  ...TRAIL_ROWS,
  always("basisPoints", ["", ""]),
  ...COMBO_ROWS,
  always("optOutSmart", false),
  ...CLEARING_ROWS,
  row("whatIf", ({ order }) => order.ticket.whatIf),
  row("status", ({ order }) => order.status),
  row("margins", marginsOf),
  row("commissions", commissionsOf),
  row(
    "fullPreview",
    ({ preview }) => [preview === null ? "" : "USD", ...Array<Field>(10).fill(UNSET_DOUBLE), "", 0],
    {
      since: SINCE.fullOrderPreview,
    },
  ),
  always("warningText", ""),
  always("randomize", [false, false]),
  always("conditions", 0),
  always("adjustedOrderType", "None"),
  always("adjustedPrices", Array<Field>(6).fill(UNSET_DOUBLE)),
  always("adjustedTrailingUnit", 0),
  always("softDollarTier", ["", "", ""]),
  always("cashQuantity", 0),
  always("dontUseAutoPriceForHedge", true),
  always("isOmsContainer", false),
  always("discretionaryUpToLimit", false),
  always("usePriceManagementAlgo", false),
  always("duration", "2147483647"),
  always("postToAts", "2147483647"),
  always("autoCancelParent", false),
  // whole numbers, then decimals: a decimal in the second place is more than strict clients can read
  always("minimumTradeQuantity", ""),
  always("minimumCompeteSize", 100),
  always("competeOffsets", ["0.02", "", ""]),
  always("customerAccount", "", { since: SINCE.customerAccount }),
  always("professionalCustomer", false, { since: SINCE.professionalCustomer }),
  always("bondAccruedInterest", "", { since: SINCE.bondAccruedInterest }),
  always("includeOvernight", false, { since: SINCE.includeOvernight }),
  always("cmeTagging", ["", "2147483647"], { since: SINCE.cmeTaggingInOpenOrder }),
  always("submitter", "", { since: SINCE.submitter }),
  always("imbalanceOnly", false, { since: SINCE.imbalanceOnly }),
];
