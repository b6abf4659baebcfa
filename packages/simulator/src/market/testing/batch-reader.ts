import {
  RECORD_BYTES,
  RECORD_KINDS,
  howOf,
  viewOf,
  type How,
  type MarketBatch,
  type RecordKind,
} from "@smart0dte/domain";

/** One record of a batch as plain numbers, named as in the layout of `MarketBatch`. */
export interface BatchRecord {
  readonly kind: RecordKind | "unknown";
  readonly how: How;
  readonly flags: number;
  readonly instrument: number;
  readonly at: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
}

const KINDS: readonly RecordKind[] = [
  "quote",
  "trade",
  "minuteBar",
  "index",
  "gap",
  "openInterest",
  "status",
];
const kindOf = (code: number): RecordKind | "unknown" =>
  KINDS.find((kind) => RECORD_KINDS[kind] === code) ?? "unknown";

/** Reads the documented layout byte by byte, independently of the writer. */
export function recordsOf(batch: MarketBatch): readonly BatchRecord[] {
  const view = viewOf(batch);
  return Array.from({ length: batch.count }, (_, i) => {
    const base = i * RECORD_BYTES;
    return {
      kind: kindOf(view.getUint8(base)),
      how: howOf(view.getUint8(base + 1)),
      flags: view.getUint8(base + 2),
      instrument: view.getUint32(base + 4, true),
      at: view.getFloat64(base + 8, true),
      a: view.getInt32(base + 16, true),
      b: view.getInt32(base + 20, true),
      c: view.getInt32(base + 24, true),
      d: view.getInt32(base + 28, true),
      e: view.getFloat64(base + 32, true),
    };
  });
}
