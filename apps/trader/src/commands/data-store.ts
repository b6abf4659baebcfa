import { FolderInUseError, openEmbeddedPostgres, runningDatabaseUrl } from "@smart0dte/storage/embedded";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import type { CommandIo } from "./calendar-command.ts";

/** The database of the folder: the running desk's, or one that is opened for this command alone. */
export async function withStore<Outcome>(
  folder: string,
  io: CommandIo,
  work: (store: Store) => Promise<Outcome>,
): Promise<Outcome> {
  const { url, stop } = await openDatabase(folder, io);
  try {
    const store = await openStore(url, { connections: 2 });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    await stop();
  }
}

async function openDatabase(
  folder: string,
  io: CommandIo,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  try {
    return await openEmbeddedPostgres({ folder, log: io.err });
  } catch (error) {
    const url = error instanceof FolderInUseError ? runningDatabaseUrl(folder) : null;
    if (url === null) throw error;
    return { url, stop: () => Promise.resolve() };
  }
}
