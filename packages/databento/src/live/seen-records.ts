import type { SeenKey } from "./seen-table.ts";
import { SeenTable } from "./seen-table.ts";
import { stampOf, TS_EVENT, u16At, u32At } from "./record-bytes.ts";

/**
 * What was delivered of the schemas that are replayed after a reconnect, by record type, publisher and instrument:
 * where their replay begins, and which of its records repeat what was delivered.
 */
export class SeenRecords {
  readonly #tables = new Map<number, SeenTable>();
  readonly #key: { -readonly [Name in keyof SeenKey]: SeenKey[Name] } = {
    instrumentId: 0,
    publisherId: 0,
    high: 0,
    low: 0,
  };

  /** A connection begins that delivers these record types again from their `lowest` time on. */
  begin(replayed: ReadonlySet<number>): void {
    for (const [rtype, table] of this.#tables) table.begin(replayed.has(rtype));
  }

  /** The gateway has finished the replay of this record type: from now on an old time is a late record. */
  endReplay(rtype: number): void {
    this.#tables.get(rtype)?.begin(false);
  }

  /** False: this record repeats one that was delivered. */
  take(bytes: Uint8Array, at: number): boolean {
    const key = this.#key;
    key.low = u32At(bytes, at + TS_EVENT);
    key.high = u32At(bytes, at + TS_EVENT + 4);
    if (key.high === U32_MAX && key.low === U32_MAX) return true;
    key.publisherId = u16At(bytes, at + 2);
    key.instrumentId = u32At(bytes, at + 4);
    return this.#table(bytes[at + 1] ?? 0).take(key);
  }

  /** Nanoseconds since 1970 from which to replay so that no instrument misses a record; null: nothing was seen. */
  lowest(rtype: number): bigint | null {
    const lowest = this.#tables.get(rtype)?.lowest() ?? null;
    return lowest === null ? null : stampOf(lowest.high, lowest.low);
  }

  /** What was seen of these types is too old to be replayed from. */
  forget(rtypes: Iterable<number>): void {
    for (const rtype of rtypes) this.#tables.delete(rtype);
  }

  #table(rtype: number): SeenTable {
    let table = this.#tables.get(rtype);
    if (table === undefined) {
      table = new SeenTable();
      this.#tables.set(rtype, table);
    }
    return table;
  }
}

const U32_MAX = 0xffff_ffff;
