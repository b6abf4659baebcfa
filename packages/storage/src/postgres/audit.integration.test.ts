import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "./index.ts";
import { aDatabase, type TestDatabase } from "./testing/index.ts";

describe("the audit chain", () => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await aDatabase();
    store = await openStore(database.url, { wallMs: () => 1_000 });
    for (const n of [1, 2, 3])
      await store.audit.append("gateway", { actor: "trader-1", act: "halt", detail: { n } });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it("reads back what was written, newest first", async () => {
    const page = await store.audit.page("gateway", { limit: 2, before: null });

    expect(page).toEqual([
      { writer: "gateway", seq: 3, atMs: 1_000, actor: "trader-1", act: "halt", detail: { n: 3 } },
      { writer: "gateway", seq: 2, atMs: 1_000, actor: "trader-1", act: "halt", detail: { n: 2 } },
    ]);
  });

  it.each([
    "UPDATE audit SET body = body",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "DELETE FROM audit WHERE seq = 3",
  ])("refuses %s", async (statement) => {
    await expect(database.sql(statement)).rejects.toThrow(/append-only/);
  });

  it("refuses a row that does not follow the head", async () => {
    const body = JSON.stringify({ writer: "gateway", seq: 9, atMs: 1, actor: "x", act: "y", detail: {} });

    await expect(
      database.sql(
        "INSERT INTO audit (writer, seq, body, prev_sha256, sha256) SELECT 'gateway', 9, $1, sha256, sha256(sha256 || convert_to($1, 'UTF8')) FROM audit WHERE seq = 3",
        [body],
      ),
    ).rejects.toThrow(/does not follow/);
  });

  it("stays one chain when many rows come at once", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        store.audit.append("busy", { actor: "a", act: "b", detail: { n } }),
      ),
    );

    expect(await store.audit.verify("busy")).toMatchObject({ intact: true, rows: 20 });
  });

  it("is found broken where a row was rewritten behind the triggers", async () => {
    expect(await store.audit.verify("gateway")).toMatchObject({ intact: true, rows: 3 });

    await database.sql(`ALTER TABLE audit DISABLE TRIGGER ALL;
      ALTER TABLE audit DROP CONSTRAINT audit_check;
      UPDATE audit SET body = replace(body, '"n":2', '"n":7') WHERE writer = 'gateway' AND seq = 2;
      ALTER TABLE audit ENABLE TRIGGER ALL`);

    expect(await store.audit.verify("gateway")).toMatchObject({ intact: false, brokenAt: 2 });
  });

  it("is found broken where a row was taken out behind the triggers", async () => {
    await database.sql(
      `ALTER TABLE audit DISABLE TRIGGER ALL; DELETE FROM audit WHERE writer = 'busy' AND seq = 5`,
    );

    expect(await store.audit.verify("busy")).toEqual({
      intact: false,
      rows: 4,
      brokenAt: 5,
      why: "row 5 is missing",
    });
  });
});
