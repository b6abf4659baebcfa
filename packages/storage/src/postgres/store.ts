import type { HaltRequest, Mode, OrderCommand } from "@smart0dte/domain";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { Audit } from "./audit.ts";
import { Commands } from "./commands.ts";
import type { WallClock } from "./database.ts";
import { DecisionWriter, type WriterOptions } from "./decision-writer.ts";
import { addHaltRequest, allHaltRequests } from "./halt-requests.ts";
import { openHalts, type OpenHalt } from "./halts.ts";
import { commitIntents, committedIntents } from "./intents.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { lastParameters, type LastParameter, type ParameterScope } from "./parameters.ts";
import { Passwords } from "./passwords.ts";
import { Runs } from "./runs.ts";
import { Sessions, type SessionLimits } from "./sessions.ts";
import { SecondFactors } from "./second-factors.ts";
import { Users } from "./users.ts";

/** What lasts, in PostgreSQL 15 or later. */
export interface Store {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly secondFactors: SecondFactors;
  readonly commands: Commands;
  readonly audit: Audit;
  readonly runs: Runs;
  /** Awaited before an order is sent: an intent that is not committed was not sent. */
  commitIntents(commands: readonly OrderCommand[], run: string): Promise<void>;
  committedIntents(run: string): Promise<readonly OrderCommand[]>;
  /** The run must be open. */
  decisionWriter(options: WriterOptions): DecisionWriter;
  openHalts(mode: Mode): Promise<readonly OpenHalt[]>;
  /** Returns when it is committed. */
  addHaltRequest(request: HaltRequest): Promise<void>;
  haltRequests(): Promise<readonly HaltRequest[]>;
  lastParameters(scope: ParameterScope): Promise<readonly LastParameter[]>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly wallMs?: WallClock;
  readonly connections?: number;
  readonly sessionLimits?: SessionLimits;
  /** An idle connection broke; the pool replaces it. */
  readonly onConnectionLost?: (error: Error) => void;
}

const MINUTE_MS = 60_000;
export const SESSION_LIMITS: SessionLimits = { idleMs: 30 * MINUTE_MS, lifeMs: 24 * 60 * MINUTE_MS };

/** Opens the store and brings its schema up to date; refuses a database that other migrations have built. */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const {
    wallMs = Date.now,
    connections = 8,
    sessionLimits = SESSION_LIMITS,
    onConnectionLost = () => {},
  } = options;
  const pool = new Pool({ connectionString: url, max: connections, application_name: "smart0dte" });
  // without a listener a lost idle connection would end the process
  pool.on("error", onConnectionLost);
  // nor may one that breaks between two statements: the next statement on it fails and says so
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await migrate(pool, await readMigrations());
  } catch (error) {
    await pool.end();
    throw error;
  }
  const db = drizzle({ client: pool });
  return {
    users: new Users(db, { passwords: new Passwords(), wallMs }),
    sessions: new Sessions(db, { wallMs, limits: sessionLimits }),
    secondFactors: new SecondFactors(db, wallMs),
    commands: new Commands(db, wallMs),
    audit: new Audit(db, wallMs),
    runs: new Runs(db, wallMs),
    commitIntents: (commands, run) => commitIntents(db, commands, run),
    committedIntents: (run) => committedIntents(db, run),
    decisionWriter: (writerOptions) => new DecisionWriter(db, writerOptions),
    openHalts: (mode) => openHalts(db, mode),
    addHaltRequest: (request) => addHaltRequest(db, request),
    haltRequests: () => allHaltRequests(db),
    lastParameters: (scope) => lastParameters(db, scope),
    close: () => pool.end(),
  };
}
