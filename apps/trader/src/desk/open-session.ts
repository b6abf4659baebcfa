import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DeskServer } from "@smart0dte/bus/memory";
import {
  applyParameters,
  BadInputError,
  PARAMETER_NAMES,
  type Mode,
  type OrderCommand,
  type ParameterName,
  type Parameters,
  type SessionStart,
} from "@smart0dte/domain";
import { continueJournal, createJournal, DecisionDigest } from "@smart0dte/storage/journal";
import type { Run, Store } from "@smart0dte/storage/postgres";
import { MODE_PARAMETERS, sessionStart } from "../run-opening.ts";
import { DeskRun } from "../sequencer/desk-run.ts";
import { rebuildRun } from "../sequencer/journal-rebuild.ts";
import { Sequencer } from "../sequencer/sequencer.ts";
import type { Told } from "../sequencer/sequencer-ports.ts";
import type { Speed } from "../source/desk-clock.ts";
import type { DeskSource } from "../source/desk-source.ts";
import { DeskSession, type SessionParts } from "./desk-session.ts";

export interface SessionPorts {
  readonly store: Store;
  /** The data folder. */
  readonly folder: string;
  readonly server: DeskServer;
  readonly speed: Speed;
  readonly onFailure: (error: unknown) => void;
  readonly log: (line: string) => void;
}

/** A new run of a source from its beginning. Halts and parameters that people left in a demo go on into it. */
export async function beginSession(source: DeskSource, ports: SessionPorts): Promise<DeskSession> {
  const { facts } = source;
  const run = `${facts.mode}-${facts.session.date}-${Date.now().toString(36)}`;
  const inherited = facts.mode === "replay" ? ALONE : await inheritance(ports.store, facts.mode);
  const start = sessionStart(facts, { run, ...inherited });
  const journalFile = join("journal", facts.session.date, `${run}.journal`);
  const path = join(ports.folder, journalFile);
  await mkdir(dirname(path), { recursive: true });
  const journal = createJournal(path);
  const deskRun = new DeskRun(start);
  journal.append({ kind: "input", input: deskRun.opening });
  // a run that the database knows has a journal: cut off in between, the file is nobody's
  await journal.flush();
  await ports.store.runs.open(start, journalFile);
  ports.server.publish({ kind: "session", start, speed: ports.speed, planted: source.planted });
  return joined({ source, run: deskRun, journal, journalFile: path, digest: new DecisionDigest() }, ports);
}

/**
 * Takes over a run that was cut off: its journal is played through the pipeline again, then it goes on.
 *
 * What had been decided is committed and told again; both change nothing where they had arrived.
 */
export async function takeOverSession(
  source: DeskSource,
  left: Run,
  ports: SessionPorts,
): Promise<DeskSession> {
  const path = join(ports.folder, left.journalFile);
  if (!existsSync(path)) {
    throw new BadInputError(
      `Run ${left.id} of ${left.date} was not finished, but its journal ${path} is gone. Start with --abandon to begin afresh.`,
    );
  }
  const { writer, entries, found } = continueJournal(path);
  if (found.kind === "torn")
    ports.log(`the journal of ${left.id} ended inside an entry: its last ${found.tail} bytes were cut off`);
  const told: Told[] = [];
  const rebuilt = rebuildRun(path, entries, {
    onDecisions: (one) => told.push(one),
    onAside: (body, run) => source.repeat(body, run),
  });
  const { run, digest, sourceInputs, unwritten, unheard } = rebuilt;
  const { start } = run.pipeline;
  for (const { seq, decision } of unwritten) writer.append({ kind: "decision", seq, decision });
  await writer.flush();
  await ports.store.commitIntents(commandsOf(told), start.run);
  ports.server.publish({ kind: "session", start, speed: ports.speed, planted: source.planted });
  for (const { seq, decisions } of told) ports.server.publish({ kind: "decisions", seq, decisions });

  source.catchUp(run, sourceInputs);
  const session = joined({ source, run, journal: writer, journalFile: path, digest }, ports);
  for (const event of unheard) session.parts.sequencer.put({ kind: "broker", event }, event.at);
  return session;
}

function joined(parts: Omit<SessionParts, "sequencer">, ports: SessionPorts): DeskSession {
  const { start } = parts.run.pipeline;
  const sequencer: Sequencer = new Sequencer({
    ...parts,
    lasting: "disk",
    commitIntents: (commands) => ports.store.commitIntents(commands, start.run),
    onDecisions: (told) => {
      ports.server.publish({ kind: "decisions", seq: told.seq, decisions: told.decisions });
      session.hear(told);
    },
    onFailure: ports.onFailure,
  });
  const session = new DeskSession({ ...parts, sequencer }, ports.speed);
  return session;
}

/** A replay is an experiment of its own: nothing that happened in another run changes its decisions. */
const ALONE: Pick<SessionStart, "parameters" | "halts"> = { parameters: MODE_PARAMETERS, halts: [] };

async function inheritance(store: Store, mode: Mode): Promise<Pick<SessionStart, "parameters" | "halts">> {
  const [last, halts] = await Promise.all([store.lastParameters(mode), store.openHalts(mode)]);
  let parameters: Parameters = MODE_PARAMETERS;
  for (const { name, value } of last) {
    if (!isParameter(name)) continue;
    // a bound may have changed since: what no longer fits falls back to the default
    const applied = applyParameters(parameters, [{ name, value }]);
    if (applied.ok) parameters = applied.value;
  }
  return { parameters, halts: halts.map(({ cause }) => cause) };
}

const isParameter = (name: string): name is ParameterName =>
  (PARAMETER_NAMES as readonly string[]).includes(name);

const commandsOf = (told: readonly Told[]): readonly OrderCommand[] =>
  told.flatMap(({ decisions }) => decisions.filter((decision) => decision.type === "orderCommand"));
