import {
  formatOsi,
  instrumentKey,
  isTicker,
  parseOsi,
  TICKERS,
  type Instrument,
  type InstrumentListing,
  type OptionContract,
  type Session,
  type Ticker,
} from "@smart0dte/domain";

/** The number of everything that is not of this desk and day. */
export const NOT_OURS = -1;
/** What a number stands for. */
export const OPTION = 1;
export const UNDERLYING = 2;
export const INDEX = 3;

const OSI_TAIL = 15;
const OSI_DATE = 6;

/** One contract that expires today, under the name by which the gateway is asked for it. */
export interface ExpiringContract {
  readonly number: number;
  readonly contract: OptionContract;
  /** 21 characters, root padded: `SPY   260814C00500000`. */
  readonly rawSymbol: string;
}

/**
 * The instruments of the desk's day under dense numbers: SPY, QQQ, IWM, VIX and the options that expire today.
 *
 * A number never changes its instrument, and one that a run which is taken over has given stays.
 */
export class DeskInstruments {
  readonly #session: Session;
  readonly #expiryDigits: string;
  readonly #numbers = new Map<string, number>();
  readonly #expiring = new Map<Ticker, Map<number, ExpiringContract>>(
    TICKERS.map((ticker) => [ticker, new Map()]),
  );
  readonly #kinds: number[] = [];
  readonly #options: (OptionContract | undefined)[] = [];
  #fresh: InstrumentListing[] = [];

  constructor(session: Session, listings: readonly InstrumentListing[]) {
    this.#session = session;
    this.#expiryDigits = session.date.slice(2).replaceAll("-", "");
    for (const { number, instrument } of listings) this.#put(number, instrument);
  }

  /** 0 for a number that was never given. */
  kindOf(number: number): number {
    return this.#kinds[number] ?? 0;
  }

  get size(): number {
    return this.#kinds.length;
  }

  /** The number of a gateway's raw symbol; lists it when it is new and of this desk's day. */
  numberOf(rawSymbol: string): number {
    const instrument = this.#instrumentOf(rawSymbol);
    if (instrument === null) return NOT_OURS;
    const number = this.#numbers.get(instrumentKey(instrument)) ?? this.#list(instrument);
    if (instrument.kind === "option")
      this.#expiring.get(instrument.root)?.set(number, {
        number,
        contract: instrument,
        rawSymbol: formatOsi(instrument),
      });
    return number;
  }

  /** True for contracts whose symbol names this day's expiry. */
  isOfToday(rawSymbol: string): boolean {
    return this.#instrumentOf(rawSymbol)?.kind === "option";
  }

  /** The contract is no longer traded: nothing is to be subscribed for it. Its number stays. */
  withdraw(number: number): void {
    const contract = this.#options[number];
    if (contract !== undefined) this.#expiring.get(contract.root)?.delete(number);
  }

  expiring(ticker: Ticker): readonly ExpiringContract[] {
    return [...(this.#expiring.get(ticker)?.values() ?? [])];
  }

  takeListings(): readonly InstrumentListing[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  #instrumentOf(rawSymbol: string): Instrument | null {
    if (isTicker(rawSymbol)) return { kind: "underlying", ticker: rawSymbol };
    if (rawSymbol === "VIX") return { kind: "index", symbol: "VIX" };
    // tens of thousands of contracts expire on other days: told apart before they are read
    const tail = rawSymbol.length - OSI_TAIL;
    if (tail < 1 || rawSymbol.slice(tail, tail + OSI_DATE) !== this.#expiryDigits) return null;
    const contract = parseOsi(rawSymbol);
    return contract.ok && contract.value.expiry === this.#session.date ? contract.value : null;
  }

  #list(instrument: Instrument): number {
    const number = this.#kinds.length;
    this.#put(number, instrument);
    this.#fresh.push({ number, instrument });
    return number;
  }

  #put(number: number, instrument: Instrument): void {
    while (this.#kinds.length < number) this.#kinds.push(0);
    this.#numbers.set(instrumentKey(instrument), number);
    this.#kinds[number] =
      instrument.kind === "option" ? OPTION : instrument.kind === "underlying" ? UNDERLYING : INDEX;
    if (instrument.kind === "option") this.#options[number] = instrument;
  }
}
