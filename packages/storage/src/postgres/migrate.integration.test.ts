import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate, readMigrations } from "./migrate.ts";
import * as decisionTables from "./schema/decision-tables.ts";
import * as orderTables from "./schema/order-tables.ts";
import * as peopleTables from "./schema/people-tables.ts";
import * as runTables from "./schema/run-tables.ts";
import { aDatabase, type TestDatabase } from "./testing/index.ts";

const TABLES: unknown[] = [peopleTables, runTables, decisionTables, orderTables].flatMap((module) =>
  Object.values(module),
);
const GENERATED = ["audit.at_ms", "audit.actor", "audit.act"];

describe("migrations", () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await aDatabase();
    pool = new Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it("are applied once, in order, also when two processes start together", async () => {
    const migrations = await readMigrations();

    const applied = await Promise.all([migrate(pool, migrations), migrate(pool, migrations)]);

    expect(applied.flat().sort()).toEqual(migrations.map(({ name }) => name));
    expect(await migrate(pool, migrations)).toEqual([]);
  });

  it("are refused when one that was applied has been edited, and leave the database as it was", async () => {
    const migrations = await readMigrations();
    const edited = migrations.map((migration, n) =>
      n === 1 ? { ...migration, sha256: "0".repeat(64) } : migration,
    );
    const more = [...edited, { name: "9999-more.sql", sql: "CREATE TABLE more ()", sha256: "1".repeat(64) }];

    await expect(migrate(pool, more)).rejects.toThrow(/other migrations.*0002-runs.sql.*"edited":true/);

    expect(await database.sql("SELECT to_regclass('more') AS found")).toEqual([{ found: null }]);
  });

  it("are refused when the database is newer than this version", async () => {
    const older = (await readMigrations()).slice(0, -1);

    await expect(migrate(pool, older)).rejects.toThrow(/"here":"none"/);
  });

  it("leave nothing behind when one of them fails", async () => {
    const good = { name: "9998-good.sql", sql: "CREATE TABLE good ()", sha256: "2".repeat(64) };
    const bad = { name: "9999-bad.sql", sql: "CREATE TABLE bad (", sha256: "3".repeat(64) };

    await expect(migrate(pool, [...(await readMigrations()), good, bad])).rejects.toThrow(/syntax/);

    expect(await database.sql("SELECT to_regclass('good') AS found")).toEqual([{ found: null }]);
  });

  it("make exactly the columns that the code knows", async () => {
    const inDatabase = await database.sql(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> 'schema_migrations'`,
    );
    const tables = TABLES.filter((table) => is(table, PgTable));
    const inCode = tables.flatMap((table) =>
      Object.values(getTableColumns(table)).map((column) => `${getTableName(table)}.${column.name}`),
    );

    expect(inDatabase.map(({ name }) => name).sort()).toEqual([...inCode, ...GENERATED].sort());
  });
});
