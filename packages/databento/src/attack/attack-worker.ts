import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { AttackCases } from "./attack-cases.ts";
import type { AttackJob, AttackTold } from "./attack-run.ts";
import { readTargets } from "./target.ts";

/** A case of some kilobytes that takes this much more memory has believed a number it read. */
const MOST_BYTES_A_CASE = 96 * 2 ** 20;

const { job, running } = workerData as { readonly job: AttackJob; readonly running: Int32Array };
const tell = (told: AttackTold): void => parentPort?.postMessage(told);

const cases = new AttackCases(readTargets(job.places), job.seed);
const ends = new Map<string, number>();
let slowestMs = 0;
for (let n = job.first; n < job.first + job.count; n += 1) {
  Atomics.store(running, 0, n);
  const before = heldBytes();
  const { what, outcome, faults } = await cases.run(n);
  const took = heldBytes() - before;
  const all = took > MOST_BYTES_A_CASE ? [...faults, `took ${String(took >> 20)} MiB`] : faults;
  if (all.length > 0) tell({ kind: "fault", case: n, what, faults: all });
  const end = outcome.error?.code ?? (outcome.truncated === null ? "whole" : "truncated");
  ends.set(end, (ends.get(end) ?? 0) + 1);
  slowestMs = Math.max(slowestMs, outcome.ms);
}
tell({ kind: "done", ends: Object.fromEntries(ends), slowestMs });

function heldBytes(): number {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}
