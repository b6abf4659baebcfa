import { invalid, RequestFault } from "../requests/field-cursor.ts";
import { REQUEST } from "../wire/message-ids.ts";
import type { Answer, Ask } from "./ask.ts";

export const ACCOUNT_ANSWERS: Readonly<Record<number, Answer>> = {
  [REQUEST.accountUpdates]: (ask) => {
    ask.cursor.skip(1);
    const isOn = ask.cursor.flag();
    requireAccount(ask, ask.cursor.text());
    ask.session.accounts.updates(isOn);
  },
  [REQUEST.positions]: ({ session }) => session.accounts.positions(true),
  [REQUEST.cancelPositions]: ({ session }) => session.accounts.positions(false),
  [REQUEST.accountSummary]: (ask) => {
    const { cursor, session } = ask;
    cursor.skip(1);
    const reqId = ask.id();
    cursor.skip(1);
    if (!session.accounts.summary(reqId, cursor.text()))
      throw new RequestFault(
        322,
        "Error processing request.-'bZ' : cause - Maximum number of account summary requests exceeded",
      );
  },
  [REQUEST.cancelAccountSummary]: (ask) => {
    ask.cursor.skip(1);
    ask.session.accounts.cancelSummary(ask.id());
  },
  [REQUEST.accountUpdatesMulti]: (ask) => {
    ask.cursor.skip(1);
    const reqId = ask.id();
    requireAccount(ask, ask.cursor.text());
    ask.session.accounts.multi(reqId);
  },
  [REQUEST.cancelAccountUpdatesMulti]: (ask) => {
    ask.cursor.skip(1);
    ask.session.accounts.cancelMulti(ask.id());
  },
  [REQUEST.positionsMulti]: (ask) => {
    ask.cursor.skip(1);
    const reqId = ask.id();
    requireAccount(ask, ask.cursor.text());
    ask.session.accounts.positionsMulti(reqId);
  },
  [REQUEST.cancelPositionsMulti]: (ask) => {
    ask.cursor.skip(1);
    ask.session.accounts.cancelPositionsMulti(ask.id());
  },
  [REQUEST.pnl]: (ask) => {
    const reqId = ask.id();
    requireAccount(ask, ask.cursor.text());
    ask.session.accounts.pnl(reqId);
  },
  [REQUEST.cancelPnl]: (ask) => ask.session.accounts.cancelPnl(ask.id()),
  [REQUEST.pnlSingle]: (ask) => {
    const reqId = ask.id();
    requireAccount(ask, ask.cursor.text());
    ask.cursor.skip(1);
    if (!ask.session.accounts.pnlSingle(reqId, ask.cursor.whole()))
      throw new RequestFault(2150, "Invalid position trade derived value");
  },
  [REQUEST.cancelPnlSingle]: (ask) => ask.session.accounts.cancelPnlSingle(ask.id()),
};

function requireAccount({ host }: Ask, account: string): void {
  if (account !== "" && account !== host.account) throw invalid("Invalid account code");
}
