import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { InvariantError } from "@smart0dte/domain";
import type { Pool, PoolClient } from "pg";

const FOLDER = new URL("./migrations/", import.meta.url);
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('smart0dte/migrations', 0))";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** The checked-in migrations, in the order of their numbers. */
export async function readMigrations(folder: URL = FOLDER): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), "utf8");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Applies what is missing, all of it or nothing, one process at a time.
 *
 * A database that holds an edited, unknown or out-of-order migration is refused untouched.
 */
export async function migrate(pool: Pool, migrations: readonly Migration[]): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const applied = await applyMissing(client, migrations);
    await client.query("COMMIT");
    return applied;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

async function applyMissing(
  client: PoolClient,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await client.query(LOCK);
  await client.query(
    "CREATE TABLE IF NOT EXISTS schema_migrations (n integer PRIMARY KEY, name text NOT NULL UNIQUE, sha256 text NOT NULL)",
  );
  const { rows: known } = await client.query<{ name: string; sha256: string }>(
    "SELECT name, sha256 FROM schema_migrations ORDER BY n",
  );
  for (const [n, { name, sha256 }] of known.entries()) {
    const mine = migrations[n];
    if (mine?.name === name && mine.sha256 === sha256) continue;
    throw new InvariantError("The database was built by other migrations than this version's", {
      database: name,
      here: mine?.name ?? "none",
      edited: mine?.name === name,
    });
  }
  const missing = migrations.slice(known.length);
  for (const [i, { name, sql, sha256 }] of missing.entries()) {
    await client.query(sql);
    await client.query("INSERT INTO schema_migrations (n, name, sha256) VALUES ($1, $2, $3)", [
      known.length + i,
      name,
      sha256,
    ]);
  }
  return missing.map(({ name }) => name);
}
