import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { BooksStore } from "./books-store.ts";

/** Books in one file, replaced whole and synced, so that a crash leaves the old or the new. */
export function openBooksFile(path: string): BooksStore {
  return {
    name: path,
    read: () => (existsSync(path) ? readFileSync(path, "utf8") : null),
    write: (text) => replaceFile(path, text),
    setAside: (label) => {
      renameSync(path, freeName(`${path}.${label}`));
      syncFolder(dirname(path));
    },
  };
}

function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const file = openSync(part, "w", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
  syncFolder(dirname(path));
}

function freeName(wanted: string): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted}.${n}`;
    if (!existsSync(name)) return name;
  }
}

function syncFolder(path: string): void {
  // Windows opens no folder for this
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
