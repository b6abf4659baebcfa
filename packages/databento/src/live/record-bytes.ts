import { structOf } from "../codec/record-structs.ts";
import { RTYPES, type DbnVersion } from "../codec/wire-ids.ts";

/** A length byte counts these. */
export const WORD = 4;
/** The longest record a length byte can tell. */
export const LONGEST_RECORD = 255 * WORD;
export const HEADER_WORDS = 4;
export const TS_EVENT = 8;

const TS_OUT_WORDS = 2;

/** The least length, in words, of each record type in a stream of this version. */
export function leastWords(version: DbnVersion, tsOut: boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, rtype) => {
    const size = structOf(rtype)?.sizes[version - 1];
    return size === undefined ? HEADER_WORDS : size / WORD + (tsOut ? TS_OUT_WORDS : 0);
  });
}

/** Where a record's receive time stands, or its event time where it has no other; null for what is not of the market. */
export function stampOffset(rtype: number): number | null {
  if (rtype === RTYPES.error || rtype === RTYPES.system || rtype === RTYPES.symbolMapping) return null;
  return structOf(rtype)?.tsRecvAt ?? null;
}

export function u16At(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

export function u32At(bytes: Uint8Array, at: number): number {
  return (u16At(bytes, at) | (u16At(bytes, at + 2) << 16)) >>> 0;
}

/** The two halves of 64 bits as one, for what is told and not for what is counted. */
export function stampOf(high: number, low: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

export function cstrAt(bytes: Uint8Array, at: number, size: number): string {
  const field = bytes.subarray(at, at + size);
  const end = field.indexOf(0);
  return TEXT.decode(end < 0 ? field : field.subarray(0, end));
}

const TEXT = new TextDecoder();
