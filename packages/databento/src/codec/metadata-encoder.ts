import { writeAscii } from "./ascii-field.ts";
import { dateNumber } from "./calendar-date.ts";
import { DbnError } from "./dbn-error.ts";
import { PRELUDE_SIZE } from "./metadata-decoder.ts";
import { SYMBOL_LENGTH, type Metadata } from "./metadata.ts";
import { SCHEMA_IDS, STYPE_IDS, UNDEF_TIMESTAMP, type SType } from "./wire-ids.ts";

/**
 * Prelude and metadata of version 3, whatever `version` says.
 * What is left out: no schema, from 0 without end or limit, symbols to instrument ids, no send time.
 */
export function encodeMetadata(metadata: Partial<Metadata> & { readonly dataset: string }): Uint8Array {
  const lists = [metadata.symbols ?? [], metadata.partial ?? [], metadata.notFound ?? []];
  const mappings = metadata.mappings ?? [];
  const symbols = lists.reduce((sum, list) => sum + list.length, 0);
  const intervals = mappings.reduce((sum, mapping) => sum + mapping.intervals.length, 0);
  const body =
    LISTS_AT +
    16 +
    symbols * SYMBOL_LENGTH +
    mappings.length * (SYMBOL_LENGTH + 4) +
    intervals * (SYMBOL_LENGTH + 8);
  // records of version 3 begin at multiples of eight
  const bytes = new Uint8Array(Math.ceil(body / 8) * 8);
  writeFixed(bytes, metadata);
  const writer = new ListWriter(bytes);
  for (const list of lists) {
    writer.count(list.length);
    for (const symbol of list) writer.symbol(symbol);
  }
  writer.count(mappings.length);
  for (const mapping of mappings) {
    writer.symbol(mapping.rawSymbol);
    writer.count(mapping.intervals.length);
    for (const { startDate, endDate, symbol } of mapping.intervals) {
      writer.date(startDate);
      writer.date(endDate);
      writer.symbol(symbol);
    }
  }
  return bytes;
}

const LISTS_AT = 112;
const NO_SCHEMA = 0xffff;
const NO_STYPE = 0xff;

function writeFixed(bytes: Uint8Array, metadata: Partial<Metadata> & { readonly dataset: string }): void {
  const view = new DataView(bytes.buffer);
  const { schema = null, stypeIn = null, stypeOut = "instrument_id" } = metadata;
  bytes.set([0x44, 0x42, 0x4e, 3]);
  view.setUint32(4, bytes.length - PRELUDE_SIZE, true);
  writeAscii(bytes, metadata.dataset, { at: 8, size: 16, name: "dataset" });
  const schemaId = typeof schema === "string" ? SCHEMA_IDS[schema] : (schema ?? NO_SCHEMA);
  view.setUint16(24, within(schemaId, 0xffff, "schema"), true);
  view.setBigUint64(26, time(metadata.start ?? 0n, "start"), true);
  view.setBigUint64(34, time(metadata.end ?? UNDEF_TIMESTAMP, "end"), true);
  view.setBigUint64(42, time(metadata.limit ?? 0n, "limit"), true);
  view.setUint8(50, stypeIn === null ? NO_STYPE : stypeId(stypeIn));
  view.setUint8(51, stypeId(stypeOut));
  view.setUint8(52, metadata.tsOut === true ? 1 : 0);
  view.setUint16(53, SYMBOL_LENGTH, true);
}

function stypeId(stype: SType | number): number {
  return typeof stype === "string" ? STYPE_IDS[stype] : within(stype, 0xff, "stype");
}

function within(value: number, most: number, name: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new DbnError("notEncodable", `${name} ${String(value)} does not fit`, 0);
}

function time(value: bigint, name: string): bigint {
  if (value >= 0n && value <= UNDEF_TIMESTAMP) return value;
  throw new DbnError("notEncodable", `${name} ${String(value)} does not fit`, 0);
}

class ListWriter {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = LISTS_AT;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  count(count: number): void {
    this.#view.setUint32(this.#at, count, true);
    this.#at += 4;
  }

  symbol(symbol: string): void {
    writeAscii(this.#bytes, symbol, { at: this.#at, size: SYMBOL_LENGTH, name: "symbol" });
    this.#at += SYMBOL_LENGTH;
  }

  date(text: string): void {
    const date = dateNumber(text);
    if (date === null) throw new DbnError("notEncodable", `${text} is not a date`, this.#at);
    this.count(date);
  }
}
