import { readIfThere, replaceFile } from "../files/whole-file.ts";
import type { DefinitionStore } from "./definition-store.ts";
import { readDefinitions, writeDefinitions } from "./definitions-text.ts";

/** Keeps the newest day's definitions in one file; those of another day, account or server are replaced by the next. */
export const openDefinitionFile = (path: string): DefinitionStore => ({
  read: (of) => {
    const text = readIfThere(path);
    return text === null ? null : readDefinitions(text, of);
  },
  keep: (of, definitions) => {
    replaceFile(path, writeDefinitions(of, definitions));
  },
});
