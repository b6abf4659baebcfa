import type { ListedContract } from "../contracts/listed-contract.ts";
import { UNSET_DOUBLE, decimalText, type Field } from "../wire/field-text.ts";
import { REPLY } from "../wire/message-ids.ts";
import { rowContract } from "./contract-fields.ts";

/** One figure of an account: its key, its value as text, and a currency or none. */
export interface AccountFigure {
  readonly key: string;
  readonly value: string;
  readonly currency: string;
}

/** What an account holds of a contract and what it is worth; money in UsdE4. */
export interface PortfolioRow {
  readonly contract: ListedContract;
  readonly quantity: number;
  /** A contract's average cost, fees included. */
  readonly averageCost: number;
  /** A share's price; null where the market has none. */
  readonly price: number | null;
  readonly value: number;
  readonly unrealized: number;
  readonly realized: number;
}

export const accountValueReply = ({ key, value, currency }: AccountFigure, account: string): Field[] => [
  REPLY.accountValue,
  2,
  key,
  value,
  currency,
  account,
];

export const accountTimeReply = (clock: string): Field[] => [REPLY.accountTime, 1, clock];

export const accountEndReply = (account: string): Field[] => [REPLY.accountDownloadEnd, 1, account];

export const portfolioReply = (row: PortfolioRow, account: string): Field[] => [
  REPLY.portfolio,
  8,
  ...rowContract(row.contract, row.contract.primaryExchange),
  row.quantity,
  decimalText(row.price ?? 0),
  decimalText(row.value),
  decimalText(row.averageCost),
  decimalText(row.unrealized),
  decimalText(row.realized),
  account,
];

export const positionReply = (row: PortfolioRow, account: string): Field[] => [
  REPLY.position,
  3,
  account,
  ...rowContract(row.contract, ""),
  row.quantity,
  decimalText(row.averageCost),
];

export const positionEndReply = (): Field[] => [REPLY.positionEnd, 1];

export const positionMultiReply = (reqId: number, row: PortfolioRow, account: string): Field[] => [
  REPLY.positionMulti,
  1,
  reqId,
  account,
  ...rowContract(row.contract, ""),
  row.quantity,
  decimalText(row.averageCost),
  "",
];

export const positionMultiEndReply = (reqId: number): Field[] => [REPLY.positionMultiEnd, 1, reqId];

export const summaryReply = (reqId: number, figure: AccountFigure, account: string): Field[] => [
  REPLY.accountSummary,
  1,
  reqId,
  account,
  figure.key,
  figure.value,
  figure.currency,
];

export const summaryEndReply = (reqId: number): Field[] => [REPLY.accountSummaryEnd, 1, reqId];

export const accountMultiReply = (reqId: number, figure: AccountFigure, account: string): Field[] => [
  REPLY.accountUpdateMulti,
  1,
  reqId,
  account,
  "",
  figure.key,
  figure.value,
  figure.currency,
];

export const accountMultiEndReply = (reqId: number): Field[] => [REPLY.accountUpdateMultiEnd, 1, reqId];

/** Daily, unrealized and realized profit, UsdE4. */
export const pnlReply = (reqId: number, figures: readonly [number, number, number]): Field[] => [
  REPLY.pnl,
  reqId,
  ...figures.map(decimalText),
];

export const pnlSingleReply = (reqId: number, row: PortfolioRow, daily: number): Field[] => [
  REPLY.pnlSingle,
  reqId,
  row.quantity,
  decimalText(daily),
  decimalText(row.unrealized),
  row.price === null ? UNSET_DOUBLE : decimalText(row.realized),
  decimalText(row.value),
];
