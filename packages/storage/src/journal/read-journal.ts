import { closeSync, openSync } from "node:fs";
import { BadInputError } from "@smart0dte/domain";
import { decodeEntry } from "./entry-codec.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { scanRecords, type JournalEnd } from "./record-scan.ts";

/** The entries of a journal, each time from the start. */
export interface JournalReading extends Iterable<JournalEntry> {
  /** How the file ended; null until one iteration has reached it. */
  readonly end: JournalEnd | null;
}

/** Reads in constant memory. A torn tail ends the entries and is told; damage before it is refused by file and byte. */
export function readJournal(path: string): JournalReading {
  return new FileReading(path, Infinity);
}

export class FileReading implements JournalReading {
  readonly #path: string;
  readonly #limit: number;
  #end: JournalEnd | null = null;

  constructor(path: string, limit: number) {
    this.#path = path;
    this.#limit = limit;
  }

  get end(): JournalEnd | null {
    return this.#end;
  }

  *[Symbol.iterator](): Iterator<JournalEntry> {
    const fd = openExisting(this.#path, "r");
    try {
      const records = scanRecords({ path: this.#path, fd }, this.#limit);
      for (let next = records.next(); ; next = records.next()) {
        if (next.done === true) {
          this.#end = next.value;
          return;
        }
        const entry = decodeEntry(next.value.type, next.value.payload);
        if (entry !== null) yield entry;
      }
    } finally {
      closeSync(fd);
    }
  }
}

export function openExisting(path: string, flags: "r" | "a"): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    throw new BadInputError(
      `The journal ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
