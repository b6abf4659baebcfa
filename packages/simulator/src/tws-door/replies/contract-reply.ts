import type { Session } from "@smart0dte/domain";
import type { ListedContract } from "../contracts/listed-contract.ts";
import { ZONE_NAME, hoursOf, momentText } from "../contracts/trading-hours.ts";
import { always, fieldsOf, row, type FieldRow } from "../wire/field-table.ts";
import type { Field } from "../wire/field-text.ts";
import { REPLY } from "../wire/message-ids.ts";
import { SINCE } from "../wire/server-versions.ts";
import { multiplierOf, strikeOf } from "./contract-fields.ts";

interface DetailsSubject {
  readonly reqId: number;
  readonly contract: ListedContract;
  readonly session: Session;
}

/** The definition of a contract. */
export const contractDataReply = (subject: DetailsSubject, version: number): Field[] =>
  fieldsOf(DETAILS_ROWS, subject, version);

/** Price increment of everything that trades here, dollars. */
export const TICK = 0.01;
export const RULES: Readonly<Record<ListedContract["secType"], number | null>> = {
  STK: 26,
  OPT: 32,
  IND: null,
};
const ORDER_TYPES = "ACTIVETIM,AD,ADJUST,ALERT,IOC,LMT,MKT,OCA,STP,STPLMT,WHATIF";
const VENUES: Readonly<Record<ListedContract["secType"], readonly string[]>> = {
  STK: ["SMART", "ARCA", "NASDAQ", "NYSE", "CBOE"],
  OPT: ["SMART", "CBOE", "ISE", "PHLX"],
  IND: ["CBOE"],
};
const ABOUT: Readonly<Record<ListedContract["secType"], readonly [string, string, string]>> = {
  STK: ["", "", ""],
  OPT: ["", "", ""],
  IND: ["Indices", "Volatility", "*"],
};

const lastTradeOf = ({ contract, session }: DetailsSubject): string =>
  contract.expiry === "" ? "" : momentText(session.optionClose);

const rulesOf = ({ contract: { secType } }: DetailsSubject): string => {
  const rule = RULES[secType];
  return rule === null ? "" : VENUES[secType].map(() => rule).join(",");
};

const DETAILS_ROWS: readonly FieldRow<DetailsSubject>[] = [
  always("message", REPLY.contractData),
  row("reqId", ({ reqId }) => reqId),
  row("symbol", ({ contract }) => contract.symbol),
  row("secType", ({ contract }) => contract.secType),
  row("lastTradeMoment", lastTradeOf),
  row("lastTradeDate", ({ contract }) => contract.expiry, { since: SINCE.lastTradeDate }),
  row("strike", ({ contract }) => strikeOf(contract)),
  row("right", ({ contract }) => contract.right),
  row("exchange", ({ contract }) => contract.exchange),
  always("currency", "USD"),
  row("localSymbol", ({ contract }) => contract.localSymbol),
  row("marketName", ({ contract }) => contract.tradingClass),
  row("tradingClass", ({ contract }) => contract.tradingClass),
  row("conId", ({ contract }) => contract.conId),
  always("minimumTick", TICK),
  row("multiplier", ({ contract }) => multiplierOf(contract)),
  always("orderTypes", ORDER_TYPES),
  row("validExchanges", ({ contract }) => VENUES[contract.secType].join(",")),
  always("priceMagnifier", 1),
  row("underConId", ({ contract }) => contract.underlying),
  row("longName", ({ contract }) => contract.longName),
  row("primaryExchange", ({ contract }) => contract.primaryExchange),
  row("contractMonth", ({ contract }) => contract.expiry.slice(0, 6)),
  row("about", ({ contract }) => ABOUT[contract.secType]),
  always("timeZone", ZONE_NAME),
  row("tradingHours", ({ contract, session }) => hoursOf(contract, session)),
  row("liquidHours", ({ contract, session }) => hoursOf(contract, session)),
  always("economicValueRule", ""),
  always("economicValueMultiplier", ""),
  always("securityIds", 0),
  row("aggregateGroup", ({ contract }) => (contract.secType === "IND" ? 2147483647 : 1)),
  row("underlyingSymbol", ({ contract }) => (contract.secType === "OPT" ? contract.symbol : "")),
  row("underlyingSecType", ({ contract }) => (contract.secType === "OPT" ? "STK" : "")),
  row("marketRuleIds", rulesOf),
  row("realExpirationDate", ({ contract }) => contract.expiry),
  row("stockType", ({ contract }) => (contract.secType === "STK" ? "ETF" : "")),
  always("sizes", [1, 1, 1]),
  always("ineligibility", 0, { since: SINCE.ineligibility }),
];

export const contractDataEndReply = (reqId: number): Field[] => [REPLY.contractDataEnd, 1, reqId];

/** One exchange's chain of an underlying. */
export const chainReply = (
  reqId: number,
  exchange: string,
  chain: {
    readonly underlying: ListedContract;
    readonly expiries: readonly string[];
    readonly strikes: readonly number[];
  },
): Field[] => [
  REPLY.secDefOptParams,
  reqId,
  exchange,
  chain.underlying.conId,
  chain.underlying.symbol,
  "100",
  chain.expiries.length,
  ...chain.expiries,
  chain.strikes.length,
  ...chain.strikes,
];

export const chainEndReply = (reqId: number): Field[] => [REPLY.secDefOptParamsEnd, reqId];

export const chainExchanges = (): readonly string[] => VENUES.OPT;

/** The price increments of a rule that this broker has; null for another. */
export function marketRuleReply(ruleId: number): Field[] | null {
  return Object.values(RULES).includes(ruleId) ? [REPLY.marketRule, ruleId, 1, 0, TICK] : null;
}
