import {
  InvariantError,
  TICKERS,
  formatOsi,
  nextSession,
  type Instrument,
  type InstrumentListing,
  type OptionContract,
  type Session,
  type Ticker,
} from "@smart0dte/domain";
import type { DatasetName, ServedSType } from "../served-datasets.ts";

/** An instrument of one dataset; `slot` counts from 0. */
export interface DoorInstrument {
  readonly slot: number;
  /** Another one every day. */
  readonly id: number;
  readonly rawSymbol: string;
  /** `SPY.OPT`; null where the dataset has no parents. */
  readonly parent: string | null;
  /** Whose definitions it belongs to; null for an index. */
  readonly ticker: Ticker | null;
  readonly instrument: Instrument;
  /** In the market; null for what is listed but not quoted today. */
  readonly number: number | null;
}

export interface DayListing {
  readonly seed: number;
  readonly session: Session;
  readonly listings: readonly InstrumentListing[];
}

/** Strikes on each side of the middle that the next expiry lists too, so that a client has to look at the date. */
const LATER_STRIKES_EACH_SIDE = 5;
/** Ids spread over the 24 bits that the venue's own ids use. */
const LARGEST_PRIME_IN_24_BITS = 16_777_213;
const STRIDE = 7_919;
const ID_BASE: Readonly<Record<DatasetName, number>> = {
  "OPRA.PILLAR": 0x0100_0000,
  "EQUS.MINI": 1,
  "DBIX.CORE": 0x0200_0000,
};

/** One dataset's instruments of a day, found by symbol, by id and by their number in the market. */
export class DatasetInstruments {
  readonly all: readonly DoorInstrument[];
  readonly #slots: Int32Array;
  readonly #bySymbol = new Map<string, readonly number[]>();
  readonly #byId = new Map<string, readonly number[]>();
  readonly #byParent = new Map<string, number[]>();

  constructor(dataset: DatasetName, day: DayListing) {
    const first = hashOf(`${day.seed}/${day.session.date}/${dataset}`);
    this.all = listed(dataset, day).map(({ instrument, number }, slot): DoorInstrument => {
      const id = ID_BASE[dataset] + ((first + slot * STRIDE) % LARGEST_PRIME_IN_24_BITS);
      return { slot, id, number, instrument, ...namesOf(instrument) };
    });
    this.#slots = new Int32Array(day.listings.length).fill(-1);
    for (const { slot, id, rawSymbol, parent, number } of this.all) {
      if (number !== null) this.#slots[number] = slot;
      this.#bySymbol.set(rawSymbol, [slot]);
      this.#byId.set(String(id), [slot]);
      if (parent !== null) this.#byParent.set(parent, [...(this.#byParent.get(parent) ?? []), slot]);
    }
  }

  at(slot: number): DoorInstrument {
    const found = this.all[slot];
    if (found === undefined) throw new InvariantError("No instrument has this slot", { slot });
    return found;
  }

  /** -1 where the dataset does not have the market's instrument. */
  slotOf(number: number): number {
    return this.#slots[number] ?? -1;
  }

  /** The slots that a symbol stands for; empty where it stands for nothing here. */
  resolve(stype: ServedSType, symbol: string): readonly number[] {
    const names = { raw_symbol: this.#bySymbol, instrument_id: this.#byId, parent: this.#byParent }[stype];
    return names.get(symbol) ?? [];
  }
}

interface Listed {
  readonly instrument: Instrument;
  readonly number: number | null;
}

function listed(dataset: DatasetName, day: DayListing): readonly Listed[] {
  const kind = { "OPRA.PILLAR": "option", "EQUS.MINI": "underlying", "DBIX.CORE": "index" }[dataset];
  const today = day.listings.filter(({ instrument }) => instrument.kind === kind);
  return dataset === "OPRA.PILLAR" ? [...today, ...laterExpiry(day)] : today;
}

/** Contracts of the next session's expiry: defined and with open interest, not quoted today. */
function laterExpiry({ session, listings }: DayListing): readonly Listed[] {
  const expiry = nextSession(session.date)?.date;
  if (expiry === undefined) return [];
  return TICKERS.flatMap((ticker) => {
    const options = listings
      .map(({ instrument }) => instrument)
      .filter(
        (instrument): instrument is OptionContract =>
          instrument.kind === "option" && instrument.root === ticker,
      );
    const middle = Math.floor(options.length / 4);
    const from = 2 * Math.max(0, middle - LATER_STRIKES_EACH_SIDE);
    return options
      .slice(from, 2 * (middle + LATER_STRIKES_EACH_SIDE + 1))
      .map((option) => ({ instrument: { ...option, expiry }, number: null }));
  });
}

function namesOf(instrument: Instrument): Pick<DoorInstrument, "rawSymbol" | "parent" | "ticker"> {
  switch (instrument.kind) {
    case "option":
      return {
        rawSymbol: formatOsi(instrument),
        parent: `${instrument.root}.OPT`,
        ticker: instrument.root,
      };
    case "underlying":
      return { rawSymbol: instrument.ticker, parent: null, ticker: instrument.ticker };
    case "index":
      return { rawSymbol: instrument.symbol, parent: null, ticker: null };
  }
}

/** FNV-1a over the text's characters. */
export function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x0100_0193) >>> 0;
  return hash;
}
