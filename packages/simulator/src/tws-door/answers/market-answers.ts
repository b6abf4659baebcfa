import { BAG_CON_ID, type Action, type BagLeg, type TradedContract } from "../contracts/listed-contract.ts";
import { readContract, readLeg, type LegRequest } from "../requests/contract-request.ts";
import { RequestFault, invalid } from "../requests/field-cursor.ts";
import { REQUEST } from "../wire/message-ids.ts";
import type { Answer, Ask } from "./ask.ts";

/** Market data lines of all clients together. */
const MOST_LINES = 100;
const LIVE_DATA = 1;

export const MARKET_ANSWERS: Readonly<Record<number, Answer>> = {
  [REQUEST.marketData]: marketData,
  [REQUEST.cancelMarketData]: (ask) => {
    ask.cursor.skip(1);
    const reqId = ask.id();
    if (!ask.session.market.close(reqId))
      throw new RequestFault(300, `Can't find EId with tickerId:${reqId}`);
  },
  [REQUEST.marketDataType]: ({ cursor }) => {
    cursor.skip(1);
    const type = cursor.whole();
    // live data is there, and a gateway that has it sends it whatever is asked for
    if (type < LIVE_DATA || type > 4) throw invalid(`Market data type ${type} is unknown`);
  },
};

function marketData(ask: Ask): void {
  const { cursor, session, host } = ask;
  cursor.skip(1);
  const reqId = ask.id();
  const query = readContract(cursor);
  const isBag = query.secType === "BAG";
  const legs = isBag ? Array.from({ length: cursor.whole() }, () => readLeg(cursor)) : [];
  if (cursor.flag()) throw invalid("not supported here: a delta neutral contract");
  cursor.skip(1);
  const isSnapshot = cursor.flag();
  if (cursor.flag()) throw invalid("not supported here: regulatory snapshots");
  if (session.market.has(reqId)) throw new RequestFault(102, `Duplicate ticker id: ${reqId}`);
  const lines = [...host.sessions].reduce((sum, one) => sum + one.market.lines, 0);
  if (!isSnapshot && lines >= MOST_LINES)
    throw new RequestFault(101, "Max number of tickers has been reached");
  const contract: TradedContract = isBag
    ? { conId: BAG_CON_ID, symbol: query.symbol, secType: "BAG", legs: legs.map((leg) => legOf(ask, leg)) }
    : found(ask, query);
  session.market.open(reqId, contract, isSnapshot);
}

function found({ host }: Ask, query: ReturnType<typeof readContract>): TradedContract {
  const contract = host.contracts.resolve(query);
  if (!contract.ok) throw new RequestFault(200, contract.error);
  return contract.value;
}

function legOf({ host }: Ask, { conId, ratio, action, exchange }: LegRequest): BagLeg {
  const contract = host.contracts.byId(conId);
  if (contract === undefined || ratio <= 0) throw invalid(`A leg of ${conId}, ratio ${ratio}`);
  if (!isAction(action)) throw invalid(`Invalid action ${JSON.stringify(action)}`);
  return { contract, ratio, action, exchange };
}

const isAction = (text: string): text is Action => text === "BUY" || text === "SELL";
