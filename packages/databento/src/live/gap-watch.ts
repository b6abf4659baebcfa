import { RTYPES, type Schema } from "../codec/wire-ids.ts";
import type { GapCause, GapEvent } from "./live-event.ts";
import { stampOf, stampOffset, u32At, WORD } from "./record-bytes.ts";

/** Keeps the newest time seen and the gaps that no record has closed yet. */
export class GapWatch {
  #high = 0;
  #low = 0;
  #open: GapEvent[] = [];

  /** Nanoseconds since 1970; null before the first stamped record. */
  get newest(): bigint | null {
    return this.#high === 0 && this.#low === 0 ? null : stampOf(this.#high, this.#low);
  }

  get hasOpen(): boolean {
    return this.#open.length > 0;
  }

  /** Whether the connection is known to be lost and no record has come since. */
  get awaitsConnection(): boolean {
    return this.#open.some(({ cause }) => cause !== "skipped");
  }

  open(cause: GapCause, schemas: readonly Schema[] | null): GapEvent {
    const gap: GapEvent = { kind: "gap", cause, schemas, instruments: null, from: this.newest, to: null };
    const same = String(schemas);
    this.#open = this.#open.filter((other) => other.cause !== cause || String(other.schemas) !== same);
    this.#open.push(gap);
    return gap;
  }

  /** Where in whole records the first stands that closes a gap; their length if none does. */
  closingAt(records: Uint8Array): number {
    let at = 0;
    while (at < records.length && !this.#open.some((gap) => isClosedBy(gap, records, at)))
      at += (records[at] ?? 0) * WORD;
    return at;
  }

  /** The gaps that the record at this place closes. */
  close(records: Uint8Array, at: number): readonly GapEvent[] {
    const closed = this.#open.filter((gap) => isClosedBy(gap, records, at));
    this.#open = this.#open.filter((gap) => !closed.includes(gap));
    return closed.map((gap) => ({ ...gap, to: stampAt(records, at) }));
  }

  /** Remembers the newest time of whole records. */
  see(records: Uint8Array): void {
    const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
    let high = this.#high;
    let low = this.#low;
    for (let at = 0; at < records.length; at += view.getUint8(at) * WORD) {
      const offset = STAMPS[view.getUint8(at + 1)] ?? 0;
      if (offset === 0) continue;
      const itsHigh = view.getUint32(at + offset + 4, true);
      const itsLow = view.getUint32(at + offset, true);
      // a replay goes back; what was seen does not
      if (itsHigh < high || (itsHigh === high && itsLow <= low)) continue;
      if (itsHigh === U32_MAX && itsLow === U32_MAX) continue;
      high = itsHigh;
      low = itsLow;
    }
    this.#high = high;
    this.#low = low;
  }
}

/** By record type; 0: none. */
const STAMPS = Uint8Array.from({ length: 256 }, (_, rtype) => stampOffset(rtype) ?? 0);

const U32_MAX = 0xffff_ffff;

const RTYPES_OF: Readonly<Record<Schema, number>> = {
  mbo: RTYPES.mbo,
  "mbp-1": RTYPES.mbp1,
  "mbp-10": RTYPES.mbp10,
  tbbo: RTYPES.mbp1,
  trades: RTYPES.trades,
  "ohlcv-1s": RTYPES.ohlcv1s,
  "ohlcv-1m": RTYPES.ohlcv1m,
  "ohlcv-1h": RTYPES.ohlcv1h,
  "ohlcv-1d": RTYPES.ohlcv1d,
  definition: RTYPES.definition,
  statistics: RTYPES.statistics,
  status: RTYPES.status,
  imbalance: RTYPES.imbalance,
  "ohlcv-eod": RTYPES.ohlcvEod,
  "cmbp-1": RTYPES.cmbp1,
  "cbbo-1s": RTYPES.cbbo1s,
  "cbbo-1m": RTYPES.cbbo1m,
  tcbbo: RTYPES.tcbbo,
  "bbo-1s": RTYPES.bbo1s,
  "bbo-1m": RTYPES.bbo1m,
};

function isClosedBy(gap: GapEvent, records: Uint8Array, at: number): boolean {
  const rtype = records[at + 1] ?? 0;
  if (gap.schemas !== null && !gap.schemas.some((schema) => RTYPES_OF[schema] === rtype)) return false;
  const to = stampAt(records, at);
  return to !== null && (gap.from === null || to > gap.from);
}

function stampAt(records: Uint8Array, at: number): bigint | null {
  const offset = stampOffset(records[at + 1] ?? 0);
  if (offset === null) return null;
  const high = u32At(records, at + offset + 4);
  const low = u32At(records, at + offset);
  return high === U32_MAX && low === U32_MAX ? null : stampOf(high, low);
}
