import { defineConfig } from "@playwright/test";

const artifacts = process.env["TEST_ARTIFACTS"] ?? "test-artifacts";

/** A root account cannot use Chromium's own sandbox; the rest keeps the browser from calling its maker. */
const flags = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "apps/dashboard/journeys",
  testMatch: "**/*.spec.ts",
  outputDir: `${artifacts}/journeys`,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["line"], ["json", { outputFile: `${artifacts}/journeys.json` }]],
  use: {
    browserName: "chromium",
    headless: true,
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // the page as it stood at each step says enough: no film of every journey
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: { executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: flags },
  },
});
