import { statfs } from "node:fs/promises";
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
  /** Milliseconds since 1970. */
  now(): number;
}

export const MACHINE: RecorderPorts = {
  createFile: (path, metadata) => createDbnFile(path, { metadata, zstd: true }),
  freeBytes,
  now: () => Date.now(),
};

/** Bytes that this user may still write where a folder lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
