import { crc32 } from "node:zlib";

/**
 * A journal file, little endian:
 *
 * | part | bytes |
 * |---|---|
 * | header | 8 magic, u32 version, u32 CRC-32 of these 12 |
 * | record | u32 CRC-32 of the rest, u32 length of the payload, u8 type, payload |
 *
 * A record's checksum starts from its place in the file, so that a record that was moved, doubled or follows a hole
 * is not a record. Market batches lie here in their fixed layout, everything else as canonical JSON.
 */
export const HEADER_BYTES = 16;
export const RECORD_HEAD_BYTES = 9;
/** No record is longer; a greater length is a broken one. */
export const MAX_PAYLOAD_BYTES = 256 * 1024 * 1024;

export const VERSION = 1;
const MAGIC = Buffer.from("S0DTEJNL", "latin1");

export const RECORD_TYPES = { market: 1, input: 2, decision: 3, aside: 4, mark: 5 } as const;

export function headerBytes(): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(VERSION, 8);
  header.writeUInt32LE(crc32(header.subarray(0, 12)), 12);
  return header;
}

/** What is wrong with a file's first {@link HEADER_BYTES}, or null. */
export function headerFault(header: Uint8Array): string | null {
  const given = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  if (!given.subarray(0, 8).equals(MAGIC)) return "is not a journal: its first bytes are others (byte 0)";
  if (given.readUInt32LE(12) !== crc32(given.subarray(0, 12))) return "has a damaged header (byte 8)";
  const version = given.readUInt32LE(8);
  return version === VERSION
    ? null
    : `has version ${version}, and this desk reads version ${VERSION} (byte 8)`;
}

/** Fills in the head of a record whose payload is in place. */
export function sealRecord(record: Buffer, type: number, at: number): void {
  record.writeUInt32LE(record.length - RECORD_HEAD_BYTES, 4);
  record.writeUInt8(type, 8);
  record.writeUInt32LE(crc32(record.subarray(4), at >>> 0), 0);
}

export const isSealed = (record: Buffer, at: number): boolean =>
  record.readUInt32LE(0) === crc32(record.subarray(4), at >>> 0);
