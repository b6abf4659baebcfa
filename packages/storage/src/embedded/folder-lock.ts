import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { BadInputError } from "@smart0dte/domain";

/** Another desk owns the folder. */
export class FolderInUseError extends BadInputError {
  readonly folder: string;

  constructor(folder: string) {
    super(
      `A second desk cannot use the data folder ${folder}: another one is using it; stop that one or choose --data.`,
    );
    this.folder = folder;
  }
}

export interface FolderLock {
  release(): void;
}

const BUSY = 5;
/** A killed process needs a moment to be gone. */
const DYING_MS = 500;

/**
 * Takes the folder for this process, or refuses.
 *
 * The operating system's own lock, reached through SQLite: Node has no other way to it. It ends with the process,
 * however that ends, and covers what the server's advisory lock cannot: the time before the server runs.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const until = performance.now() + DYING_MS;
  const database = openLock(join(folder, "desk.lock"));
  while (!locks(database)) {
    if (performance.now() > until) {
      database.close();
      throw new FolderInUseError(folder);
    }
    await wait(20);
  }
  return { release: () => database.close() };
}

function openLock(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw notWritable(error);
  }
}

const notWritable = (error: unknown): BadInputError =>
  new BadInputError(
    `The data folder cannot be locked, is it writable? ${error instanceof Error ? error.message : String(error)}.`,
  );

function locks(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) return false;
    database.close();
    throw notWritable(error);
  }
}
