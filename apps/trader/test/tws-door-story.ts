import type { RawTwsClient, StrictMessage, StrictRecord } from "@smart0dte/simulator/tws-strict";
import { ACCOUNT, type TestOption } from "./tws-door-builder.ts";

/** A limit order for one contract; the limit is dollars. */
export const anOrder = (contract: Omit<TestOption, "instrument">, over: StrictRecord = {}): StrictRecord => ({
  conId: contract.conId,
  symbol: contract.symbol,
  secType: contract.secType,
  exchange: "SMART",
  currency: "USD",
  ...ASKED,
  ...over,
});

/** A debit vertical: buys the first leg, sells the second. */
export const aPackage = (
  [bought, sold]: readonly [TestOption, TestOption],
  over: StrictRecord = {},
): StrictRecord => ({
  symbol: "SPY",
  secType: "BAG",
  exchange: "SMART",
  currency: "USD",
  comboLegs: [
    { ...LEG, conId: bought.conId, action: "BUY" },
    { ...LEG, conId: sold.conId, action: "SELL" },
  ],
  ...ASKED,
  ...over,
});

const LEG = {
  ratio: 1,
  exchange: "SMART",
  openClose: 0,
  shortSaleSlot: 0,
  designatedLocation: "",
  exemptCode: -1,
};
const ASKED = {
  action: "BUY",
  totalQuantity: 1,
  orderType: "LMT",
  lmtPrice: 0.01,
  tif: "DAY",
  account: ACCOUNT,
  orderRef: "i-1",
  transmit: true,
};

/** What was told about orders, in short: `PreSubmitted 1`, `execution BAG 1`, `commission`, `202 1`. */
export const orderStory = (client: RawTwsClient, from = 0): readonly string[] =>
  client.messages.slice(from).flatMap(wordsOf);

function wordsOf({ name, values }: StrictMessage): readonly string[] {
  if (name === "openOrder") return [`open ${String(values["status"])} ${String(values["orderId"])}`];
  if (name === "orderStatus") return [`status ${String(values["status"])} ${String(values["orderId"])}`];
  if (name === "execution") return [`execution ${String(values["secType"])} ${String(values["orderId"])}`];
  if (name === "commissionReport") return ["commission"];
  if (name === "error" && Number(values["id"]) > 0)
    return [`error ${String(values["errorCode"])} ${String(values["id"])}`];
  return [];
}
