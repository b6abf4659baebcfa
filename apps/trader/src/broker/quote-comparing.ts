import {
  formatCompactOsi,
  MICROS_PER_SECOND,
  USD_E4,
  type BrokerQuotes,
  type EpochMicros,
  type IndexView,
  type OptionContract,
  type Order,
  type PairedQuote,
  type Position,
  type QuotePair,
  type QuoteView,
} from "@smart0dte/domain";
import type { QuoteTold } from "@smart0dte/execution/ibkr";

/** The desk's own feed. */
export interface OwnMarket {
  quote(instrument: number): QuoteView;
  vix(): IndexView;
}

/** An option whose quote matters now. */
export interface Mattering {
  readonly instrument: number;
  readonly contract: OptionContract;
}

/** Middles so close are the same to whoever trades, UsdE4 a share. */
const NEAR_E4 = 200;
/** Of an index, points. */
const NEAR_POINTS = 0.1;
/** Two feeds are never of the same instant: only what stays apart differs. */
const LASTS_MICROS = 3 * MICROS_PER_SECOND;

/** The broker's quotes beside the desk's own. */
export class QuoteComparing {
  readonly #market: OwnMarket;
  /** Since when each is apart. */
  readonly #apart = new Map<string, EpochMicros>();

  constructor(market: OwnMarket) {
    this.#market = market;
  }

  compare(
    told: readonly QuoteTold[],
    mattering: readonly Mattering[],
    { now, beyondBudget }: { readonly now: EpochMicros; readonly beyondBudget: number },
  ): BrokerQuotes {
    const instruments = new Map(
      mattering.map(({ contract, instrument }) => [formatCompactOsi(contract), instrument]),
    );
    const names = new Set(told.map(({ of }) => of));
    for (const of of this.#apart.keys()) if (!names.has(of)) this.#apart.delete(of);
    const pairs = told.map((quote) => this.#pair(quote, instruments.get(quote.of), now));
    return { pairs, beyondBudget };
  }

  #pair(told: QuoteTold, instrument: number | undefined, now: EpochMicros): QuotePair {
    const { of, isDelayed } = told;
    const desk = instrument === undefined ? this.#ownIndex() : this.#ownOption(instrument);
    const broker = { ...brokersOf(told, instrument === undefined), isDelayed };
    if (!isApart(broker, desk)) {
      this.#apart.delete(of);
      return { of, broker, desk, differs: false };
    }
    const since = this.#apart.get(of) ?? now;
    this.#apart.set(of, since);
    return { of, broker, desk, differs: now - since >= LASTS_MICROS };
  }

  #ownOption(instrument: number): PairedQuote {
    const { bid, ask, at, fault } = this.#market.quote(instrument);
    return { bid, ask, level: null, at, why: fault };
  }

  #ownIndex(): PairedQuote {
    const { level, at, stale, why } = this.#market.vix();
    return { bid: null, ask: null, level, at, why: why ?? (stale ? "stale" : null) };
  }
}

/** Legs of open positions, then of working orders: what is held is looked at first. */
export function matteringOf(positions: readonly Position[], orders: readonly Order[]): readonly Mattering[] {
  const held = positions.filter(({ closedAt }) => closedAt === null).flatMap(({ legs }) => legs);
  const ordered = orders.filter(({ state }) => !OVER.has(state)).flatMap(({ legs }) => legs);
  const seen = new Map<number, Mattering>();
  for (const { instrument, contract } of [...held, ...ordered])
    if (!seen.has(instrument)) seen.set(instrument, { instrument, contract });
  return [...seen.values()];
}

const OVER: ReadonlySet<Order["state"]> = new Set(["filled", "cancelled", "rejected", "expired"]);

function brokersOf({ bid, ask, last, at, why }: QuoteTold, isIndex: boolean): PairedQuote {
  const none = at === null ? "not told yet" : null;
  return { bid, ask, level: isIndex && last !== null ? last / USD_E4 : null, at, why: why ?? none };
}

/** Only what both quote now, in full, can differ. */
function isApart(broker: PairedQuote & { readonly isDelayed: boolean }, desk: PairedQuote): boolean {
  if (broker.why !== null || desk.why !== null || broker.isDelayed) return false;
  if (broker.level !== null && desk.level !== null) return Math.abs(broker.level - desk.level) > NEAR_POINTS;
  if (broker.bid === null || broker.ask === null || desk.bid === null || desk.ask === null) return false;
  const between = Math.abs(broker.bid + broker.ask - desk.bid - desk.ask) / 2;
  return between > Math.max(NEAR_E4, desk.ask - desk.bid);
}
