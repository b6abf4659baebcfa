import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";

export interface TestDatabase {
  readonly url: string;
  /** Runs one statement beside the store, as the database's owner. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** A fresh database on a real server, in safe mode (fsync on). */
export async function aDatabase(): Promise<TestDatabase> {
  const server = process.env["TEST_POSTGRES_URL"];
  if (server === undefined) throw new Error("TEST_POSTGRES_URL names the server for tests");
  const name = `t_${randomBytes(6).toString("hex")}`;
  await once(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    sql: (text, values = []) => once(url.href, text, values),
    drop: () => drop(server, name),
  };
}

const IN_USE = "55006";
const ATTEMPTS = 100;

/** A connection that is just ending must not be told that it was terminated: waited for, and forced only in the end. */
async function drop(server: string, name: string): Promise<void> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    try {
      await once(server, `DROP DATABASE ${name}`);
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === IN_USE)) throw error;
      await wait(50);
    }
  }
  await once(server, `DROP DATABASE ${name} WITH (FORCE)`);
}

async function once(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}
