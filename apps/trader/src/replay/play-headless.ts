import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { createJournal, DecisionDigest } from "@smart0dte/storage/journal";
import { firstLineOf } from "../commands/file-problem.ts";
import { RunTally } from "../report/run-tally.ts";
import { runReport, type RunReport } from "../report/run-report.ts";
import { MODE_PARAMETERS, sessionStart } from "../run-opening.ts";
import { DeskRun } from "../sequencer/desk-run.ts";
import { Sequencer } from "../sequencer/sequencer.ts";
import { DeskClock, type Speed } from "../source/desk-clock.ts";
import type { DeskSource } from "../source/desk-source.ts";
import { progressOf } from "./session-progress.ts";

export interface HeadlessChoice {
  /** Where the journal goes; made if missing. */
  readonly folder: string;
  readonly speed: Speed;
  readonly onProgress: (line: string) => void;
  readonly onLine?: (line: string) => void;
}

/** Plays a source to its end with nothing but the pipeline, the paper broker and a journal. */
export async function playHeadless(source: DeskSource, choice: HeadlessChoice): Promise<RunReport> {
  const began = performance.now();
  const { session } = source.facts;
  const id = `replay-${session.date}-${Date.now().toString(36)}-${process.pid}`;
  const start = sessionStart(source.facts, { run: id, parameters: MODE_PARAMETERS, halts: [] });
  const path = join(choice.folder, `${id}.journal`);
  makeFolder(choice.folder);
  const journal = createJournal(path);
  const run = new DeskRun(start);
  journal.append({ kind: "input", input: run.opening });

  const tally = new RunTally();
  const digest = new DecisionDigest();
  const sequencer = new Sequencer({
    run,
    journal,
    digest,
    lasting: "end",
    // nothing outlives a replay but its journal: there is no other truth to commit to
    commitIntents: () => Promise.resolve(),
    onDecisions: ({ decisions }) => {
      for (const decision of decisions) tally.add(decision);
    },
    ...(choice.onLine === undefined ? {} : { onLine: choice.onLine }),
  });
  const progress = progressOf(run, choice.onProgress);
  try {
    const clock = new DeskClock(run.at, choice.speed);
    await source.play({ sequencer, clock, stop: new AbortController().signal });
    await sequencer.settled();
  } finally {
    progress.stop();
    await journal.close();
  }
  return runReport({
    start,
    counts: tally.counts(),
    events: run.seq,
    day: run.pipeline.book.day,
    digest: digest.hex(),
    journal: path,
    seconds: (performance.now() - began) / 1_000,
    found: source.found ?? [],
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (problem) {
    throw new BadInputError(`The folder ${folder} cannot be made: ${firstLineOf(problem)}.`);
  }
}
