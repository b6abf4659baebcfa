import { MICROS_PER_SECOND } from "@smart0dte/domain";
import {
  currentTimeInMillisReply,
  currentTimeReply,
  managedAccountsReply,
  nextValidIdReply,
  userInfoReply,
} from "../replies/session-reply.ts";
import { invalid } from "../requests/field-cursor.ts";
import { REQUEST } from "../wire/message-ids.ts";
import { SINCE } from "../wire/server-versions.ts";
import { clientOf, type Answer, type Ask } from "./ask.ts";

const MOST_CLIENTS = 32;
const FARMS = [
  [2104, "Market data farm connection is OK:usfarm"],
  [2106, "HMDS data farm connection is OK:ushmds"],
  [2158, "Sec-def data farm connection is OK:secdefil"],
] as const;
/** How far a rolled-back id stands behind the right one. */
const ID_ROLLBACK = 4;

export const SESSION_ANSWERS: Readonly<Record<number, Answer>> = {
  [REQUEST.startApi]: startApi,
  [REQUEST.ids]: (ask) => {
    tellNextId(ask);
  },
  [REQUEST.managedAccounts]: ({ session, host }) => session.send(managedAccountsReply(host.account)),
  [REQUEST.currentTime]: ({ session, host }) =>
    session.send(currentTimeReply(Math.floor(host.now / MICROS_PER_SECOND))),
  [REQUEST.currentTimeInMillis]: ({ session, host }) => {
    if (session.version < SINCE.currentTimeInMillis) throw invalid("Milliseconds came with a later version");
    session.send(currentTimeInMillisReply(Math.floor(host.now / MICROS_PER_MILLISECOND)));
  },
  [REQUEST.userInfo]: (ask) => {
    ask.session.send(userInfoReply(ask.id()));
  },
};

const MICROS_PER_MILLISECOND = 1_000;

function startApi({ cursor, session, host, id }: Ask): void {
  cursor.skip(1);
  const clientId = cursor.whole();
  if (session.clientId !== null) return;
  const others = [...host.sessions].filter((one) => one !== session && one.clientId !== null);
  const isUsed = others.some((one) => one.clientId === clientId);
  if (isUsed || others.length >= MOST_CLIENTS) {
    const text = isUsed
      ? "Unable connect as the client id is already in use. Retry with a unique client id."
      : `Max number of clients ${MOST_CLIENTS} reached`;
    session.error({ id: -1, code: isUsed ? 326 : 507, text });
    host.log(`client ${clientId} refused: ${text}`);
    session.cut();
    return;
  }
  session.start(clientId);
  host.log(`client ${clientId}: connected at server version ${session.version}`);
  session.send(managedAccountsReply(host.account));
  tellNextId({ cursor, session, host, id });
  for (const [code, text] of FARMS) session.error({ id: -1, code, text });
}

function tellNextId(ask: Ask): void {
  const { session, host } = ask;
  const next = host.broker.nextIdOf(clientOf(ask));
  const told = host.broker.mischief.take("idsBack") ? Math.max(next - ID_ROLLBACK, 1) : next;
  session.send(nextValidIdReply(told));
}
