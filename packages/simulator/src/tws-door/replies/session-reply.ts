import { fieldsOf, always, row } from "../wire/field-table.ts";
import type { Field } from "../wire/field-text.ts";
import { REPLY } from "../wire/message-ids.ts";
import { SINCE } from "../wire/server-versions.ts";

/** An error, a warning or a notice; id −1 concerns the connection. */
export interface Notification {
  readonly id: number;
  readonly code: number;
  readonly text: string;
  /** The JSON of an advanced rejection. */
  readonly json?: string;
}

interface StampedNotification extends Notification {
  readonly timeMs: number;
}

const ERROR_ROWS = [
  always<StampedNotification>("message", REPLY.error),
  always<StampedNotification>("version", 2, { until: SINCE.errorTime }),
  row<StampedNotification>("id", ({ id }) => id),
  row<StampedNotification>("code", ({ code }) => code),
  row<StampedNotification>("text", ({ text }) => text),
  row<StampedNotification>("advancedRejectJson", ({ json }) => json ?? ""),
  row<StampedNotification>("time", ({ timeMs }) => timeMs, { since: SINCE.errorTime }),
];

export const errorReply = (notification: Notification, timeMs: number, version: number): Field[] =>
  fieldsOf(ERROR_ROWS, { ...notification, timeMs }, version);

export const nextValidIdReply = (orderId: number): Field[] => [REPLY.nextValidId, 1, orderId];

export const managedAccountsReply = (accounts: string): Field[] => [REPLY.managedAccounts, 1, accounts];

/** Seconds since 1970. */
export const currentTimeReply = (seconds: number): Field[] => [REPLY.currentTime, 1, seconds];

export const currentTimeInMillisReply = (milliseconds: number): Field[] => [
  REPLY.currentTimeInMillis,
  milliseconds,
];

/** No white branding. */
export const userInfoReply = (reqId: number): Field[] => [REPLY.userInfo, reqId, ""];
