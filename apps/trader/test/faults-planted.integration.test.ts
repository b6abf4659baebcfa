import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import { aDatabase, type TestDatabase } from "@smart0dte/storage/postgres/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FaultSession } from "../src/faults/campaign/fault-session.ts";
import type { CheckName } from "../src/faults/checks/evidence.ts";
import type { Step } from "../src/faults/scenario/scenario.ts";

const SEED = 11;
const MOST_RUNS = 12;
/** A desk with such a bug never comes to rest. */
const REST_WITHIN_MS = 8_000;
const PATIENCE_MS = 240_000;

/** A person closes what is open, so that there are orders. */
const CLOSES: readonly Step[] = [700, 1_500].map((afterMs) => ({
  afterMs,
  deed: { kind: "act", act: "close" },
}));

const BOOKS: readonly CheckName[] = ["fills", "money", "positions"];

describe.skipIf(process.platform !== "linux")("the fault campaign finds a desk", () => {
  const folder = mkdtempSync(join(tmpdir(), "smart0dte-planted-"));
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await aDatabase();
    store = await openStore(database.url, { connections: 2 });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The checks that find something, run by run, until all that are wanted have. */
  async function found(planted: string, steps: readonly Step[], wanted: readonly CheckName[]) {
    const session = await FaultSession.open({
      seed: SEED,
      folder: join(folder, planted),
      databaseUrl: database.url,
      store,
      restWithinMs: REST_WITHIN_MS,
      deskModule: new URL(`./planted/${planted}-desk.ts`, import.meta.url),
    });
    const checks = new Set<CheckName>();
    try {
      for (let run = 1; run <= MOST_RUNS && !wanted.every((check) => checks.has(check)); run += 1) {
        const { violations } = await session.play({ run, steps });
        for (const { check } of violations) checks.add(check);
      }
      return [...checks];
    } finally {
      await session.close();
      // the next one plays the same market from its beginning
      for (const { id } of await store.runs.unfinished("demo")) await store.runs.abandon(id);
    }
  }

  it(
    "that sends an order before its intent is committed",
    async () => {
      const kill: Step = { afterMs: 0, deed: { kind: "kill", when: "afterOrder", downMs: 0 } };
      expect(await found("early-send", [kill, ...CLOSES], ["commits"])).toContain("commits");
    },
    PATIENCE_MS,
  );

  it(
    "that counts a fill twice",
    async () => {
      expect(await found("double-fill", CLOSES, BOOKS)).toEqual(expect.arrayContaining([...BOOKS]));
    },
    PATIENCE_MS,
  );

  it(
    "that takes the broker's books for its own without comparing them",
    async () => {
      const kill: Step = { afterMs: 0, deed: { kind: "kill", when: "afterOrder", downMs: 500 } };
      expect(await found("blind", [kill, ...CLOSES], BOOKS)).toEqual(expect.arrayContaining([...BOOKS]));
    },
    PATIENCE_MS,
  );
});
