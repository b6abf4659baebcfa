export { anyEntry, aShortStory } from "./arbitrary-entries.ts";
export { aJournalFolder, type JournalFolder } from "./journal-folder.ts";
