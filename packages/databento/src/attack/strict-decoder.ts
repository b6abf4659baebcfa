import { requireText, requireZero, StrictFault } from "./strict-fault.ts";
import { readStrictMetadata, type StrictMetadata } from "./strict-metadata.ts";
import { requireKnownValues } from "./strict-values.ts";
import { layoutOf, schemasOf, type RecordKind, type WireLayout } from "./wire-layouts.ts";
import { readRecord, viewOf, type WireObject } from "./wire-reader.ts";

export interface StrictRecord {
  readonly kind: RecordKind;
  /** Bytes from the start of the stream. */
  readonly offset: number;
  /** In the reference output's shape: 64-bit numbers as text, an unset character as null. */
  readonly fields: WireObject;
  /** The gateway's send time, where the metadata announces one. */
  readonly tsOut: bigint | null;
}

export interface StrictStream {
  readonly metadata: StrictMetadata;
  readonly records: readonly StrictRecord[];
  /** Bytes behind the last whole record; 0 unless `openEnd`. */
  readonly rest: number;
}

export interface StrictOptions {
  /** A stream that was left before its end may stop inside a record. */
  readonly openEnd?: boolean;
  /** Refuses actions, sides, codes and the like that the format does not know. On, unless said otherwise. */
  readonly knownValues?: boolean;
  /** Real files fill reserved bytes of records (OPRA's quotes); what we write ourselves has zeros there. */
  readonly filledReserved?: boolean;
}

/**
 * Decodes a plain version 3 stream, written from the format's description alone and knowing nothing of the codec.
 *
 * Throws {@link StrictFault} at the first byte that is not exactly as described: lengths, padding, reserved bytes,
 * texts, ids, record kinds that the metadata's schema does not bring. For tests: slow, and all in memory.
 */
export function decodeStrictly(bytes: Uint8Array, options: StrictOptions = {}): StrictStream {
  const view = viewOf(bytes);
  const { metadata, end } = readStrictMetadata(view);
  const schema = view.getUint16(24, true);
  const records: StrictRecord[] = [];
  let at = end;
  while (at < view.byteLength) {
    const size = view.getUint8(at) * 4;
    if (at + size > view.byteLength) {
      if (options.openEnd === true) break;
      throw new StrictFault(view.byteLength, "a stream that ends inside a record");
    }
    records.push(readStrictRecord(view, at, { metadata, schema, options }));
    at += size;
  }
  return { metadata, records, rest: view.byteLength - at };
}

interface Context {
  readonly metadata: StrictMetadata;
  readonly schema: number;
  readonly options: StrictOptions;
}

function readStrictRecord(view: DataView, at: number, { metadata, schema, options }: Context): StrictRecord {
  const rtype = view.getUint8(at + 1);
  const layout = layoutOf(3, rtype);
  if (layout === null || rtype === DEPRECATED) throw new StrictFault(at + 1, `rtype ${String(rtype)}`);
  const trailer = metadata.ts_out ? 8 : 0;
  const size = view.getUint8(at) * 4;
  if (size !== layout.size + trailer)
    throw new StrictFault(
      at,
      `a ${layout.kind} of ${String(size)} bytes, not ${String(layout.size + trailer)}`,
    );
  if (schema !== NO_SCHEMA && !schemasOf(rtype).includes(schema))
    throw new StrictFault(at + 1, `a ${layout.kind} in a file of ${metadata.schema ?? "nothing"}`);
  requireShape(view, at, { layout, isFilled: options.filledReserved === true });
  const fields = readRecord(view, at, layout);
  if (options.knownValues !== false) requireKnownValues(fields, at, layout);
  const tsOut = metadata.ts_out ? view.getBigUint64(at + layout.size, true) : null;
  if (tsOut === UNDEFINED_TIME) throw new StrictFault(at + layout.size, "an undefined send time");
  return { kind: layout.kind, offset: at, fields, tsOut };
}

function requireShape(
  view: DataView,
  at: number,
  { layout, isFilled }: { readonly layout: WireLayout; readonly isFilled: boolean },
): void {
  for (const field of [...layout.fields, ...layout.levels.flat()]) {
    if (field.type === "pad" && !isFilled) requireZero(view, at + field.at, field.size);
    if (field.type === "cstr") requireText(view, at + field.at, field.size);
  }
}

/** ohlcv without an interval: read in old files, never written. */
const DEPRECATED = 0x11;
const NO_SCHEMA = 0xffff;
const UNDEFINED_TIME = 2n ** 64n - 1n;
