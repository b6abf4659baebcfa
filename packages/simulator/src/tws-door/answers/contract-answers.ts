import { USD_E4 } from "@smart0dte/domain";
import {
  chainEndReply,
  chainExchanges,
  chainReply,
  contractDataEndReply,
  contractDataReply,
  marketRuleReply,
} from "../replies/contract-reply.ts";
import { readContract } from "../requests/contract-request.ts";
import { RequestFault, invalid } from "../requests/field-cursor.ts";
import { REQUEST } from "../wire/message-ids.ts";
import type { Answer, Ask } from "./ask.ts";

const NO_DEFINITION = "No security definition has been found for the request";

export const CONTRACT_ANSWERS: Readonly<Record<number, Answer>> = {
  [REQUEST.contractDetails]: contractDetails,
  [REQUEST.secDefOptParams]: chainOf,
  [REQUEST.marketRule]: ({ cursor, session }) => {
    const ruleId = cursor.whole();
    const reply = marketRuleReply(ruleId);
    if (reply === null) throw invalid(`Market rule ${ruleId} is not found`);
    session.send(reply);
  },
};

function contractDetails(ask: Ask): void {
  const { cursor, session, host } = ask;
  cursor.skip(1);
  const reqId = ask.id();
  const query = readContract(cursor);
  if (query.secType === "BAG") {
    if (host.broker.mischief.take("noBagDetails")) return;
    throw invalid("'BAG' isn't supported for contract data request.");
  }
  const found = host.contracts.search(query);
  if (found.length === 0) throw new RequestFault(200, NO_DEFINITION);
  for (const contract of found)
    session.send(contractDataReply({ reqId, contract, session: host.session }, session.version));
  session.send(contractDataEndReply(reqId));
}

function chainOf(ask: Ask): void {
  const { cursor, session, host } = ask;
  const reqId = ask.id();
  const symbol = cursor.text();
  cursor.skip(2);
  const conId = cursor.whole();
  const underlying = host.contracts.byId(conId);
  if (underlying?.secType !== "STK" || underlying.symbol !== symbol)
    throw new RequestFault(200, NO_DEFINITION);
  const options = host.contracts.all.filter((one) => one.underlying === conId);
  const expiries = [...new Set(options.map(({ expiry }) => expiry))].toSorted();
  const strikes = [...new Set(options.map(({ strike }) => strike / USD_E4))].toSorted((a, b) => a - b);
  for (const exchange of chainExchanges())
    session.send(chainReply(reqId, exchange, { underlying, expiries, strikes }));
  session.send(chainEndReply(reqId));
}
