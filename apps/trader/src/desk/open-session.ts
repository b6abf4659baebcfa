import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DeskServer } from "@smart0dte/bus/memory";
import {
  applyParameters,
  InvariantError,
  PARAMETER_NAMES,
  type BrokerKind,
  type Exercised,
  type OrderCommand,
  type ParameterName,
  type Parameters,
  type SessionStart,
} from "@smart0dte/domain";
import { createJournal, DecisionDigest } from "@smart0dte/storage/journal";
import type { Run, Store } from "@smart0dte/storage/postgres";
import { runBroker, type RunBroker, type RunBrokerParts } from "../broker/run-broker.ts";
import { MODE_PARAMETERS, parametersOf, sessionStart } from "../run-opening.ts";
import { DeskRun } from "../sequencer/desk-run.ts";
import { Sequencer } from "../sequencer/sequencer.ts";
import type { Told } from "../sequencer/sequencer-ports.ts";
import type { Speed } from "../source/desk-clock.ts";
import type { DeskSource, SourceFacts } from "../source/desk-source.ts";
import { disarming } from "../broker/disarming.ts";
import { accountKindOf, type BrokerChoice } from "./desk-options.ts";
import { DeskFailure, rootOf } from "./desk-failure.ts";
import { DeskSession, type SessionParts } from "./desk-session.ts";
import { rebuildLeft } from "./take-over.ts";

export interface SessionPorts {
  readonly store: Store;
  /** The data folder. */
  readonly folder: string;
  readonly server: DeskServer;
  readonly speed: Speed;
  readonly broker: BrokerChoice;
  /** Opens the way to a broker outside; {@link runBroker} unless said otherwise. */
  readonly openBroker?: typeof runBroker;
  readonly onFailure: (error: unknown) => void;
  readonly log: (line: string) => void;
}

/** What a run goes on with: what people and breakers left in force. */
export type Inheritance = Pick<SessionStart, "parameters" | "halts">;

/**
 * A new run of a source from its beginning. What stood in the session before goes on into it; without one, what the
 * database last knew of the mode. A replay begins alone.
 */
export async function beginSession(
  source: DeskSource,
  before: Inheritance | null,
  ports: SessionPorts,
): Promise<DeskSession> {
  const { facts } = source;
  const run = `${facts.mode}-${facts.session.date}-${Date.now().toString(36)}`;
  const inherited = facts.mode === "replay" ? ALONE : (before ?? (await inheritance(ports.store, facts)));
  const broker = brokerKindOf(ports.broker);
  const accountKind = accountKindOf(ports.broker);
  const start = sessionStart(facts, { run, ...inherited, broker, accountKind });
  const journalFile = join("journal", facts.session.date, `${run}.journal`);
  const path = join(ports.folder, journalFile);
  makeFolder(dirname(path));
  const journal = createJournal(path);
  const deskRun = new DeskRun(start);
  journal.append({ kind: "input", input: deskRun.opening });
  // a run that the database knows has a journal: cut off in between, the file is nobody's
  await journal.flush();
  await ports.store.runs.open(start, journalFile);
  ports.server.publish({ kind: "session", start, speed: ports.speed, planted: source.planted });
  const digest = new DecisionDigest();
  return joined({ source, run: deskRun, journal, journalFile: path, digest, toldSeq: 0 }, ports);
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
  const { folder, log } = ports;
  const { rebuilt, journal, path, told } = rebuildLeft({
    left,
    source,
    folder,
    broker: brokerKindOf(ports.broker),
    accountKind: accountKindOf(ports.broker),
    log,
  });
  const { run, digest, unwritten, unheard } = rebuilt;
  const { start } = run.pipeline;
  for (const { seq, decision } of unwritten) journal.append({ kind: "decision", seq, decision });
  await journal.flush();
  await commit(ports.store, commandsOf(told), start.run);
  ports.server.publish({ kind: "session", start, speed: ports.speed, planted: source.planted });
  for (const { seq, decisions } of told) ports.server.publish({ kind: "decisions", seq, decisions });

  const toldSeq = told.at(-1)?.seq ?? 0;
  const session = joined({ source, run, journal, journalFile: path, digest, toldSeq }, ports);
  session.parts.broker?.port.settled(exercisedIn(told));
  // whoever armed it has not seen this start
  if (run.pipeline.book.arming.kind === "armed") session.parts.sequencer.put(disarming(run, "restart"), null);
  for (const event of unheard) session.parts.sequencer.put({ kind: "broker", event }, event.at);
  return session;
}

function joined(parts: Omit<SessionParts, "sequencer" | "broker">, ports: SessionPorts): DeskSession {
  const { run } = parts;
  const { start } = run.pipeline;
  const broker = brokerOf(run, ports, {
    put: (what, at) => sequencer.put(what, at),
    now: () => session.deskNow,
    deskAt: (monotonic) => session.deskAt(monotonic),
  });
  const sequencer: Sequencer = new Sequencer({
    ...parts,
    ...(broker === null ? {} : { brokerPort: broker.port }),
    lasting: "disk",
    commitIntents: (commands) => commit(ports.store, commands, start.run),
    onDecisions: (told) => {
      ports.server.publish({ kind: "decisions", seq: told.seq, decisions: told.decisions });
      session.hear(told);
    },
    onFailure: ports.onFailure,
  });
  const session = new DeskSession({ ...parts, sequencer, broker }, ports.speed);
  return session;
}

const brokerKindOf = ({ kind }: BrokerChoice): BrokerKind => (kind === "paper" ? "paper" : "tws");

function brokerOf(
  run: DeskRun,
  { broker: choice, folder, onFailure, log, openBroker = runBroker }: SessionPorts,
  ends: Pick<RunBrokerParts, "put" | "now" | "deskAt">,
): RunBroker | null {
  return choice.kind === "paper" ? null : openBroker({ ...ends, run, choice, folder, onFailure, log });
}

async function commit(store: Store, commands: readonly OrderCommand[], run: string): Promise<void> {
  try {
    await store.commitIntents(commands, run);
  } catch (error) {
    if (error instanceof InvariantError) throw error;
    throw new DeskFailure(
      `The database did not take an order that was about to be sent (${rootOf(error)}): it was not sent.`,
      { cause: error },
    );
  }
}

/** A replay is an experiment of its own: nothing that happened in another run changes its decisions. */
const ALONE: Inheritance = { parameters: MODE_PARAMETERS, halts: [] };

async function inheritance(store: Store, { mode, provenance }: SourceFacts): Promise<Inheritance> {
  const [last, halts] = await Promise.all([
    store.lastParameters({ mode, src: provenance.src }),
    // a halt stands for the whole mode, wherever it was called
    store.openHalts(mode),
  ]);
  let parameters: Parameters = parametersOf(mode);
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

const exercisedIn = (told: readonly Told[]): readonly Exercised[] =>
  told.flatMap(({ decisions }) => decisions.filter((decision) => decision.type === "exercised"));

const commandsOf = (told: readonly Told[]): readonly OrderCommand[] =>
  told.flatMap(({ decisions }) => decisions.filter((decision) => decision.type === "orderCommand"));

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new DeskFailure(`The journal's folder ${folder} cannot be made: ${rootOf(error)}.`, {
      cause: error,
    });
  }
}
