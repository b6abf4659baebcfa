import { FieldCursor, RequestFault } from "../requests/field-cursor.ts";
import type { GatewayClient } from "../session/gateway-client.ts";
import type { SessionHost } from "../session/session-host.ts";
import { REQUEST } from "../wire/message-ids.ts";
import { ACCOUNT_ANSWERS } from "./account-answers.ts";
import type { Answer, Ask } from "./ask.ts";
import { CONTRACT_ANSWERS } from "./contract-answers.ts";
import { MARKET_ANSWERS } from "./market-answers.ts";
import { ORDER_ANSWERS } from "./order-answers.ts";
import { REFUSALS } from "./refusals.ts";
import { SESSION_ANSWERS } from "./session-answers.ts";

const ANSWERS: Readonly<Record<number, Answer>> = {
  ...SESSION_ANSWERS,
  ...ORDER_ANSWERS,
  ...ACCOUNT_ANSWERS,
  ...CONTRACT_ANSWERS,
  ...MARKET_ANSWERS,
  ...REFUSALS,
};

/** These need nobody but the gateway itself. */
const LOCAL: readonly number[] = [
  REQUEST.startApi,
  REQUEST.ids,
  REQUEST.managedAccounts,
  REQUEST.currentTime,
];

export const isLocal = ([message]: readonly string[]): boolean => LOCAL.includes(Number(message));

/** Answers one request; what cannot be answered is told by code, never passed over. */
export function answerRequest(fields: readonly string[], session: GatewayClient, host: SessionHost): void {
  const message = Number(fields[0]);
  if (session.clientId === null && message !== REQUEST.startApi) {
    session.error({ id: -1, code: 504, text: "Not connected" });
    return;
  }
  const cursor = new FieldCursor(fields, 1);
  let id = -1;
  const ask: Ask = {
    cursor,
    session,
    host,
    id: () => {
      id = cursor.whole();
      return id;
    },
  };
  try {
    const answer = ANSWERS[message];
    if (answer === undefined)
      throw new RequestFault(
        321,
        `Error validating request.-'bW' : cause - Message ${message} is not supported here`,
      );
    answer(ask);
  } catch (problem) {
    if (!(problem instanceof RequestFault)) throw problem;
    // what the broker said before it refused comes before the refusal
    host.settle();
    session.error({ id, code: problem.code, text: problem.message });
  }
}
