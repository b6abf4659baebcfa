import { RTYPES, type DbnRecord } from "@smart0dte/databento";
import type { EpochMicros, InstrumentListing, OutsideInput, Session } from "@smart0dte/domain";
import type { MarketTranslator } from "../databento/market-translator.ts";
import type { RecordChain } from "./record-chain.ts";

/** One input of a desk, at its desk time. */
export interface DbnEvent {
  readonly at: EpochMicros;
  readonly what: Extract<OutsideInput, { readonly kind: "instruments" | "market" | "timer" | "end" }>;
}

/** What is remembered while files are read, to be told at their end. */
export class Reading {
  readonly findings: string[] = [];
  readonly listings: InstrumentListing[] = [];
  readonly #rtypes = new Float64Array(256);
  readonly #covered = new Set<string>();
  /** Quotes that newer ones replaced before the desk saw them. */
  conflated = 0;
  unknownInstrument = 0;
  undefinedTime = 0;
  /** How often a person asked something of the desk that recorded this, and when first. */
  asked: { readonly times: number; readonly first: EpochMicros } | null = null;
  /** Desk time of the last input. */
  reached: EpochMicros | null = null;

  readonly tell = (finding: string): void => {
    if (!this.findings.includes(finding)) this.findings.push(finding);
  };

  /** Lets the translator have the record on which a chain stands. */
  take(translator: MarketTranslator, chain: RecordChain): void {
    const { cursor, connection } = chain;
    this.#rtypes[cursor.rtype] = (this.#rtypes[cursor.rtype] ?? 0) + 1;
    if (cursor.rtype === RTYPES.system) this.#hear(cursor.record());
    translator.take(connection, cursor);
  }

  ask(at: EpochMicros): void {
    this.asked = { times: (this.asked?.times ?? 0) + 1, first: this.asked?.first ?? at };
  }

  /** The instruments that are new, as an input; null without any. */
  listed(translator: MarketTranslator, at: EpochMicros): DbnEvent | null {
    const listings = translator.takeListings();
    if (listings.length === 0) return null;
    this.listings.push(...listings);
    return { at, what: { kind: "instruments", listings } };
  }

  /** A translator has taken its last record. */
  finish({ counts }: MarketTranslator): void {
    this.conflated += counts.conflated;
    this.unknownInstrument += counts.unknownInstrument;
    this.undefinedTime += counts.undefinedTime;
  }

  has(...rtypes: readonly number[]): boolean {
    return rtypes.some((rtype) => (this.#rtypes[rtype] ?? 0) > 0);
  }

  /** Notes that a schema was asked for: where nothing came of it, there was nothing to tell. */
  cover(schema: string): void {
    this.#covered.add(schema);
  }

  covers(schema: string): boolean {
    return this.#covered.has(schema);
  }

  /** A live gateway says of each schema that it was subscribed to. */
  #hear(record: DbnRecord): void {
    if (record.kind !== "system") return;
    const schema = /^Subscription request \S+ for (\S+) data succeeded$/.exec(record.msg)?.[1];
    if (schema !== undefined) this.cover(schema);
  }
}

export const QUOTE_RTYPES = [
  RTYPES.cmbp1,
  RTYPES.mbp1,
  RTYPES.cbbo1s,
  RTYPES.cbbo1m,
  RTYPES.bbo1s,
  RTYPES.bbo1m,
  RTYPES.tcbbo,
] as const;
export const PRINT_RTYPES = [RTYPES.trades, RTYPES.tcbbo, RTYPES.mbp1] as const;

/** What a day is played from, whichever way it is cut. */
export interface DayPlay {
  readonly session: Session;
  readonly reading: Reading;
}
