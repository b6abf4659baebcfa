import { FLAG_BAD, type Ticker } from "@smart0dte/domain";
import type { OptionChain } from "./option-chain.ts";
import { quoteOption, quoteUnderlying, spoilQuote } from "./quote-shape.ts";
import type { RandomStream } from "./random-stream.ts";
import type { QuoteFields, RecordQueue } from "./record-queue.ts";
import type { SessionGrid } from "./session-grid.ts";
import type { TickerControls } from "./ticker-controls.ts";

/** Strikes on each side of the price that are looked at twice a second; the others every two seconds. */
const NEAR_STRIKES = 10;
const NEAR_EVERY = 2;
const FAR_EVERY = 8;
/** An unchanged quote is repeated after so long, so that it stays fresh. */
const NEAR_REPEAT_MICROS = 1_000_000;
const FAR_REPEAT_MICROS = 4_000_000;
const NEVER = -1_000_000_000;
const LOT = 100;
const MEAN_LOTS = 4;
const MEAN_CONTRACTS = 40;

export interface QuotesSetup {
  readonly ticker: Ticker;
  /** Number of the underlying; options follow from `firstOption`, strikes ascending, call before put. */
  readonly underlying: number;
  readonly firstOption: number;
  readonly chain: OptionChain;
  readonly controls: TickerControls;
  readonly grid: SessionGrid;
  /** In which of the steps the far strikes are looked at, so that the tickers take turns. */
  readonly phase: number;
  readonly chance: RandomStream;
}

/** What the quotes of one step depend on. */
export interface QuoteMoment {
  readonly step: number;
  /** The underlying, dollars. */
  readonly price: number;
  /** What the options are valued at: the price, or after the close the closing price. */
  readonly forward: number;
  /** Expected variance of the log return to the close. */
  readonly variance: number;
  /** Everything is quoted, changed or not. */
  readonly all: boolean;
}

/**
 * The quotes of one ticker and its options.
 *
 * Slot 0 is the underlying, 1 + 2i the call and 2 + 2i the put of strike i. Both rights of a strike
 * are quoted from one value of the underlying, so that parity holds between quotes of one moment.
 */
export class TickerQuotes {
  readonly #setup: QuotesSetup;
  readonly #bids: Int32Array;
  readonly #asks: Int32Array;
  readonly #quotedAt: Int32Array;
  readonly #quote: QuoteFields = { bid: 0, ask: 0, bidSize: 0, askSize: 0 };
  readonly #nearRepeat: number;
  readonly #farRepeat: number;

  constructor(setup: QuotesSetup) {
    const slots = 1 + 2 * setup.chain.strikes.length;
    this.#setup = setup;
    this.#bids = new Int32Array(slots);
    this.#asks = new Int32Array(slots);
    this.#quotedAt = new Int32Array(slots).fill(NEVER);
    this.#nearRepeat = NEAR_REPEAT_MICROS / setup.grid.stepMicros;
    this.#farRepeat = FAR_REPEAT_MICROS / setup.grid.stepMicros;
  }

  numberOf(slot: number): number {
    return slot === 0 ? this.#setup.underlying : this.#setup.firstOption + slot - 1;
  }

  /** The side at which a print happens, UsdE4; 0 where nobody stands there, or the quote is spoiled or silent. */
  side(slot: number, ask: boolean): number {
    const { controls } = this.#setup;
    const silent = slot === 0 ? controls.underlyingSilent : controls.optionsSilent;
    if (silent || controls.faultOf(this.numberOf(slot)) !== undefined) return 0;
    return (ask ? this.#asks[slot] : this.#bids[slot]) ?? 0;
  }

  /** The slot of the option `strikes` above the strike nearest to the price; null where none is listed. */
  slotNear(price: number, strikes: number, right: "C" | "P"): number | null {
    const { chain } = this.#setup;
    const i = chain.indexNear(price) + strikes;
    return i < 0 || i >= chain.strikes.length ? null : 1 + 2 * i + (right === "C" ? 0 : 1);
  }

  quoteUnderlying({ step, price, all }: QuoteMoment, queue: RecordQueue): void {
    const { controls, ticker, chance } = this.#setup;
    if (controls.underlyingSilent) return;
    quoteUnderlying(ticker, price, this.#quote);
    if (!this.#isDue(0, step, all ? 0 : this.#nearRepeat)) return;
    this.#quote.bidSize = LOT * Math.ceil(MEAN_LOTS * chance.exponential());
    this.#quote.askSize = LOT * Math.ceil(MEAN_LOTS * chance.exponential());
    this.#send(0, queue);
  }

  /** Quotes the options that are due in this step: near the money often, the others in turn. */
  quoteOptions(moment: QuoteMoment, queue: RecordQueue): void {
    const { controls, chain, grid, phase } = this.#setup;
    const { step, price } = moment;
    const all = moment.all || grid.dense;
    const near = all || step % NEAR_EVERY === 0;
    const far = all || step % FAR_EVERY === phase;
    if (controls.optionsSilent || !(near || far)) return;
    const middle = chain.indexNear(price);
    const end = chain.strikes.length;
    const from = far ? 0 : Math.max(0, middle - NEAR_STRIKES);
    const to = far ? end : Math.min(end, middle + NEAR_STRIKES + 1);
    chain.value(moment, from, to);
    for (let i = from; i < to; i += 1) {
      const isNear = Math.abs(i - middle) <= NEAR_STRIKES;
      if (isNear && !near) continue;
      const repeatAfter = all ? 0 : isNear ? this.#nearRepeat : this.#farRepeat;
      this.#quoteRight(1 + 2 * i, { step, repeatAfter }, queue);
      this.#quoteRight(2 + 2 * i, { step, repeatAfter }, queue);
    }
  }

  #quoteRight(
    slot: number,
    due: { readonly step: number; readonly repeatAfter: number },
    queue: RecordQueue,
  ): void {
    const { chain, chance } = this.#setup;
    const quote = this.#quote;
    quoteOption(chain.valueOf(slot - 1), chain.intrinsicOf(slot - 1), quote);
    if (!this.#isDue(slot, due.step, due.repeatAfter)) return;
    quote.bidSize = quote.bid === 0 ? 0 : Math.ceil(MEAN_CONTRACTS * chance.exponential());
    quote.askSize = Math.ceil(MEAN_CONTRACTS * chance.exponential());
    this.#send(slot, queue);
  }

  /** Whether the quote in hand differs from the last one of the slot, or that is old. Remembers it as sent. */
  #isDue(slot: number, step: number, repeatAfter: number): boolean {
    const { bid, ask } = this.#quote;
    const same = this.#bids[slot] === bid && this.#asks[slot] === ask;
    if (same && step - (this.#quotedAt[slot] ?? NEVER) < repeatAfter) return false;
    this.#bids[slot] = bid;
    this.#asks[slot] = ask;
    this.#quotedAt[slot] = step;
    return true;
  }

  #send(slot: number, queue: RecordQueue): void {
    const quote = this.#quote;
    const number = this.numberOf(slot);
    const fault = this.#setup.controls.faultOf(number);
    if (fault !== undefined) spoilQuote(fault, slot > 0, quote);
    if (quote.bid === 0) quote.bidSize = 0;
    if (quote.ask === 0) quote.askSize = 0;
    queue.addQuote(number, quote, fault === "bad" ? FLAG_BAD : 0);
  }
}
