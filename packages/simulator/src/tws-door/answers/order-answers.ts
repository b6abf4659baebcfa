import type { BrokerOrder } from "../broker/broker-order.ts";
import type { Execution } from "../broker/execution.ts";
import { momentText } from "../contracts/trading-hours.ts";
import { completedOrderReply } from "../replies/completed-order-reply.ts";
import { commissionReply, executionEndReply, executionReply } from "../replies/execution-reply.ts";
import { openOrderReply } from "../replies/open-order-reply.ts";
import { completedOrdersEndReply, openOrderEndReply, orderStatusReply } from "../replies/order-reply.ts";
import { invalid } from "../requests/field-cursor.ts";
import { readPlaceOrder } from "../requests/place-order-request.ts";
import { REQUEST } from "../wire/message-ids.ts";
import { SINCE } from "../wire/server-versions.ts";
import { clientOf, type Answer, type Ask } from "./ask.ts";

export const ORDER_ANSWERS: Readonly<Record<number, Answer>> = {
  [REQUEST.placeOrder]: placeOrder,
  [REQUEST.cancelOrder]: cancelOrder,
  [REQUEST.globalCancel]: ({ host }) => host.broker.cancelAll(host.now),
  [REQUEST.openOrders]: (ask) => tellOpen(ask, (order) => order.clientId === clientOf(ask)),
  [REQUEST.allOpenOrders]: (ask) => tellOpen(ask, () => true),
  [REQUEST.autoOpenOrders]: autoOpenOrders,
  [REQUEST.completedOrders]: completedOrders,
  [REQUEST.executions]: executions,
};

function placeOrder(ask: Ask): void {
  const { host, session, cursor } = ask;
  const orderId = ask.id();
  const { weather } = host;
  const act = { clientId: clientOf(ask), orderId, now: host.now };
  const request = readPlaceOrder(cursor, session.version);
  // a question about the margin is no order
  const dropAtOrder = request.whatIf ? null : weather.dropAtOrder;
  if (!request.whatIf) weather.dropAtOrder = null;
  if (dropAtOrder === "beforeSend") {
    host.cutAll();
    return;
  }
  if (dropAtOrder === "afterSend") host.cutAll();
  host.broker.place(act, request);
}

function cancelOrder(ask: Ask): void {
  if (ask.session.version < SINCE.cmeTagging) ask.cursor.skip(1);
  const orderId = ask.id();
  ask.host.broker.cancel({ clientId: clientOf(ask), orderId, now: ask.host.now });
}

function tellOpen({ session, host }: Ask, isWanted: (order: BrokerOrder) => boolean): void {
  for (const order of host.broker.orders.live) {
    if (order.isHeld || !isWanted(order)) continue;
    session.send(openOrderReply(order, null, session.version));
    session.send(orderStatusReply(order));
  }
  session.send(openOrderEndReply());
}

/** No order comes from another place than the API, so there is nothing to bind; only client 0 may ask. */
function autoOpenOrders(ask: Ask): void {
  if (clientOf(ask) !== 0) throw invalid("Only the default client (i.e 0) can auto bind orders");
}

function completedOrders({ session, host }: Ask): void {
  const { orders } = host.broker;
  for (const order of orders.over) {
    const parentPermId = orders.parentOf(order)?.permId ?? 0;
    session.send(completedOrderReply(order, parentPermId, session.version));
  }
  session.send(completedOrdersEndReply());
}

function executions(ask: Ask): void {
  const { session, host, cursor } = ask;
  cursor.skip(1);
  const reqId = ask.id();
  const clientId = cursor.whole();
  const [account, time, symbol] = [cursor.text(), cursor.text(), cursor.text()];
  const [secType, exchange, side] = [cursor.text(), cursor.text(), cursor.text()];
  const isToday = session.version < SINCE.parametrisedExecutions || asksForToday(ask);
  const isSaid = (said: string, is: string): boolean => said === "" || said === is;
  const isWanted = (one: Execution): boolean =>
    isToday &&
    (clientId === 0 || one.clientId === clientId) &&
    isSaid(account, one.account) &&
    isSaid(symbol, one.contract.symbol) &&
    isSaid(secType, one.contract.secType) &&
    isSaid(exchange, one.exchange) &&
    isSaid(SIDES[side] ?? side, one.action) &&
    // both are written so that their order is that of time
    (time === "" || momentText(one.at).slice(0, 17) >= time.replace("-", " ").slice(0, 17));
  for (const one of host.broker.ledger.executions.filter(isWanted)) {
    session.send(executionReply(one, reqId, session.version));
    if (one.commission !== null) session.send(commissionReply(one.execId, one.commission));
  }
  session.send(executionEndReply(reqId));
}

const SIDES: Readonly<Record<string, string>> = { BOT: "BUY", SLD: "SELL" };

/** Only today's executions are kept; a list of days may leave them out. */
function asksForToday({ cursor, host }: Ask): boolean {
  cursor.skip(1);
  const days = Array.from({ length: Math.max(cursor.whole(), 0) }, () => cursor.text());
  return days.length === 0 || days.includes(host.session.date.replaceAll("-", ""));
}
