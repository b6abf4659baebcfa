import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createJournal } from "../create-journal.ts";
import type { JournalEntry } from "../journal-entry.ts";

export interface JournalFolder {
  /** A path at which nothing is. */
  path(): string;
  /** A closed journal of these entries. */
  write(entries: readonly JournalEntry[]): Promise<string>;
  remove(): void;
}

/** A temporary folder for journals. */
export function aJournalFolder(): JournalFolder {
  const folder = mkdtempSync(join(tmpdir(), "smart0dte-journal-"));
  let paths = 0;
  const path = (): string => join(folder, `${(paths += 1)}.journal`);
  return {
    path,
    write: async (entries) => {
      const file = path();
      const writer = createJournal(file);
      for (const entry of entries) writer.append(entry);
      await writer.close();
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
