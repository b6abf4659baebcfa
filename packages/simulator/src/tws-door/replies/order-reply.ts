import { averageOf, remainingOf, type BrokerOrder } from "../broker/broker-order.ts";
import { priceText, decimalText, type Field } from "../wire/field-text.ts";
import { REPLY } from "../wire/message-ids.ts";

export const orderStatusReply = (order: BrokerOrder): Field[] => [
  REPLY.orderStatus,
  order.orderId,
  order.status,
  order.filled,
  remainingOf(order),
  decimalText(averageOf(order)),
  order.permId,
  order.ticket.parentId,
  priceText(order.lastFillPrice),
  order.clientId,
  order.whyHeld,
  0,
];

export const openOrderEndReply = (): Field[] => [REPLY.openOrderEnd, 1];

export const completedOrdersEndReply = (): Field[] => [REPLY.completedOrdersEnd];
