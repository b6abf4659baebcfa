import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  BadInputError,
  canonicalJson,
  InvariantError,
  type AccountKind,
  type BrokerKind,
  type SessionStart,
} from "@smart0dte/domain";
import { continueJournal, type JournalWriter } from "@smart0dte/storage/journal";
import type { Run } from "@smart0dte/storage/postgres";
import { NotReproducedError, rebuildRun, type Rebuilt } from "../sequencer/journal-rebuild.ts";
import type { Told } from "../sequencer/sequencer-ports.ts";
import type { DeskSource } from "../source/desk-source.ts";
import { DeskFailure, rootOf } from "./desk-failure.ts";

/** A run that was cut off, as it stood, and its journal, ready to go on. */
export interface TakenOver {
  readonly rebuilt: Rebuilt;
  readonly journal: JournalWriter;
  readonly path: string;
  /** All that was ever decided in it. */
  readonly told: readonly Told[];
}

export interface TakingOver {
  readonly left: Pick<Run, "id" | "date" | "journalFile">;
  readonly source: DeskSource;
  /** The data folder. */
  readonly folder: string;
  /** Who carries orders out from now on. */
  readonly broker: BrokerKind;
  readonly accountKind: AccountKind;
  readonly log: (line: string) => void;
}

/** Takes a journal through the pipeline again. Where that cannot be done, the sentence says how to begin afresh. */
export function rebuildLeft({ left, source, folder, broker, accountKind, log }: TakingOver): TakenOver {
  const path = join(folder, left.journalFile);
  if (!existsSync(path)) {
    throw new BadInputError(
      `Run ${left.id} of ${left.date} was not finished, but its journal ${path} is gone.${REMEDY}`,
    );
  }
  try {
    log(`taking over run ${left.id} from its journal ${path}`);
    const { writer, entries, found } = continueJournal(path);
    if (found.kind === "torn")
      log(`the journal ended inside an entry: its last ${found.tail} bytes were cut off`);
    const told: Told[] = [];
    const rebuilt = rebuildRun(path, entries, {
      onDecisions: (one) => told.push(one),
      onSourceInput: (input) => source.passOver(input),
      onAside: (body, run) => source.repeat(body, run),
    });
    compareFacts(rebuilt.run.pipeline.start, source);
    compareBroker(rebuilt.run.pipeline.start, broker);
    compareAccount(rebuilt.run.pipeline.start, accountKind);
    source.catchUp(rebuilt.run);
    return { rebuilt, journal: writer, path, told };
  } catch (error) {
    throw withRemedy(error, path);
  }
}

const REMEDY = " Start with --abandon to begin afresh.";

function withRemedy(error: unknown, path: string): Error {
  if (error instanceof BadInputError) return new BadInputError(error.message + REMEDY);
  if (error instanceof NotReproducedError) return new NotReproducedError(error.message + REMEDY);
  const why = error instanceof InvariantError ? `it leads into a bug (${rootOf(error)})` : rootOf(error);
  return new DeskFailure(`The journal ${path} cannot be taken over: ${why}.${REMEDY}`, { cause: error });
}

/** What a source says beforehand must be what the run began with. */
function compareFacts(start: SessionStart, { facts }: DeskSource): void {
  const names = Object.keys(facts) as (keyof typeof facts)[];
  const other = names.filter((name) => canonicalJson(facts[name]) !== canonicalJson(start[name]));
  if (other.length === 0) return;
  throw new BadInputError(
    `Run ${start.run} of ${facts.source} began with other files, options or another version (${other.join(", ")} differ).`,
  );
}

/** What a broker holds is known to it alone: a run goes on with the kind that it began with. */
function compareBroker(start: SessionStart, wanted: BrokerKind): void {
  const began = start.broker === "tws" ? "tws" : "paper";
  if (began === wanted) return;
  throw new BadInputError(
    `Run ${start.run} gave its orders to ${NAMES[began]}, this start names ${NAMES[wanted]}: start with --broker ${began} to go on.`,
  );
}

/** Orders of one kind of money are never carried on with another. */
function compareAccount(start: SessionStart, wanted: AccountKind): void {
  const began = start.accountKind === "live" ? "live" : "paper";
  if (began === wanted) return;
  throw new BadInputError(`Run ${start.run} was of a ${began} account, this start names a ${wanted} one.`);
}

const NAMES: Readonly<Record<BrokerKind, string>> = { paper: "the paper broker", tws: "a TWS" };
