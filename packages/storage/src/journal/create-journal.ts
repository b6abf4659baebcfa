import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { HEADER_BYTES, headerBytes } from "./journal-format.ts";
import { FileJournalWriter, type JournalWriter } from "./journal-writer.ts";

/** Begins a journal in a new file, which is on disk when this returns; an existing one is refused. */
export function createJournal(path: string): JournalWriter {
  mkdirSync(dirname(path), { recursive: true });
  let fd: number;
  try {
    fd = openSync(path, "ax", 0o600);
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    const why = exists
      ? "exists already"
      : `cannot be made: ${error instanceof Error ? error.message : String(error)}`;
    throw new BadInputError(`The journal ${path} ${why}.`);
  }
  beginFile(fd, path);
  return new FileJournalWriter({ path, fd, at: HEADER_BYTES, syncedTo: HEADER_BYTES });
}

/** Writes the header and puts file and name on disk. */
export function beginFile(fd: number, path: string): void {
  writeSync(fd, headerBytes());
  fsyncSync(fd);
  // Windows opens no folder for this
  if (process.platform === "win32") return;
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}
