import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { serveDesk, type DeskServer } from "@smart0dte/bus/memory";
import { BadInputError, unreachable, type DayPnl, type DeskReply, type DeskRequest } from "@smart0dte/domain";
import { openEmbeddedPostgres, type EmbeddedPostgres } from "@smart0dte/storage/embedded";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import type { DeskSource } from "../source/desk-source.ts";
import { openDeskSource, type DeskGround } from "../source/open-source.ts";
import type { DeskEnding } from "./desk-ending.ts";
import { asFailure, DeskFailure, rootOf } from "./desk-failure.ts";
import { accountKindOf, type BrokerChoice, type DeskOptions } from "./desk-options.ts";
import { answerRequest } from "./desk-service.ts";
import type { DeskSession } from "./desk-session.ts";
import { FramePublisher } from "./frame-publisher.ts";
import { refuseTakenPort } from "./free-port.ts";
import { startGatewayLine, type GatewayLine } from "./gateway-process.ts";
import { removeOldDemoJournals } from "./journal-retention.ts";
import { HaltFolder } from "../halts/halt-folder.ts";
import { HaltWatch } from "../halts/halt-watch.ts";
import { bringInForce } from "./in-force.ts";
import { leftBehind, writeLeftBehind } from "./left-behind.ts";
import { firstSession, sessionAfter, type NextSession, type SessionSearch } from "./next-session.ts";
import { beginSession, takeOverSession, type SessionPorts } from "./open-session.ts";

export interface DeskIo {
  /** What a person must read: the address, the first login, the digest. */
  readonly say: (line: string) => void;
  readonly log: (line: string) => void;
  /** The built dashboard; null serves the API alone. */
  readonly staticFolder: string | null;
  readonly build: string;
  /** Of the gateway's log on standard error. */
  readonly logLevel: string;
  readonly ending: DeskEnding;
}

/** Opens the desk, plays sessions until it is stopped, and closes so that the next start goes on from there. */
export async function runDesk(options: DeskOptions, io: DeskIo): Promise<void> {
  // what cannot be played or served is refused before a folder is made
  const source = openDeskSource(options.source, groundOf(options, io));
  await refuseTakenPort(options.port);
  const postgres = await openDatabase(options, io);
  for (const note of postgres.notes) io.log(note);
  try {
    const store = await openStore(postgres.url, {
      onConnectionLost: ({ message }) => io.log(`database: ${message}`),
    });
    try {
      await new DeskProcess(options, io, { postgres, store }).run(source);
    } finally {
      await store.close();
    }
  } catch (error) {
    io.ending.fail(asFailure(error));
  } finally {
    await postgres.stop();
  }
  io.ending.throwFailure();
}

/** Levels at which the comings and goings at a demo's own door are said. */
const DETAILED: ReadonlySet<string> = new Set(["info", "debug", "trace"]);

const groundOf = ({ speed, folder, record, broker }: DeskOptions, { log, logLevel }: DeskIo): DeskGround => ({
  speed,
  accountKind: accountKindOf(broker),
  recordings: record ? join(folder, "recordings") : null,
  log: DETAILED.has(logLevel) ? log : () => {},
});

async function openDatabase({ folder }: DeskOptions, { log, ending }: DeskIo): Promise<EmbeddedPostgres> {
  const onLost = (why: string): void =>
    void ending.fail(
      new DeskFailure(`${why} No order is sent without it: the desk ends, and the next start takes over.`),
    );
  try {
    return await openEmbeddedPostgres({ folder, log, onLost });
  } catch (error) {
    if (error instanceof BadInputError) throw error;
    throw new DeskFailure(`The database in ${folder} cannot be opened: ${rootOf(error)}.`, { cause: error });
  }
}

interface Stores {
  readonly postgres: EmbeddedPostgres;
  readonly store: Store;
}

/** How long an ending waits for the database. What is not in it then is in the journal. */
const WRITE_WITHIN_MS = 15_000;
const FAILED_WRITE_WITHIN_MS = 2_000;
const HALT_LOOK_MS = 200;

class DeskProcess {
  readonly #options: DeskOptions;
  readonly #io: DeskIo;
  readonly #stores: Stores;
  readonly #server: DeskServer;
  readonly #frames: FramePublisher;
  readonly #gatewayPort: MessageChannel["port2"];
  readonly #haltFolder: HaltFolder;
  readonly #haltWatch: HaltWatch;
  #gateway: GatewayLine | null = null;
  #current: DeskSession | null = null;
  readonly #written = async (run: string, seq: number): Promise<void> => this.#gateway?.written(run, seq);

  constructor(options: DeskOptions, io: DeskIo, stores: Stores) {
    const { port1, port2 } = new MessageChannel();
    this.#options = options;
    this.#io = io;
    this.#stores = stores;
    this.#gatewayPort = port2;
    this.#server = serveDesk(port1, {
      onRequest: (request) => this.#answer(request),
    });
    this.#haltFolder = new HaltFolder(options.folder);
    this.#haltWatch = new HaltWatch({ folder: this.#haltFolder, log: io.log });
    this.#frames = new FramePublisher(this.#server, () => this.#current?.shown() ?? null);
  }

  async run(source: DeskSource): Promise<void> {
    const { ending } = this.#io;
    try {
      await this.#openAndPlay(source);
    } catch (error) {
      ending.fail(asFailure(error));
    } finally {
      this.#frames.close();
      await this.#gateway?.close(ending.hasFailed ? FAILED_WRITE_WITHIN_MS : WRITE_WITHIN_MS);
      this.#server.close();
    }
  }

  async #openAndPlay(source: DeskSource): Promise<void> {
    const { store } = this.#stores;
    const { ending } = this.#io;
    const next = await firstSession(source, this.#options, this.#search);
    this.#gateway = await this.#openGateway();
    if (ending.hasBegun()) return;
    await this.#open(next);
    // only once everything stands: a password that is shown once must not be lost to a failed start
    if (!ending.hasBegun()) this.#greet(this.#gateway.address, next, await store.users.ensureFirstAdmin());
    const watching = setInterval(() => this.#lookForHalts(), HALT_LOOK_MS);
    try {
      await this.#playOn();
    } finally {
      clearInterval(watching);
    }
  }

  /** A halt that cannot be looked for is one that would be missed. */
  #lookForHalts(): void {
    if (this.#current === null) return;
    this.#haltWatch.look(this.#current).catch((error: unknown) => this.#fail(error));
  }

  /** What was asked for while no desk ran holds before the first thing is decided. */
  async #haltAsAsked(session: DeskSession): Promise<void> {
    for (const request of await this.#stores.store.haltRequests()) this.#haltFolder.ask(request);
    if (session.run.pipeline.start.mode === "replay") return this.#haltWatch.leaveOut(session);
    await this.#haltWatch.look(session);
  }

  /** What breaks while it is carried out ends the desk and stays unanswered: it may have been done. */
  async #answer(request: DeskRequest): Promise<DeskReply> {
    try {
      const state = { current: this.#current, frames: this.#frames, written: this.#written };
      return await answerRequest(state, request);
    } catch (error) {
      this.#fail(error);
      return new Promise(() => {});
    }
  }

  get #search(): SessionSearch {
    return { runs: this.#stores.store.runs, ground: groundOf(this.#options, this.#io) };
  }

  #openGateway(): Promise<GatewayLine> {
    const { staticFolder, build, logLevel } = this.#io;
    return startGatewayLine({
      port: this.#gatewayPort,
      databaseUrl: this.#stores.postgres.url,
      httpPort: this.#options.port,
      staticFolder,
      build,
      logLevel,
      onFailure: (error) => this.#fail(error),
    });
  }

  /** Session after session; a source without another one leaves the desk open on what it showed last. */
  async #playOn(): Promise<void> {
    const { ending, log } = this.#io;
    for (;;) {
      const session = this.#current;
      if (session === null) return;
      const outcome = await session.play(ending.signal);
      if (outcome === "stopped") return;
      await this.#finish(session);
      const { date } = session.run.pipeline.start.session;
      const next = await sessionAfter(this.#options.source, date, this.#search);
      if (next === null) return ending.ended();
      await this.#open(next);
      log(`a new session: ${next.source.facts.session.date}`);
    }
  }

  async #open({ source, left }: NextSession): Promise<void> {
    const { store } = this.#stores;
    const { folder, abandon, broker } = this.#options;
    const { log, ending } = this.#io;
    const before = this.#current;
    const speed = before?.shown().speed ?? this.#options.speed;
    const onFailure = (error: unknown): void => this.#fail(error);
    const ports: SessionPorts = { store, folder, server: this.#server, speed, broker, onFailure, log };
    // a session that follows another keeps what people set in that one: it is never an older run
    if (left !== null && !abandon && before === null) {
      this.#current = await takeOverSession(source, left, ports);
      const inForce = bringInForce(this.#current, { store, written: this.#written, log });
      await Promise.race([inForce, ending.ended()]);
      log(`took over run ${left.id} at input ${this.#current.run.seq}`);
    } else {
      const runs = before === null ? await leftBehind(source.facts.mode, left, store.runs) : [];
      await Promise.race([writeLeftBehind(runs, { store, folder, log }), ending.ended()]);
      if (ending.hasBegun()) return;
      if (left !== null) {
        await store.runs.abandon(left.id);
        log(`run ${left.id} of ${left.date} is given up; what it had done stays in the database`);
      }
      this.#current = await beginSession(source, before?.run.pipeline.book ?? null, ports);
    }
    if (before === null) await Promise.race([this.#haltAsAsked(this.#current), ending.ended()]);
    this.#frames.beat();
  }

  async #finish({ run, parts, toldSeq }: DeskSession): Promise<void> {
    const { ending, say } = this.#io;
    const { start, book } = run.pipeline;
    const digest = parts.digest.hex();
    const day: DayPnl = book.day;
    const { runs } = this.#stores.store;
    // a finished run is not taken over again: the database must hold all of it first
    await Promise.race([this.#written(start.run, toldSeq), ending.ended()]);
    if (ending.hasBegun()) return;
    await runs.finish(start.run, { digest, day });
    if (start.mode === "demo") await removeOldDemoJournals(this.#options.folder, runs);
    this.#server.publish({ kind: "digest", digest, journal: parts.journalFile });
    this.#frames.beat();
    say(`digest ${digest}`);
  }

  #greet(
    address: string,
    { source, left }: NextSession,
    login: { name: string; password: string } | null,
  ): void {
    const { say } = this.#io;
    const { broker } = this.#options;
    const isTakenOver = left !== null && !this.#options.abandon;
    say(`Smart-0DTE is open on ${address}`);
    say(`  playing     ${source.label}${isTakenOver ? " (taken over where it was cut off)" : ""}`);
    say(`  orders      ${ordersOf(broker)}`);
    if (login === null) return;
    say(`  sign in as  ${login.name}`);
    say(`  password    ${login.password}`);
    say("  The password is shown this once; the first sign-in asks for a new one.");
  }

  /** The first failure ends the process: the next start recovers from the journal. */
  #fail(error: unknown): void {
    this.#io.ending.fail(asFailure(error));
  }
}

const accountWords = (broker: BrokerChoice): string =>
  accountKindOf(broker) === "live"
    ? "LIVE account, disarmed until an admin arms it on the screen:"
    : "paper account";

function ordersOf(broker: BrokerChoice): string {
  switch (broker.kind) {
    case "paper":
      return "on paper";
    case "own":
      return "to the simulated TWS of this market";
    case "tws": {
      const { host, port, account, clientId, isSimulator } = broker;
      return `to the ${isSimulator ? "simulated " : ""}TWS at ${host}:${port}, ${accountWords(broker)} ${account}, as client ${clientId}`;
    }
    default:
      return unreachable(broker);
  }
}
