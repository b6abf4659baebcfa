import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "@smart0dte/storage/postgres";

/** Finished simulated sessions whose journals stay: at sixty times the clock one is written every seven minutes. */
const KEPT = 3;

/** Removes the journals of older finished demo sessions; what they decided stays in the database. No other mode's are touched. */
export async function removeOldDemoJournals(folder: string, runs: Store["runs"]): Promise<void> {
  const finished = await runs.finishedJournals("demo");
  await Promise.all(finished.slice(KEPT).map((file) => rm(join(folder, file), { force: true })));
}
