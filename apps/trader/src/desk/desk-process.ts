import { MessageChannel } from "node:worker_threads";
import { serveDesk, type DeskServer } from "@smart0dte/bus/memory";
import type { DayPnl } from "@smart0dte/domain";
import { openEmbeddedPostgres, type EmbeddedPostgres } from "@smart0dte/storage/embedded";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import type { DeskOptions } from "./desk-options.ts";
import { answerRequest } from "./desk-service.ts";
import type { DeskSession } from "./desk-session.ts";
import { FramePublisher } from "./frame-publisher.ts";
import { startGatewayLine, type GatewayLine } from "./gateway-process.ts";
import { removeOldDemoJournals } from "./journal-retention.ts";
import { firstSession, sessionAfter, type NextSession } from "./next-session.ts";
import { beginSession, takeOverSession, type SessionPorts } from "./open-session.ts";

export interface DeskIo {
  /** What a person must read: the address, the first login, the digest. */
  readonly say: (line: string) => void;
  readonly log: (line: string) => void;
  /** The built dashboard; null serves the API alone. */
  readonly staticFolder: string | null;
  readonly build: string;
  readonly stop: AbortSignal;
}

/** Opens the desk, plays sessions until it is stopped, and closes so that the next start goes on from there. */
export async function runDesk(options: DeskOptions, io: DeskIo): Promise<void> {
  const postgres = await openEmbeddedPostgres({ folder: options.folder, log: io.log });
  for (const note of postgres.notes) io.log(note);
  try {
    const store = await openStore(postgres.url, {
      onConnectionLost: ({ message }) => io.log(`database: ${message}`),
    });
    try {
      await new DeskProcess(options, io, { postgres, store }).run();
    } finally {
      await store.close();
    }
  } finally {
    await postgres.stop();
  }
}

interface Stores {
  readonly postgres: EmbeddedPostgres;
  readonly store: Store;
}

class DeskProcess {
  readonly #options: DeskOptions;
  readonly #io: DeskIo;
  readonly #stores: Stores;
  readonly #server: DeskServer;
  readonly #frames: FramePublisher;
  readonly #gatewayPort: MessageChannel["port2"];
  /** Aborted by a stop from outside or by the first failure. */
  readonly #ending = new AbortController();
  #current: DeskSession | null = null;
  #failure: { readonly error: unknown } | null = null;

  constructor(options: DeskOptions, io: DeskIo, stores: Stores) {
    const { port1, port2 } = new MessageChannel();
    this.#options = options;
    this.#io = io;
    this.#stores = stores;
    this.#gatewayPort = port2;
    this.#server = serveDesk(port1, {
      onRequest: (request) => answerRequest({ current: this.#current, frames: this.#frames }, request),
    });
    this.#frames = new FramePublisher(this.#server, () => this.#current?.shown() ?? null);
    io.stop.addEventListener("abort", () => this.#ending.abort(), { once: true });
    if (io.stop.aborted) this.#ending.abort();
  }

  async run(): Promise<void> {
    const { store } = this.#stores;
    let gateway: GatewayLine | null = null;
    try {
      const next = await firstSession(this.#options.source, store.runs);
      gateway = await this.#openGateway();
      await this.#open(next);
      // only once everything stands: a password that is shown once must not be lost to a failed start
      this.#greet(gateway.address, next, await store.users.ensureFirstAdmin());
      await this.#playOn();
      if (this.#failure !== null) throw this.#failure.error;
    } finally {
      this.#frames.close();
      await gateway?.close();
      this.#server.close();
    }
  }

  #openGateway(): Promise<GatewayLine> {
    const { port: httpPort } = this.#options;
    const { staticFolder, build } = this.#io;
    const databaseUrl = this.#stores.postgres.url;
    const onFailure = (error: Error): void => this.#fail(error);
    return startGatewayLine({
      port: this.#gatewayPort,
      databaseUrl,
      httpPort,
      staticFolder,
      build,
      onFailure,
    });
  }

  /** Session after session; a source without another one leaves the desk open on what it showed last. */
  async #playOn(): Promise<void> {
    for (;;) {
      const session = this.#current;
      if (session === null) return;
      const outcome = await session.play(this.#ending.signal);
      if (outcome === "stopped") return;
      await this.#finish(session);
      const next = sessionAfter(this.#options.source, session.run.pipeline.start.session.date);
      if (next === null) return this.#untilStopped();
      await this.#open(next);
      this.#io.log(`a new session: ${next.source.facts.session.date}`);
    }
  }

  async #open({ source, left }: NextSession): Promise<void> {
    const { store } = this.#stores;
    const { folder, abandon } = this.#options;
    const speed = this.#current?.shown().speed ?? this.#options.speed;
    const ports: SessionPorts = {
      store,
      folder,
      server: this.#server,
      speed,
      onFailure: (error) => this.#fail(error),
      log: this.#io.log,
    };
    if (left !== null && abandon) {
      await store.runs.abandon(left.id);
      this.#io.log(
        `run ${left.id} of ${left.date} is given up; what it held stays in the database as it was`,
      );
    }
    const takesOver = left !== null && !abandon;
    this.#current = takesOver
      ? await takeOverSession(source, left, ports)
      : await beginSession(source, ports);
    if (takesOver) this.#io.log(`took over run ${left.id} at input ${this.#current.run.seq}`);
    this.#frames.beat();
  }

  async #finish({ run, parts }: DeskSession): Promise<void> {
    const digest = parts.digest.hex();
    const day: DayPnl = run.pipeline.book.day;
    const { runs } = this.#stores.store;
    await runs.finish(run.pipeline.start.run, { digest, day });
    if (run.pipeline.start.mode === "demo") await removeOldDemoJournals(this.#options.folder, runs);
    this.#server.publish({ kind: "digest", digest, journal: parts.journalFile });
    this.#frames.beat();
    this.#io.say(`digest ${digest}`);
  }

  #greet(
    address: string,
    { source, left }: NextSession,
    login: { name: string; password: string } | null,
  ): void {
    const { say } = this.#io;
    say(`Smart-0DTE is open on ${address}`);
    say(
      `  playing     ${source.label}${left === null || this.#options.abandon ? "" : " (taken over where it was cut off)"}`,
    );
    if (login === null) return;
    say(`  sign in as  ${login.name}`);
    say(`  password    ${login.password}`);
    say("  The password is shown this once; the first sign-in asks for a new one.");
  }

  async #untilStopped(): Promise<void> {
    const { signal } = this.#ending;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  /** The first failure ends the process: the next start recovers from the journal. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#ending.abort();
  }
}
