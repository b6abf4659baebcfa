import {
  formatOsi,
  USD_E4,
  ZERO_USD,
  ok,
  err,
  type InstrumentListing,
  type Result,
  type Session,
} from "@smart0dte/domain";
import type { ListedContract } from "./listed-contract.ts";

/** What a request says of a contract; empty and 0 where it says nothing. */
export interface ContractQuery {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: string;
  readonly expiry: string;
  readonly strike: number;
  readonly right: string;
  readonly exchange: string;
  readonly currency: string;
  readonly localSymbol: string;
  readonly tradingClass: string;
}

/** conIds of the real contracts. */
const CON_IDS: Readonly<Record<string, number>> = {
  SPY: 756_733,
  QQQ: 320_227_571,
  IWM: 9_579_970,
  VIX: 13_455_763,
};
const NAMES: Readonly<Record<string, readonly [exchange: string, name: string]>> = {
  SPY: ["ARCA", "SS SPDR S&P 500 ETF TRUST-US"],
  QQQ: ["NASDAQ", "INVESCO QQQ TRUST SERIES 1"],
  IWM: ["ARCA", "ISHARES RUSSELL 2000 ETF"],
  VIX: ["CBOE", "CBOE Volatility Index"],
};
const FIRST_OPTION_ID = 600_000_000;
const IDS_A_DAY = 1_000;
const DAY_MICROS = 86_400_000_000;

/** Every contract of the exchange's day, found by its id or by what describes it. */
export class ContractBook {
  readonly all: readonly ListedContract[];
  readonly #byId: ReadonlyMap<number, ListedContract>;
  readonly #byInstrument: ReadonlyMap<number, ListedContract>;

  constructor(listings: readonly InstrumentListing[], session: Session) {
    this.all = listings.map((listing) => contractOf(listing, session));
    this.#byId = new Map(this.all.map((contract) => [contract.conId, contract]));
    this.#byInstrument = new Map(this.all.map((contract) => [contract.instrument, contract]));
  }

  byId(conId: number): ListedContract | undefined {
    return this.#byId.get(conId);
  }

  byInstrument(instrument: number): ListedContract | undefined {
    return this.#byInstrument.get(instrument);
  }

  /** All that a query fits; an id says everything, and what stands beside it must not contradict. */
  search(query: ContractQuery): readonly ListedContract[] {
    const known =
      query.conId === 0 ? this.all : [this.#byId.get(query.conId)].filter((one) => one !== undefined);
    return known.filter((contract) => fits(contract, query));
  }

  /** The one contract that a query fits, or the text of error 200. */
  resolve(query: ContractQuery): Result<ListedContract, string> {
    const [first, ...others] = this.search(query);
    if (first === undefined) return err("No security definition has been found for the request");
    return others.length === 0
      ? ok(first)
      : err(`The contract description specified for ${query.symbol} is ambiguous.`);
  }
}

function contractOf({ number, instrument }: InstrumentListing, session: Session): ListedContract {
  const common = { instrument: number, units: 1, expiry: "", strike: ZERO_USD, right: "" } as const;
  switch (instrument.kind) {
    case "underlying": {
      const [primaryExchange, longName] = namesOf(instrument.ticker);
      const { ticker: symbol } = instrument;
      const named = { symbol, localSymbol: symbol, tradingClass: symbol === "QQQ" ? "NMS" : symbol };
      return {
        ...common,
        ...named,
        conId: CON_IDS[symbol] ?? 0,
        secType: "STK",
        exchange: "SMART",
        primaryExchange,
        longName,
        underlying: 0,
      };
    }
    case "index": {
      const [exchange, longName] = namesOf(instrument.symbol);
      const { symbol } = instrument;
      const named = { symbol, localSymbol: symbol, tradingClass: symbol };
      return {
        ...common,
        ...named,
        conId: CON_IDS[symbol] ?? 0,
        secType: "IND",
        exchange,
        primaryExchange: exchange,
        longName,
        underlying: 0,
      };
    }
    case "option": {
      const { root, expiry, strike, right } = instrument;
      return {
        conId: FIRST_OPTION_ID + Math.floor(session.open / DAY_MICROS) * IDS_A_DAY + number,
        symbol: root,
        secType: "OPT",
        expiry: expiry.replaceAll("-", ""),
        strike,
        right,
        units: 100,
        exchange: "SMART",
        primaryExchange: "",
        localSymbol: formatOsi(instrument),
        tradingClass: root,
        longName: namesOf(root)[1],
        underlying: CON_IDS[root] ?? 0,
        instrument: number,
      };
    }
  }
}

const namesOf = (symbol: string): readonly [exchange: string, name: string] =>
  NAMES[symbol] ?? ["SMART", symbol];

function fits(contract: ListedContract, query: ContractQuery): boolean {
  const { symbol, secType, expiry, strike, right, currency, localSymbol, tradingClass } = query;
  const isSaid = (said: string, is: string): boolean => said === "" || said === is;
  return (
    isSaid(symbol, contract.symbol) &&
    isSaid(secType, contract.secType) &&
    (query.conId !== 0 || secType !== "") &&
    contract.expiry.startsWith(expiry.slice(0, 8)) &&
    (strike === 0 || Math.round(strike * USD_E4) === contract.strike) &&
    isSaid(sideOf(right), contract.right) &&
    isSaid(currency, "USD") &&
    isSaid(localSymbol.trim(), contract.localSymbol.trim()) &&
    isSaid(tradingClass, contract.tradingClass)
  );
}

const sideOf = (right: string): string =>
  right === "CALL" ? "C" : right === "PUT" ? "P" : right.replace("?", "");
