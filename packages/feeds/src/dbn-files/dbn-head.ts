import { closeSync, openSync, readSync } from "node:fs";
import { constants, zstdDecompressSync } from "node:zlib";
import { DbnDecoder, DbnError, type Metadata } from "@smart0dte/databento";
import { badFile } from "../minutes/file-refusal.ts";
import { recordTime } from "./record-time.ts";

/** What a file says of itself before its records are read. */
export interface DbnHead {
  readonly path: string;
  readonly metadata: Metadata;
  /** Whole microseconds of the first market records' times that are stated; empty where none could be read. */
  readonly firstTimes: readonly number[];
}

const FIRST_READ = 256 * 1024;
/** Metadata of a whole chain over months takes 6 MB. */
const LONGEST_READ = 64 * 1024 * 1024;
const LOOKED_AT = 64;

/** Reads a file's metadata and its first records. Refuses what is not DBN, and what its metadata cannot be read of. */
export function readHead(path: string): DbnHead {
  const fd = openFile(path);
  try {
    for (let length = FIRST_READ; ; length *= 4) {
      const bytes = readStart(fd, length, path);
      refuseOtherFormats(path, bytes);
      const head = headOf(path, bytes);
      if (head !== null) return head;
      if (bytes.length < length) throw badFile(path, "the file ends within its metadata: it is truncated");
      if (length >= LONGEST_READ) throw badFile(path, "its metadata do not end");
    }
  } finally {
    closeSync(fd);
  }
}

function headOf(path: string, bytes: Buffer): DbnHead | null {
  const decoder = new DbnDecoder();
  const firstTimes: number[] = [];
  try {
    const cursor = decoder.push(isZstd(bytes) ? inflatedStart(bytes) : bytes);
    while (firstTimes.length < LOOKED_AT && cursor.next()) {
      const time = recordTime(cursor);
      if (time > 0) firstTimes.push(time);
    }
  } catch (error) {
    if (!(error instanceof DbnError)) throw error;
    // damaged records behind good metadata are told where they are read
    if (decoder.metadata === null) throw badFile(path, readableOf(error));
  }
  return decoder.metadata === null ? null : { path, metadata: decoder.metadata, firstTimes };
}

/** Frame after frame, as far as the bytes go. */
function inflatedStart(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    try {
      const { buffer, engine } = inflate(bytes.subarray(from));
      parts.push(buffer);
      if (engine.bytesWritten === 0) break;
      from += engine.bytesWritten;
    } catch {
      // what is damaged behind the metadata is told where it is read
      break;
    }
  }
  return Buffer.concat(parts);
}

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

const inflate = (bytes: Buffer): Inflated =>
  zstdDecompressSync(bytes, { finishFlush: constants.ZSTD_e_continue, info: true }) as unknown as Inflated;

function refuseOtherFormats(path: string, bytes: Buffer): void {
  if (bytes.length === 0) throw badFile(path, "the file is empty");
  if (isZstd(bytes) || bytes.subarray(0, 3).toString("latin1") === "DBN") return;
  const isSkippable = bytes.length >= 4 && (bytes.readUInt32LE(0) & 0xffff_fff0) >>> 0 === 0x184d_2a50;
  if (isSkippable)
    throw badFile(
      path,
      "this is the old .dbz format, which is not read: ask for the same data again as .dbn.zst",
    );
  throw badFile(
    path,
    "this is not a DBN file (its first bytes are others); a fragment without metadata does not say what it holds and is not played",
  );
}

/** A frame of records without metadata looks like a whole file from outside. */
function readableOf(error: DbnError): string {
  return error.code === "notDbn"
    ? `it does not begin with DBN metadata (${error.message}); a fragment does not say what it holds and is not played`
    : error.message;
}

const isZstd = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2f_b528;

function openFile(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw badFile(path, missing ? "the file does not exist" : `it cannot be opened: ${String(error)}`);
  }
}

function readStart(fd: number, length: number, path: string): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  try {
    while (filled < length) {
      const got = readSync(fd, buffer, filled, length - filled, filled);
      if (got === 0) break;
      filled += got;
    }
  } catch (error) {
    throw badFile(path, `it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return buffer.subarray(0, filled);
}
