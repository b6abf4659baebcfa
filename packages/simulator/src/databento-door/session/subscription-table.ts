import { SCHEMA_IDS, type Schema } from "@smart0dte/databento";
import { ALL_SYMBOLS, type SubscriptionRequest } from "../dialogue/subscription-request.ts";
import type { ServedSType } from "../served-datasets.ts";
import type { DatasetInstruments } from "../tape/dataset-instruments.ts";
import { NO_SLOT, type RecordPage } from "../tape/record-page.ts";

/** Where a subscription stands: it gets records as they happen, or the day's past first. */
export const LIVE = 1;
export const REPLAYING = 2;
export type Standing = typeof LIVE | typeof REPLAYING;

/** What a subscription came to. */
export interface Resolved {
  /** Instruments that the client must be told the number of. */
  readonly mappings: readonly {
    readonly slot: number;
    readonly stypeIn: ServedSType;
    readonly asked: string;
  }[];
  readonly unresolved: readonly string[];
}

const SCHEMAS = 32;

/** What one session has subscribed to, by schema and slot; looked at for every record. */
export class SubscriptionTable {
  readonly #instruments: DatasetInstruments;
  readonly #standings: (Uint8Array | undefined)[] = [];
  readonly #starts: (Float64Array | undefined)[] = [];
  readonly #hasLive = new Uint8Array(SCHEMAS);
  /** Earliest replay start of each schema; NaN where nothing is replayed. */
  readonly #schemaStarts = new Float64Array(SCHEMAS).fill(Number.NaN);
  readonly #told = new Set<string>();
  readonly #replaying = new Set<Schema>();

  constructor(instruments: DatasetInstruments) {
    this.#instruments = instruments;
  }

  /** Schemas of which the past is still to come, as first asked. */
  get replaying(): readonly Schema[] {
    return [...this.#replaying];
  }

  /** `start` in microseconds; null for live alone. */
  add({ schema, stypeIn, symbols }: SubscriptionRequest, start: number | null): Resolved {
    const mappings: { slot: number; stypeIn: ServedSType; asked: string }[] = [];
    const unresolved: string[] = [];
    for (const symbol of symbols) {
      const slots =
        symbol === ALL_SYMBOLS
          ? this.#instruments.all.map(({ slot }) => slot)
          : this.#instruments.resolve(stypeIn, symbol);
      if (slots.length === 0) unresolved.push(symbol);
      for (const slot of slots) {
        this.#put(schema, slot, start);
        const mapping = this.#mappingOf(slot, symbol, stypeIn);
        const key = `${slot}/${mapping.asked}`;
        if (!this.#told.has(key)) mappings.push(mapping);
        this.#told.add(key);
      }
    }
    this.#putSchema(schema, start);
    return { mappings, unresolved };
  }

  /** Whether a page's record goes to the session in this standing. */
  wants(page: RecordPage, i: number, standing: Standing): boolean {
    const [schema, slot] = [page.schemaAt(i), page.slotAt(i)];
    if (slot === NO_SLOT) {
      if (standing === LIVE) return this.#hasLive[schema] === 1;
      return page.timeAt(i) >= (this.#schemaStarts[schema] ?? Number.NaN);
    }
    if (this.#standings[schema]?.[slot] !== standing) return false;
    return standing === LIVE || page.timeAt(i) >= (this.#starts[schema]?.[slot] ?? 0);
  }

  /** The past has been told: everything is live from here on. */
  join(): void {
    for (const standings of this.#standings) {
      if (standings === undefined) continue;
      for (let slot = 0; slot < standings.length; slot += 1)
        if (standings[slot] === REPLAYING) standings[slot] = LIVE;
    }
    for (const schema of this.#replaying) this.#hasLive[SCHEMA_IDS[schema]] = 1;
    this.#schemaStarts.fill(Number.NaN);
    this.#replaying.clear();
  }

  #mappingOf(slot: number, symbol: string, stypeIn: ServedSType): Resolved["mappings"][number] {
    if (symbol !== ALL_SYMBOLS) return { slot, stypeIn, asked: symbol };
    return { slot, stypeIn: "raw_symbol", asked: this.#instruments.at(slot).rawSymbol };
  }

  #put(schema: Schema, slot: number, start: number | null): void {
    const id = SCHEMA_IDS[schema];
    const standings = (this.#standings[id] ??= new Uint8Array(this.#instruments.all.length));
    if (start === null) {
      if (standings[slot] !== REPLAYING) standings[slot] = LIVE;
      return;
    }
    const starts = (this.#starts[id] ??= new Float64Array(this.#instruments.all.length));
    starts[slot] = standings[slot] === REPLAYING ? Math.min(starts[slot] ?? start, start) : start;
    standings[slot] = REPLAYING;
  }

  #putSchema(schema: Schema, start: number | null): void {
    const id = SCHEMA_IDS[schema];
    if (start === null) {
      this.#hasLive[id] = 1;
      return;
    }
    const earlier = this.#schemaStarts[id] ?? Number.NaN;
    this.#schemaStarts[id] = Number.isNaN(earlier) ? start : Math.min(earlier, start);
    this.#replaying.add(schema);
  }
}
