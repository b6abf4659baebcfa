import { existsSync } from "node:fs";
import { BadInputError } from "@smart0dte/domain";
import { readJournal } from "@smart0dte/storage/journal";
import { RunTally } from "../report/run-tally.ts";
import { runReport, type RunReport } from "../report/run-report.ts";
import { rebuildRun } from "../sequencer/journal-rebuild.ts";

/** Takes a journal's inputs through the pipeline again; every decision must come out as it was. */
export function replayJournal(
  path: string,
  on: { readonly onLine?: (line: string) => void } = {},
): RunReport {
  if (!existsSync(path)) throw new BadInputError(`${path}: the journal does not exist.`);
  const began = performance.now();
  const tally = new RunTally();
  const { run, digest } = rebuildRun(path, readJournal(path), {
    ...on,
    onDecisions: ({ decisions }) => {
      for (const decision of decisions) tally.add(decision);
    },
  });
  return runReport({
    start: run.pipeline.start,
    counts: tally.counts(),
    events: run.seq,
    day: run.pipeline.book.day,
    digest: digest.hex(),
    journal: path,
    seconds: (performance.now() - began) / 1_000,
  });
}
