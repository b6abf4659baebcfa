import type { Commission, Execution } from "../broker/execution.ts";
import { momentText } from "../contracts/trading-hours.ts";
import { always, fieldsOf, row, type FieldRow } from "../wire/field-table.ts";
import { UNSET_DOUBLE, decimalText, priceText, type Field } from "../wire/field-text.ts";
import { REPLY } from "../wire/message-ids.ts";
import { SINCE } from "../wire/server-versions.ts";
import {
  expiryOf,
  localSymbolOf,
  multiplierOf,
  rightOf,
  strikeOf,
  tradingClassOf,
} from "./contract-fields.ts";

interface ExecutionSubject {
  readonly reqId: number;
  readonly execution: Execution;
}

/** One execution; reqId −1 tells it as it happens. */
export const executionReply = (execution: Execution, reqId: number, version: number): Field[] =>
  fieldsOf(EXECUTION_ROWS, { execution, reqId }, version);

const EXECUTION_ROWS: readonly FieldRow<ExecutionSubject>[] = [
  always("message", REPLY.execution),
  row("reqId", ({ reqId }) => reqId),
  row("orderId", ({ execution }) => execution.orderId),
  row("contract", ({ execution: { contract, exchange, isLeg } }) => [
    contract.conId,
    contract.symbol,
    contract.secType,
    expiryOf(contract),
    strikeOf(contract),
    rightOf(contract),
    multiplierOf(contract),
    exchange,
    "USD",
    localSymbolOf(contract),
    isLeg ? "" : tradingClassOf(contract),
  ]),
  row("execId", ({ execution }) => execution.execId),
  row("time", ({ execution }) => momentText(execution.at)),
  row("account", ({ execution }) => execution.account),
  row("exchange", ({ execution }) => execution.exchange),
  row("side", ({ execution }) => (execution.action === "BUY" ? "BOT" : "SLD")),
  row("shares", ({ execution }) => execution.shares),
  row("price", ({ execution }) => priceText(execution.price)),
  row("permId", ({ execution }) => execution.permId),
  row("clientId", ({ execution }) => execution.clientId),
  row("liquidation", ({ execution }) => execution.isLiquidation),
  row("cumulativeQuantity", ({ execution }) => execution.cumulative),
  row("averagePrice", ({ execution }) => decimalText(execution.average)),
  row("orderRef", ({ execution }) => execution.orderRef),
  always("economicValueRule", ""),
  always("economicValueMultiplier", ""),
  always("modelCode", ""),
  always("lastLiquidity", 2),
  always("pendingPriceRevision", false, { since: SINCE.pendingPriceRevision }),
  always("submitter", "", { since: SINCE.submitter }),
];

export const executionEndReply = (reqId: number): Field[] => [REPLY.executionEnd, 1, reqId];

export const commissionReply = (execId: string, { fees, realized }: Commission): Field[] => [
  REPLY.commissionReport,
  1,
  execId,
  priceText(fees),
  "USD",
  realized === null ? UNSET_DOUBLE : priceText(realized),
  UNSET_DOUBLE,
  "",
];
