import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import { aDatabase, type TestDatabase } from "@smart0dte/storage/postgres/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FaultSession } from "../src/faults/campaign/fault-session.ts";
import type { CheckName, Violation } from "../src/faults/checks/evidence.ts";
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

  /** What is found in the first run that shows anything. */
  async function found(planted: string, steps: readonly Step[]): Promise<readonly Violation[]> {
    const session = await FaultSession.open({
      seed: SEED,
      folder: join(folder, planted),
      databaseUrl: database.url,
      store,
      restWithinMs: REST_WITHIN_MS,
      deskModule: new URL(`./planted/${planted}-desk.ts`, import.meta.url),
    });
    try {
      for (let run = 1; run <= MOST_RUNS; run += 1) {
        const { violations } = await session.play({ run, steps });
        if (violations.length > 0) return violations;
      }
      return [];
    } finally {
      await session.close();
      // the next one plays the same market from its beginning
      for (const { id } of await store.runs.unfinished("demo")) await store.runs.abandon(id);
    }
  }

  const checksOf = (violations: readonly Violation[]): ReadonlySet<CheckName> =>
    new Set(violations.map(({ check }) => check));

  it(
    "that sends an order before its intent is committed",
    async () => {
      const kill: Step = { afterMs: 0, deed: { kind: "kill", when: "afterOrder", downMs: 0 } };
      expect(checksOf(await found("early-send", [kill, ...CLOSES]))).toContain("commits");
    },
    PATIENCE_MS,
  );

  it(
    "that counts a fill twice",
    async () => {
      expect([...checksOf(await found("double-fill", CLOSES))]).toEqual(
        expect.arrayContaining(["fills", "money", "positions"]),
      );
    },
    PATIENCE_MS,
  );

  it(
    "that takes the broker's books for its own without comparing them",
    async () => {
      const kill: Step = { afterMs: 0, deed: { kind: "kill", when: "afterOrder", downMs: 500 } };
      expect([...checksOf(await found("blind", [kill, ...CLOSES]))]).toEqual(
        expect.arrayContaining(["fills", "money", "positions"]),
      );
    },
    PATIENCE_MS,
  );
});
