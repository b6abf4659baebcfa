import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "@smart0dte/storage/postgres";
import type { Violation } from "../checks/evidence.ts";
import { drawScenario } from "../scenario/draw-scenario.ts";
import { FaultSession } from "./fault-session.ts";
import type { Block, BlockEnd, RunResult } from "./run-result.ts";

export interface BlockGround {
  readonly databaseUrl: string;
  readonly store: Store;
  /** Where the block's data folders are made. */
  readonly folder: string;
  readonly onRun: (result: RunResult) => void;
}

/** A market's seed stays a whole number that a person can type. */
const SEEDS = 1_000_000;

/**
 * Plays the runs of a block, one after the other, on one desk and one market. A run with a violation ends the day:
 * what it broke must not be counted again, and the runs that are left get a day of their own.
 */
export async function playBlock({ seed, from, count }: Block, ground: BlockGround): Promise<BlockEnd> {
  const violations: Violation[] = [];
  let kept: string | null = null;
  let run = from;
  for (let day = 0; run < from + count; day += 1) {
    const folder = join(ground.folder, `runs-${from}-day-${day}`);
    const options = { ...ground, seed: marketSeed(seed, from + day), folder };
    const session = await FaultSession.open(options);
    let isClean = true;
    try {
      while (isClean && run < from + count) {
        const result = await session.play(drawScenario(seed, run));
        ground.onRun(result);
        isClean = result.violations.length === 0;
        run += 1;
      }
      if (isClean) {
        const last = await session.finish();
        violations.push(...last);
        isClean = last.length === 0;
      }
    } finally {
      await session.close();
      if (isClean) rmSync(folder, { recursive: true, force: true });
      else kept = folder;
    }
  }
  return { violations, kept };
}

const marketSeed = (seed: number, n: number): number => (seed * 7_919 + n) % SEEDS;
