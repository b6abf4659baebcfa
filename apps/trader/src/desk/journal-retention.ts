import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Store } from "@smart0dte/storage/postgres";
import { booksFileOf } from "../broker/run-broker.ts";

/** Finished simulated sessions whose journals stay: at sixty times the clock one is written every seven minutes. */
const KEPT = 3;

/**
 * Removes the journals of older finished demo sessions and the books of their simulated brokers; what they decided
 * stays in the database. No other mode's are touched.
 */
export async function removeOldDemoJournals(folder: string, runs: Store["runs"]): Promise<void> {
  const finished = await runs.finishedJournals("demo");
  const files = finished
    .slice(KEPT)
    .flatMap((journal) => [journal, booksFileOf(basename(journal, ".journal"))]);
  await Promise.all(files.map((file) => rm(join(folder, file), { force: true })));
}
