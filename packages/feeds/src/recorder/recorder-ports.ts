import { randomUUID } from "node:crypto";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { createDbnFile } from "@smart0dte/databento";

/** A file that is written a frame at a time. */
export interface RecordingFile {
  /** Takes a copy; nothing is on disk before the next flush. */
  append(bytes: Uint8Array): void;
  /** Resolves when all that was appended is on disk as whole frames. */
  flush(): Promise<void>;
  /** Flushes and closes. */
  close(): Promise<void>;
}

/** What a recorder needs of the machine. */
export interface RecorderPorts {
  /** Begins a file; an existing one is refused. */
  createFile(path: string, metadata: Uint8Array): RecordingFile;
  /** Bytes that may still be written where a folder lies. */
  freeBytes(folder: string): Promise<number>;
  /** Writes a little where a folder lies and takes it away again; throws what the disk says. */
  tryWriting(folder: string): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

export const MACHINE: RecorderPorts = {
  createFile: (path, metadata) => createDbnFile(path, { metadata, zstd: true }),
  freeBytes,
  tryWriting,
  now: () => Date.now(),
};

/** Bytes that this user may still write where a folder lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const TRIED_BYTES = 1024 * 1024;

async function tryWriting(folder: string): Promise<void> {
  const path = join(folder, `.room-${randomUUID()}.part`);
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(new Uint8Array(TRIED_BYTES));
      await file.datasync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}
