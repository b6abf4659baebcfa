import {
  MarketBatchWriter,
  epochMicros,
  usdE4,
  type EpochMicros,
  type InstrumentListing,
  type IsoDate,
  type MarketBatch,
} from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { booksText, readBooks } from "../books/books-text.ts";
import type { BrokerBooks } from "../books/broker-books.ts";
import { Broker } from "../broker/broker.ts";
import type { Notice } from "../broker/notice.ts";
import { SeededChance } from "../broker/seeded-chance.ts";
import { ContractBook } from "../contracts/contract-book.ts";
import { QuoteBoard } from "../quotes/quote-board.ts";
import type { PlaceRequest } from "../requests/place-order-request.ts";

const ACCOUNT = "DU1234567";
const LOOK_MICROS = 1_000_000;
const STRIKES = [600, 605, 610] as const;

/** SPY, and calls of three strikes as instruments 1 to 3. */
const LISTINGS: readonly InstrumentListing[] = [
  { number: 0, instrument: { kind: "underlying", ticker: "SPY" } },
  ...STRIKES.map((strike, i): InstrumentListing => ({
    number: i + 1,
    instrument: {
      kind: "option",
      root: "SPY",
      expiry: "2026-03-13" as IsoDate,
      right: "C",
      strike: usdE4(strike * 10_000),
    },
  })),
];

/** A broker whose market is what the test quotes; a second of desk time passes at each look. */
export class BrokerUnderTest {
  readonly notices: Notice[] = [];
  readonly board = new QuoteBoard(LISTINGS.length);
  readonly contracts = new ContractBook(LISTINGS, aSession());
  readonly broker: Broker;
  readonly #batches: MarketBatch[];
  readonly #writer = new MarketBatchWriter();
  #now: EpochMicros;

  private constructor(past: Past) {
    this.#batches = [...past.batches];
    this.#now = past.now;
    for (const batch of past.batches) this.board.apply(batch);
    this.broker = new Broker({
      account: ACCOUNT,
      cash: usdE4(10_000_000_000),
      contracts: this.contracts,
      board: this.board,
      session: aSession(),
      chance: new SeededChance(1),
      books: past.text === null ? null : booksIn(past.text, this.contracts),
      now: past.now,
      tell: (notice) => this.notices.push(notice),
    });
  }

  static open(): BrokerUnderTest {
    const its = new BrokerUnderTest({ batches: [], now: aSession().open, text: null });
    its.quote(0, [605, 605.01], [1_000, 1_000]);
    return its;
  }

  /** As it is kept. */
  get text(): string {
    return booksText({ date: "2026-03-13", seed: 1, account: ACCOUNT }, this.broker.books());
  }

  /** Another one that has nothing but what this one kept, and the market, which may stand some looks before. */
  reopened(looksBefore = 0): BrokerUnderTest {
    const now = epochMicros(this.#now - looksBefore * LOOK_MICROS);
    return new BrokerUnderTest({ batches: this.#batches, now, text: this.text });
  }

  /** Dollars and contracts; 0 is nobody. */
  quote(
    instrument: number,
    [bid, ask]: readonly [number, number],
    [bids, asks]: readonly [number, number],
  ): void {
    this.#writer.quote(
      { instrument, at: this.#now, how: "quoted" },
      { price: usdE4(Math.round(bid * 10_000)), size: bids },
      { price: usdE4(Math.round(ask * 10_000)), size: asks },
    );
    const batch = this.#writer.take();
    this.#batches.push(batch);
    this.board.apply(batch);
  }

  look(): void {
    this.#now = epochMicros(this.#now + LOOK_MICROS);
    this.broker.look(this.#now);
  }

  place(orderId: number, request: PlaceRequest): void {
    this.broker.place({ clientId: 1, orderId, now: this.#now }, request);
  }

  cancel(orderId: number): void {
    this.broker.cancel({ clientId: 1, orderId, now: this.#now });
  }

  /** conId of an instrument. */
  idOf(instrument: number): number {
    return this.contracts.byInstrument(instrument)?.conId ?? 0;
  }
}

interface Past {
  readonly batches: readonly MarketBatch[];
  readonly now: EpochMicros;
  readonly text: string | null;
}

function booksIn(text: string, contracts: ContractBook): BrokerBooks {
  const books = readBooks(text, contracts);
  if (!books.ok) throw new Error(books.error);
  return books.value;
}

/** A request for one contract by its conId; dollars. */
export function aRequest(conId: number, over: Partial<PlaceRequest> = {}): PlaceRequest {
  const contract = {
    conId,
    symbol: "SPY",
    secType: "",
    expiry: "",
    strike: 0,
    right: "",
    exchange: "SMART",
    currency: "USD",
    localSymbol: "",
    tradingClass: "",
  };
  return {
    contract,
    legs: [],
    hasLegPrices: false,
    routing: [],
    action: "BUY",
    quantity: 1,
    orderType: "LMT",
    limit: usdE4(10_000),
    stop: null,
    tif: "DAY",
    ocaGroup: "",
    ocaType: 0,
    account: ACCOUNT,
    openClose: "",
    orderRef: "",
    transmit: true,
    parentId: 0,
    triggerMethod: 0,
    displaySize: 0,
    outsideRth: false,
    modelCode: "",
    whatIf: false,
    unsupported: [],
    ...over,
  };
}

/** The same for a debit vertical of two conIds. */
export function aBagRequest(
  [bought, sold]: readonly [number, number],
  over: Partial<PlaceRequest> = {},
): PlaceRequest {
  const request = aRequest(0, over);
  return {
    ...request,
    contract: { ...request.contract, secType: "BAG" },
    legs: [
      { conId: bought, ratio: 1, action: "BUY", exchange: "SMART" },
      { conId: sold, ratio: 1, action: "SELL", exchange: "SMART" },
    ],
  };
}
