import { setInterval } from "node:timers";
import { Worker } from "node:worker_threads";

export interface AttackJob {
  /** DBN files and folders of them. */
  readonly places: readonly string[];
  readonly seed: number;
  /** Number of the first case; the same number damages the same bytes in the same way. */
  readonly first: number;
  readonly count: number;
}

/** A case that did not end as it must. */
export interface AttackFault {
  readonly case: number;
  /** What was done to which file and how it was read. */
  readonly what: string;
  readonly faults: readonly string[];
}

export interface AttackReport {
  readonly faults: readonly AttackFault[];
  /** How many cases ended whole, truncated or with which error. */
  readonly ends: Readonly<Record<string, number>>;
  readonly slowestMs: number;
}

/** What the thread that does the damage says. */
export type AttackTold =
  | ({ readonly kind: "fault" } & AttackFault)
  | { readonly kind: "done"; readonly ends: AttackReport["ends"]; readonly slowestMs: number };

/** Runs the cases in a thread of its own, so that one that never ends is found too, and ends the run. */
export function runAttack(
  job: AttackJob,
  onProgress: (done: number) => void = () => {},
): Promise<AttackReport> {
  const running = new Int32Array(new SharedArrayBuffer(4));
  running[0] = job.first;
  const worker = new Worker(new URL("./attack-worker.ts", import.meta.url), {
    workerData: { job, running },
    resourceLimits: { maxOldGenerationSizeMb: 1_024 },
  });
  const faults: AttackFault[] = [];
  return new Promise((done, failed) => {
    const end = (report: Omit<AttackReport, "faults">): void => {
      clearInterval(watch);
      void worker.terminate().then(() => done({ ...report, faults }), failed);
    };
    const lost = (why: string): void => {
      const at = Atomics.load(running, 0);
      faults.push({ case: at, what: "the case under way", faults: [why] });
      end({ ends: {}, slowestMs: STUCK_MS });
    };
    let last = { at: -1, since: performance.now() };
    const watch = setInterval(() => {
      const at = Atomics.load(running, 0);
      if (at !== last.at) last = { at, since: performance.now() };
      else if (performance.now() - last.since > STUCK_MS) lost(`did not end in ${String(STUCK_MS)} ms`);
      onProgress(at - job.first);
    }, 250);
    worker.on("message", (told: AttackTold) => {
      if (told.kind === "fault") faults.push({ case: told.case, what: told.what, faults: told.faults });
      else end(told);
    });
    worker.on("error", (problem) => lost(`ended the thread: ${problem.message}`));
  });
}

/** The first case waits for the files to be read as well. */
const STUCK_MS = 20_000;
