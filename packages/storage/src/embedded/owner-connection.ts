import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { SUPERUSER } from "./cluster.ts";

export interface ServerAddress {
  readonly port: number;
  readonly password: string;
}

export const DATABASE = "smart0dte";

/** The address of a database as `pg` takes it. */
export const urlOf = ({ port, password }: ServerAddress, database: string = DATABASE): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** A server answers at once, also one that recovers. Who takes the connection and stays silent is none. */
const ANSWERS_WITHIN_MS = 3_000;

/**
 * Connects as soon as the server answers; null when `giveUp` says so. A server that recovers is waited for.
 *
 * Until the server listens somebody else may have the port, even this connection itself: both ends of one on the same
 * port, which TCP allows on the loopback.
 */
export async function connectWhenReady(
  address: ServerAddress,
  giveUp: () => boolean,
): Promise<Client | null> {
  for (;;) {
    const client = new Client({
      connectionString: urlOf(address, "postgres"),
      application_name: "smart0dte owner",
      connectionTimeoutMillis: ANSWERS_WITHIN_MS,
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isNotReady(error)) throw error;
    }
    if (giveUp()) return null;
    await wait(10);
  }
}

const OWNER_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('smart0dte/owner', 0)) AS mine";

/** Takes the desk's lock for the life of the connection. Waits for the session of a desk that was just killed to end. */
export async function takeOwnership(client: Client, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>(OWNER_LOCK);
    if (rows[0]?.mine === true) return true;
    if (performance.now() > until) return false;
    await wait(50);
  }
}

/** Makes the desk's database where the server is new. */
export async function ensureDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
}

const STARTING_OR_STOPPING = "57P03";
/** How the client says that nobody answered; it has no code. */
const TIMED_OUT = "timeout expired";

function isNotReady(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message === TIMED_OUT) return true;
  if (!("code" in error)) return false;
  return error.code === STARTING_OR_STOPPING || error.code === "ECONNREFUSED" || error.code === "ECONNRESET";
}
