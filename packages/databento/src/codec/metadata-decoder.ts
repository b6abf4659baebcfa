import { dateText } from "./calendar-date.ts";
import { DbnError } from "./dbn-error.ts";
import type { MappingInterval, Metadata, SymbolMapping } from "./metadata.ts";
import { schemaName, stypeName, UNDEF_TIMESTAMP, type DbnVersion, type SType } from "./wire-ids.ts";

/** Bytes of magic, version and length. */
export const PRELUDE_SIZE = 8;
const FIXED_SIZE = 100;
const V1_SYMBOL_LENGTH = 22;

/** Version and following bytes as the 8 bytes of the prelude tell them, or the refusal of them. */
export function decodePrelude(
  bytes: Uint8Array,
  maxMetadataBytes: number,
): { version: DbnVersion; length: number } {
  const view = viewOf(bytes);
  if (bytes[0] !== 0x44 || bytes[1] !== 0x42 || bytes[2] !== 0x4e) {
    throw new DbnError("notDbn", "The stream does not begin with DBN", 0);
  }
  const version = view.getUint8(3);
  if (version !== 1 && version !== 2 && version !== 3) {
    throw new DbnError("badVersion", `Version ${String(version)} is not one of 1, 2 and 3`, 3);
  }
  const length = view.getUint32(4, true);
  if (length < FIXED_SIZE)
    throw new DbnError("badMetadata", `Metadata of ${String(length)} bytes is too short`, 4);
  if (length > maxMetadataBytes) {
    throw new DbnError(
      "tooLarge",
      `Metadata of ${String(length)} bytes, ${String(maxMetadataBytes)} allowed`,
      4,
    );
  }
  return { version, length };
}

/** The metadata from all its bytes, prelude included. */
export function decodeMetadata(bytes: Uint8Array, version: DbnVersion): Metadata {
  const view = viewOf(bytes);
  const schema = view.getUint16(24, true);
  const end = view.getBigUint64(34, true);
  const limit = view.getBigUint64(42, true);
  // version 1 has a count of records in front of these
  const at = version === 1 ? 58 : 50;
  const symbolCstrLen = version === 1 ? V1_SYMBOL_LENGTH : view.getUint16(53, true);
  if (symbolCstrLen < 2) throw new DbnError("badMetadata", "Symbols have no room for a character", 53);
  if (view.getUint32(108, true) !== 0)
    throw new DbnError("badMetadata", "A schema definition is not known", 108);
  const lists = new ListReader(bytes, symbolCstrLen);
  return {
    version,
    dataset: lists.textAt(8, 16),
    schema: schema === 0xffff ? null : (schemaName(schema) ?? schema),
    start: view.getBigUint64(26, true),
    end: end === UNDEF_TIMESTAMP || end === 0n ? null : end,
    limit: limit === 0n ? null : limit,
    stypeIn: view.getUint8(at) === 0xff ? null : stype(view.getUint8(at)),
    stypeOut: stype(view.getUint8(at + 1)),
    tsOut: view.getUint8(at + 2) !== 0,
    symbolCstrLen,
    symbols: lists.symbols(),
    partial: lists.symbols(),
    notFound: lists.symbols(),
    mappings: lists.mappings(),
  };
}

function stype(id: number): SType | number {
  return stypeName(id) ?? id;
}

/** Reads the lists behind the fixed part; no list is made before its bytes are known to be there. */
class ListReader {
  readonly #bytes: Buffer;
  readonly #symbolLength: number;
  readonly #dates = new Map<number, string>();
  #at = 112;

  constructor(bytes: Uint8Array, symbolLength: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#symbolLength = symbolLength;
  }

  symbols(): string[] {
    const symbols: string[] = [];
    for (let left = this.#count(this.#symbolLength); left > 0; left -= 1) symbols.push(this.#symbol());
    return symbols;
  }

  mappings(): SymbolMapping[] {
    const mappings: SymbolMapping[] = [];
    for (let left = this.#count(this.#symbolLength + 4); left > 0; left -= 1) {
      mappings.push({ rawSymbol: this.#symbol(), intervals: this.#intervals() });
    }
    return mappings;
  }

  /** Text up to the first NUL of `size` bytes. */
  textAt(at: number, size: number): string {
    const bytes = this.#bytes;
    let end = at;
    let high = 0;
    for (; end < at + size; end += 1) {
      const byte = bytes[end] ?? 0;
      if (byte === 0) break;
      high |= byte;
    }
    if (high < 0x80) return bytes.toString("latin1", at, end);
    try {
      return STRICT_UTF8.decode(bytes.subarray(at, end));
    } catch {
      throw new DbnError("badMetadata", "A text is not UTF-8", at);
    }
  }

  #intervals(): MappingInterval[] {
    const intervals: MappingInterval[] = [];
    for (let left = this.#count(this.#symbolLength + 8); left > 0; left -= 1) {
      intervals.push({ startDate: this.#date(), endDate: this.#date(), symbol: this.#symbol() });
    }
    return intervals;
  }

  #count(bytesEach: number): number {
    const at = this.#at;
    this.#need(4);
    const count = this.#bytes.readUInt32LE(at);
    this.#at = at + 4;
    if (count * bytesEach > this.#bytes.length - this.#at) {
      throw new DbnError("badMetadata", `A list of ${String(count)} does not fit in the metadata`, at);
    }
    return count;
  }

  #symbol(): string {
    const at = this.#at;
    this.#need(this.#symbolLength);
    this.#at = at + this.#symbolLength;
    return this.textAt(at, this.#symbolLength);
  }

  #date(): string {
    const at = this.#at;
    this.#need(4);
    this.#at = at + 4;
    const value = this.#bytes.readUInt32LE(at);
    const known = this.#dates.get(value);
    if (known !== undefined) return known;
    const text = dateText(value);
    if (text === null) throw new DbnError("badMetadata", `${String(value)} is not a date`, at);
    this.#dates.set(value, text);
    return text;
  }

  #need(size: number): void {
    if (this.#at + size > this.#bytes.length) {
      throw new DbnError("badMetadata", "A list ends outside of the metadata", this.#at);
    }
  }
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
