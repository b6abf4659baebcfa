import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/**
 * A real minute day with modelled chains through `smart0dte replay`, headless, as a person runs it: from the start of
 * the process to its end, journal included. The folder is the one that holds the tests' minute files, or MINUTES_DIR.
 */
const DATE = process.env["MINUTES_DATE"] ?? "2026-03-13";
const RUNS = 5;
const folder =
  process.env["MINUTES_DIR"] ??
  fileURLToPath(new URL("../../../../shared/data/minutes/2026-03", import.meta.url));
if (!existsSync(folder))
  throw new Error("No minute files: name their folder with MINUTES_DIR and the session with MINUTES_DATE");

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "smart0dte-bench-"));
const seconds: number[] = [];
let events = 0;
try {
  for (let n = 0; n < RUNS; n += 1) {
    const began = performance.now();
    const args = [main, "replay", `minutes:${folder}`, "--date", DATE, "--json", "--data", data];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    seconds.push((performance.now() - began) / 1_000);
    ({ events } = JSON.parse(stdout) as { events: number });
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}
seconds.sort((left, right) => left - right);
console.log(
  JSON.stringify({
    name: "pipeline-minutes",
    unit: "s a session",
    value: seconds[Math.floor(RUNS / 2)],
    p50: seconds[Math.floor(RUNS / 2)],
    p99: seconds[RUNS - 1],
    conditions: { date: DATE, inputs: events, runs: RUNS, process: "from start to end" },
  }),
);
