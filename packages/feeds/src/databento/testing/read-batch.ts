import { RECORD_BYTES, RECORD_KINDS, viewOf, type MarketBatch, type RecordKind } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";

/** A market record in words; `at` in microseconds after the open, prices in UsdE4. */
export interface ReadRecord {
  readonly kind: RecordKind;
  readonly number: number;
  readonly at: number;
  readonly flags: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
}

export function readBatch(batch: MarketBatch | undefined): ReadRecord[] {
  if (batch === undefined) return [];
  const view = viewOf(batch);
  return Array.from({ length: batch.count }, (_, i) => {
    const base = i * RECORD_BYTES;
    return {
      kind: kindOf(view.getUint8(base)),
      number: view.getUint32(base + 4, true),
      at: view.getFloat64(base + 8, true) - aSession().open,
      flags: view.getUint8(base + 2),
      a: view.getInt32(base + 16, true),
      b: view.getInt32(base + 20, true),
      c: view.getInt32(base + 24, true),
      d: view.getInt32(base + 28, true),
      e: view.getFloat64(base + 32, true),
    };
  });
}

function kindOf(code: number): RecordKind {
  const found = Object.entries(RECORD_KINDS).find(([, known]) => known === code);
  if (found === undefined) throw new RangeError(`No kind of market record is ${code}`);
  return found[0] as RecordKind;
}
