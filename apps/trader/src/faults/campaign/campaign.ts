import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedPostgres } from "@smart0dte/storage/embedded";
import { openStore } from "@smart0dte/storage/postgres";
import { CampaignTally, type CampaignReport } from "./campaign-tally.ts";
import { Lane } from "./lane.ts";
import type { Block, BlockEnd, RunResult } from "./run-result.ts";

export interface CampaignOptions {
  readonly runs: number;
  readonly seed: number;
  readonly onRun: (result: RunResult) => void;
  readonly log: (line: string) => void;
}

/** Runs on one day of one desk: a longer journal takes longer to take over. */
const RUNS_A_BLOCK = 13;
const MOST_LANES = 4;

/** Plays all runs, in blocks that do not depend on how many processes share them. */
export async function runCampaign({ runs, seed, onRun, log }: CampaignOptions): Promise<CampaignReport> {
  const folder = mkdtempSync(join(tmpdir(), "smart0dte-faults-"));
  // the database server may run under an account of its own
  chmodSync(folder, 0o755);
  const tally = new CampaignTally({ runs, seed });
  const postgres = await openEmbeddedPostgres({ folder, log });
  try {
    // the schema stands before several open it at once
    await (await openStore(postgres.url, { connections: 1 })).close();
    const hear = (result: RunResult): void => {
      tally.run(result);
      onRun(result);
    };
    const blocks = blocksOf(runs, seed);
    const lanes = Array.from(
      { length: Math.min(MOST_LANES, 2 * availableParallelism(), blocks.length) },
      () => new Lane(hear),
    );
    const work = { databaseUrl: postgres.url, folder, blocks, onEnd: (end: BlockEnd) => tally.end(end) };
    try {
      await Promise.all(lanes.map((lane) => playAll(lane, work)));
    } finally {
      for (const lane of lanes) lane.close();
    }
  } finally {
    await postgres.stop();
  }
  const report = tally.report();
  if (report.kept.length === 0) rmSync(folder, { recursive: true, force: true });
  return report;
}

interface Work {
  readonly databaseUrl: string;
  readonly folder: string;
  /** Taken from the front by whoever is free. */
  readonly blocks: Block[];
  readonly onEnd: (end: BlockEnd) => void;
}

async function playAll(lane: Lane, { databaseUrl, folder, blocks, onEnd }: Work): Promise<void> {
  for (let block = blocks.shift(); block !== undefined; block = blocks.shift())
    onEnd(await lane.play({ databaseUrl, folder, block }));
}

const blocksOf = (runs: number, seed: number): Block[] =>
  Array.from({ length: Math.ceil(runs / RUNS_A_BLOCK) }, (_, n) => {
    const from = n * RUNS_A_BLOCK + 1;
    return { seed, from, count: Math.min(RUNS_A_BLOCK, runs - from + 1) };
  });
