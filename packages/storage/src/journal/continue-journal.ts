import { closeSync, fsyncSync, ftruncateSync } from "node:fs";
import type { JournalEntry } from "./journal-entry.ts";
import { beginFile } from "./create-journal.ts";
import { HEADER_BYTES } from "./journal-format.ts";
import { FileJournalWriter, type JournalWriter } from "./journal-writer.ts";
import { FileReading, openExisting } from "./read-journal.ts";
import { scanRecords, type JournalEnd } from "./record-scan.ts";

export interface ContinuedJournal {
  readonly writer: JournalWriter;
  /** What stood in the file before the writer goes on, each time from the start, in constant memory. */
  readonly entries: Iterable<JournalEntry>;
  /** What a crash had left behind the last whole record was cut off. */
  readonly found: JournalEnd;
}

/** Goes on in a file that a desk left: verifies all of it first, cuts a torn tail, refuses damage untouched. */
export function continueJournal(path: string): ContinuedJournal {
  const found = verify(path);
  const fd = openExisting(path, "a");
  if (found.kind === "torn") {
    ftruncateSync(fd, found.at);
    fsyncSync(fd);
  }
  if (found.at < HEADER_BYTES) beginFile(fd, path);
  const at = Math.max(found.at, HEADER_BYTES);
  // whether the desk before had it on disk is not known
  const writer = new FileJournalWriter({ path, fd, at, syncedTo: 0 });
  return { writer, entries: new FileReading(path, at), found };
}

function verify(path: string): JournalEnd {
  const fd = openExisting(path, "r");
  try {
    const records = scanRecords({ path, fd });
    for (let next = records.next(); ; next = records.next()) if (next.done === true) return next.value;
  } finally {
    closeSync(fd);
  }
}
