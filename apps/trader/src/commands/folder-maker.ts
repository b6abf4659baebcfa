import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it that are not there; throws what the disk says.
 *
 * Step by step: Node's own recursive way never returns where a folder refuses entries by saying that it is not there
 * itself, as those of /proc do.
 */
export function makeFolders(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !isFolder(folder); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) mkdirSync(folder);
}

/** A file in the way is found by who makes a folder in its place. */
function isFolder(path: string): boolean {
  if (dirname(path) === path) return true;
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true;
}
