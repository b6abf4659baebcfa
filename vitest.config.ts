import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tools/longest-first.ts";

const places = ["packages/*/src/**", "apps/*/src/**", "apps/*/test/**"];
// threads are started in tests too
const setupFiles = ["apps/trader/src/steady-threads.ts", "tools/property-seed.ts"];
const integration = places.map((place) => `${place}/*.integration.test.ts`);

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          // Vitest's own choice leaves a core of two without work
          maxWorkers: 2,
          include: [...places.map((place) => `${place}/*.test.{ts,tsx}`), "tools/**/*.test.mjs"],
          exclude: [...integration, "**/node_modules/**", "**/dist/**"],
          environment: "node",
          setupFiles,
          testTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: "integration",
          include: integration,
          exclude: ["**/node_modules/**", "**/dist/**"],
          environment: "node",
          setupFiles,
          globalSetup: "tools/private-postgres.mjs",
          // a third of the time is spent waiting for servers and processes
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
