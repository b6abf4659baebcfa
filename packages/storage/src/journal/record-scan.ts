import { fstatSync } from "node:fs";
import { BadInputError } from "@smart0dte/domain";
import { FileWindow } from "./file-window.ts";
import {
  HEADER_BYTES,
  headerBytes,
  headerFault,
  isSealed,
  MAX_PAYLOAD_BYTES,
  RECORD_HEAD_BYTES,
} from "./journal-format.ts";
import { wasOnDisk } from "./sync-mark.ts";

/** How a journal ends. `at` is the byte behind its last whole record. */
export type JournalEnd =
  | { readonly kind: "clean"; readonly at: number }
  /** A crash left `tail` bytes that are no record. */
  | { readonly kind: "torn"; readonly at: number; readonly tail: number };

export interface RawRecord {
  readonly type: number;
  /** Valid until the next record is asked for. */
  readonly payload: Buffer;
}

/** Walks the whole records of an open file in constant memory, up to `limit` bytes. Damage is refused, a torn tail told. */
export function* scanRecords(
  file: { readonly path: string; readonly fd: number },
  limit = Infinity,
): Generator<RawRecord, JournalEnd> {
  const size = Math.min(fstatSync(file.fd).size, limit);
  const window = new FileWindow(file.fd, size);
  const torn = (at: number): JournalEnd => ({ kind: "torn", at, tail: size - at });
  const header = window.bytes(0, Math.min(size, HEADER_BYTES)) ?? Buffer.alloc(0);
  // the desk died before the header was whole
  if (header.length < HEADER_BYTES && headerBytes().subarray(0, header.length).equals(header)) return torn(0);
  const fault = headerFault(Buffer.concat([header], HEADER_BYTES));
  if (fault !== null) throw new BadInputError(`The file ${file.path} ${fault}.`);
  let at = HEADER_BYTES;
  while (at < size) {
    const record = wholeRecord(window, at);
    if (record === null) {
      if (!wasOnDisk(file.fd, at, size)) return torn(at);
      throw new BadInputError(
        `The journal ${file.path} is damaged at byte ${at}: a record that was once on disk does not match its checksum.`,
      );
    }
    yield { type: record.readUInt8(8), payload: record.subarray(RECORD_HEAD_BYTES) };
    at += record.length;
  }
  return { kind: "clean", at };
}

function wholeRecord(window: FileWindow, at: number): Buffer | null {
  const length = window.bytes(at, RECORD_HEAD_BYTES)?.readUInt32LE(4) ?? Infinity;
  if (length > MAX_PAYLOAD_BYTES) return null;
  const record = window.bytes(at, RECORD_HEAD_BYTES + length);
  return record !== null && isSealed(record, at) ? record : null;
}
