import type { Schema } from "@smart0dte/databento";
import type { Subscription } from "@smart0dte/databento/live";
import { TICKERS, type Ticker, type UsdE4 } from "@smart0dte/domain";
import type { ExpiringContract } from "./desk-instruments.ts";

/** A subscription, and whether its data set may refuse it without ending the feed. */
export interface Wanted {
  readonly subscription: Subscription;
  readonly isOptional: boolean;
}

/** Symbols that one subscription may name. */
const MOST_SYMBOLS = 2_000;
const ALL_OF_TODAY = 0n;
const PARENTS = TICKERS.map((ticker) => `${ticker}.OPT`);

/** Asked at the start of the options' session: today's contracts and open interest, whenever the desk starts. */
export const optionsAtStart = (): readonly Wanted[] => [
  replayed("definition", false),
  replayed("statistics", true),
  replayed("status", true),
];

/** The underlyings tick by tick with their prints. Some data sets have no status. */
export const equitiesAtStart = (): readonly Wanted[] => [
  byName("mbp-1", TICKERS),
  byName("trades", TICKERS),
  {
    subscription: { schema: "status", stypeIn: "raw_symbol", symbols: TICKERS, start: ALL_OF_TODAY },
    isOptional: true,
  },
];

/** An index has no quotes: its prints are its level. */
export const indexAtStart = (): readonly Wanted[] => [byName("trades", ["VIX"])];

/** What the plan looks at. */
export interface ChainSight {
  expiring(ticker: Ticker): readonly ExpiringContract[];
  spot(ticker: Ticker): UsdE4 | null;
}

/**
 * What to ask for of today's contracts, step by step: each contract once a second with its prints, and every quote
 * near the money, wherever that moves.
 *
 * Only adds: the protocol has no unsubscribe, and a new connection to be rid of far strikes would be a gap in all
 * quotes. The bound is the day's own chain, a few hundred contracts a ticker, whose far quotes hardly move.
 */
export class ChainPlan {
  readonly #strikesAround: number;
  readonly #listed = new Set<string>();
  readonly #followed = new Set<string>();

  constructor(strikesAround: number) {
    this.#strikesAround = strikesAround;
  }

  /** Contracts of which every quote is asked for. */
  get followed(): number {
    return this.#followed.size;
  }

  get contracts(): number {
    return this.#listed.size;
  }

  /** What is to be asked for now and was not yet. */
  next(sight: ChainSight): readonly Wanted[] {
    const chains = TICKERS.map((ticker) => ({ contracts: sight.expiring(ticker), spot: sight.spot(ticker) }));
    const near = chains.flatMap(({ contracts, spot }) =>
      spot === null ? [] : around(contracts, spot, this.#strikesAround),
    );
    const fresh = added(
      this.#listed,
      chains.flatMap(({ contracts }) => contracts),
    );
    return [
      ...inRequests("cbbo-1s", fresh),
      ...inRequests("tcbbo", fresh),
      ...inRequests("cmbp-1", added(this.#followed, near)),
    ];
  }
}

function replayed(schema: Schema, isOptional: boolean): Wanted {
  return {
    subscription: { schema, stypeIn: "parent", symbols: PARENTS, start: ALL_OF_TODAY },
    isOptional,
  };
}

function byName(schema: Schema, symbols: readonly string[]): Wanted {
  return { subscription: { schema, stypeIn: "raw_symbol", symbols }, isOptional: false };
}

function inRequests(schema: Schema, symbols: readonly string[]): readonly Wanted[] {
  const count = Math.ceil(symbols.length / MOST_SYMBOLS);
  return Array.from({ length: count }, (_, i) =>
    byName(schema, symbols.slice(i * MOST_SYMBOLS, (i + 1) * MOST_SYMBOLS)),
  );
}

/** Both rights of the strike nearest to the money and of so many on each side. */
function around(
  contracts: readonly ExpiringContract[],
  spot: UsdE4,
  each: number,
): readonly ExpiringContract[] {
  const strikes = [...new Set(contracts.map(({ contract }) => contract.strike))].sort((a, b) => a - b);
  const distances = strikes.map((strike) => Math.abs(strike - spot));
  const middle = distances.indexOf(Math.min(...distances));
  const near = new Set(strikes.slice(Math.max(0, middle - each), middle + each + 1));
  return contracts.filter(({ contract }) => near.has(contract.strike));
}

/** The symbols that the set does not have yet; it has them from now on. */
function added(known: Set<string>, contracts: readonly ExpiringContract[]): readonly string[] {
  const fresh = contracts.map(({ rawSymbol }) => rawSymbol).filter((symbol) => !known.has(symbol));
  for (const symbol of fresh) known.add(symbol);
  return fresh;
}
