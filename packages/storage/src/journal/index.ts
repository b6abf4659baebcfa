export { continueJournal, type ContinuedJournal } from "./continue-journal.ts";
export { createJournal } from "./create-journal.ts";
export { DecisionDigest, digestOf } from "./decision-digest.ts";
export { type JournalEntry } from "./journal-entry.ts";
export { JournalWriteError, type JournalWriter } from "./journal-writer.ts";
export { readJournal, type JournalReading } from "./read-journal.ts";
export { type JournalEnd } from "./record-scan.ts";
