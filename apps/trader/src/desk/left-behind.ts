import { join } from "node:path";
import type { Decision, Mode } from "@smart0dte/domain";
import { readJournal } from "@smart0dte/storage/journal";
import type { Run, Store } from "@smart0dte/storage/postgres";
import { rootOf } from "./desk-failure.ts";

export interface LeftBehind {
  readonly store: Store;
  /** The data folder. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

/**
 * Brings into the database what the journals of runs hold that are not taken over: a new run inherits halts and
 * parameters from there, and what was shown stays known when a run is given up.
 *
 * A journal that is gone or damaged gives what it can.
 */
export async function writeLeftBehind(runs: readonly Run[], parts: LeftBehind): Promise<void> {
  for (const run of runs) await writeRun(run, parts);
}

async function writeRun(run: Run, { store, folder, log }: LeftBehind): Promise<void> {
  const complain = (error: unknown): void =>
    log(`run ${run.id}: not all that its journal holds is in the database (${rootOf(error)})`);
  const writer = store.decisionWriter({ run: run.id, mode: run.mode, onFailure: complain });
  try {
    for (const batch of batchesOf(join(folder, run.journalFile))) writer.write(batch);
  } catch (error) {
    complain(error);
  }
  await writer.settled();
}

interface Batch {
  readonly seq: number;
  readonly decisions: Decision[];
}

/** The decisions of a journal, those of one input together. */
function* batchesOf(path: string): Generator<Batch> {
  let batch: Batch = { seq: 0, decisions: [] };
  for (const entry of readJournal(path)) {
    if (entry.kind !== "decision") continue;
    if (batch.seq !== entry.seq) {
      if (batch.decisions.length > 0) yield batch;
      batch = { seq: entry.seq, decisions: [] };
    }
    batch.decisions.push(entry.decision);
  }
  if (batch.decisions.length > 0) yield batch;
}

/** Runs of a mode that somebody began and nobody finished or gave up; a replay stands alone, so only the one in question. */
export async function leftBehind(mode: Mode, left: Run | null, runs: Store["runs"]): Promise<readonly Run[]> {
  if (mode !== "replay") return runs.unfinished(mode);
  return left === null ? [] : [left];
}
