import { readSync } from "node:fs";
import { isSealed, RECORD_HEAD_BYTES, RECORD_TYPES } from "./journal-format.ts";

/**
 * A mark says how far the file was on disk when it was written: 8 bytes of pattern, that byte as f64, and the
 * mark's own place as f64, so that it is known also where bytes before it were lost.
 *
 * It tells damage from a crash: what breaks below a later mark was once safe and is damage; what breaks above all
 * marks was never promised, whatever order the disk wrote it in, and is a torn tail.
 */
export const MARK_PAYLOAD_BYTES = 24;
const MARK_BYTES = RECORD_HEAD_BYTES + MARK_PAYLOAD_BYTES;
const PATTERN = Buffer.from("\u00a7ON-DISK", "latin1");

export function writeMark(
  payload: Buffer,
  { synced, at }: { readonly synced: number; readonly at: number },
): void {
  PATTERN.copy(payload);
  payload.writeDoubleLE(synced, 8);
  payload.writeDoubleLE(at, 16);
}

const CHUNK_BYTES = 128 * 1024;

/** True where a mark behind `broken`, and before the file's end as the reader knows it, says that this byte was on disk. */
export function wasOnDisk(fd: number, broken: number, end: number): boolean {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let from = broken;
  for (;;) {
    // what is written while the file is read says nothing of a record that was not whole yet
    const filled = readSync(fd, chunk, 0, Math.min(chunk.length, Math.max(0, end - from)), from);
    if (filled < MARK_BYTES) return false;
    if (holdsMark(chunk.subarray(0, filled), broken)) return true;
    // a mark may lie across the border of two chunks
    from += filled - (MARK_BYTES - 1);
  }
}

function holdsMark(chunk: Buffer, broken: number): boolean {
  for (let found = chunk.indexOf(PATTERN); found >= 0; found = chunk.indexOf(PATTERN, found + 1)) {
    const start = found - RECORD_HEAD_BYTES;
    const record = chunk.subarray(Math.max(start, 0), start + MARK_BYTES);
    if (start < 0 || record.length < MARK_BYTES || record.readUInt8(8) !== RECORD_TYPES.mark) continue;
    const at = record.readDoubleLE(RECORD_HEAD_BYTES + 16);
    if (isSealed(record, at) && record.readDoubleLE(RECORD_HEAD_BYTES + 8) > broken) return true;
  }
  return false;
}
