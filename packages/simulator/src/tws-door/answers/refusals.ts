import { RequestFault, invalid } from "../requests/field-cursor.ts";
import { REQUEST } from "../wire/message-ids.ts";
import type { Answer, Ask } from "./ask.ts";

/** What the protocol has and this gateway does not serve: answered by code, under the request's id. */
export const REFUSALS: Readonly<Record<number, Answer>> = {
  [REQUEST.historicalData]: (ask) => {
    ask.id();
    throw new RequestFault(
      162,
      "Historical Market Data Service error message:No historical data is served here",
    );
  },
  [REQUEST.cancelHistoricalData]: (ask) => {
    ask.cursor.skip(1);
    const reqId = ask.id();
    throw new RequestFault(366, `No historical data query found for ticker id:${reqId}`);
  },
  [REQUEST.exerciseOptions]: versioned("exercise of options"),
  [REQUEST.impliedVolatility]: versioned("calculated volatilities"),
  [REQUEST.optionPrice]: versioned("calculated option prices"),
  [REQUEST.tickByTick]: plain("tick by tick data"),
  [REQUEST.cancelTickByTick]: (ask) => {
    const reqId = ask.id();
    throw new RequestFault(300, `Can't find EId with tickerId:${reqId}`);
  },
};

function plain(what: string): Answer {
  return (ask: Ask) => {
    ask.id();
    throw invalid(`not supported here: ${what}`);
  };
}

function versioned(what: string): Answer {
  return (ask: Ask) => {
    ask.cursor.skip(1);
    ask.id();
    throw invalid(`not supported here: ${what}`);
  };
}
