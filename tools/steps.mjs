import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child-process.mjs";
import { root } from "./node24.mjs";
import { say } from "./progress-line.mjs";
import { closing, journeysIn, judged } from "./tally.mjs";

/** Where tests leave what a person may want to look at; git-ignored. */
export const artifacts = join(root, "test-artifacts");

/** A pipe is not a terminal, whatever the tools guess. */
const colour = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined };

const tool = (...path) => join(root, "node_modules", ...path);

/** What needs no test to run: each passes or fails as a whole. */
export const staticSteps = [
  { name: "lint", command: [tool("eslint", "bin", "eslint.js"), ".", "--max-warnings", "0"] },
  { name: "types", command: [tool("typescript", "bin", "tsc"), "-p", "."] },
  {
    name: "types of the dashboard",
    command: [tool("typescript", "bin", "tsc"), "-p", join("apps", "dashboard")],
  },
  { name: "boundaries", command: [join(root, "tools", "boundaries.mjs")] },
  { name: "format", command: [tool("prettier", "bin", "prettier.cjs"), "--check", "."] },
];

/** The tests of one Vitest project. */
export function vitestStep(project) {
  const reporters = ["--reporter=dot", `--reporter=${join(root, "tools", "results-reporter.mjs")}`];
  const results = join(artifacts, `${project}.json`);
  return {
    name: `${project} tests`,
    command: [tool("vitest", "vitest.mjs"), "run", "--project", project, "--allowOnly=false", ...reporters],
    env: { TEST_RESULTS: results },
    results,
    read: (text) => JSON.parse(text),
  };
}

/** A person's journeys through the desk, in the given Chromium. */
export function journeysStep(chromium) {
  const results = join(artifacts, "journeys.json");
  return {
    name: "journeys",
    command: [tool("@playwright", "test", "cli.js"), "test", "--forbid-only"],
    // Playwright sets one of the two itself and is warned of the other
    env: {
      CHROMIUM: chromium,
      TEST_ARTIFACTS: artifacts,
      NO_COLOR: undefined,
      FORCE_COLOR: process.stdout.isTTY ? "1" : "0",
    },
    results,
    read: (text) => journeysIn(JSON.parse(text)),
  };
}

/** The journeys' names without running one, as skipped for a reason. */
export async function journeysNotRun(node, reason) {
  const list = [tool("@playwright", "test", "cli.js"), "test", "--list", "--reporter=json"];
  const { stdout } = await run([node, ...list], { cwd: root });
  const found = journeysIn(JSON.parse(stdout));
  return found.map((result) => (result.file === null ? result : { ...result, state: "skipped", reason }));
}

/** Runs steps, at most `parallel` at a time, with a line each and the output of what failed; gives all results. */
export async function runSteps(steps, { node, parallel, env = process.env, deadline = Infinity }) {
  mkdirSync(artifacts, { recursive: true });
  const waiting = [...steps];
  const results = [];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      results.push(...(await runStep(step, { node, env, deadline })));
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

async function runStep(step, { node, env, deadline }) {
  if (step.results) rmSync(step.results, { force: true });
  // forever is more than a timer can count
  const seconds = deadline === Infinity ? undefined : Math.max(1, (deadline - Date.now()) / 1000);
  say(`       ${step.name} …`);
  const ended = await run([node, ...step.command], {
    cwd: root,
    env: { ...env, ...colour, ...step.env },
    seconds,
  });
  const results = verdict(step, ended);
  const bad = results.some(({ state }) => state === "failed");
  const counts = step.results ? `  ${closing(results).at(-1)}` : "";
  console.log(`${bad ? "FAILED" : "ok    "} ${step.name}  ${(ended.ms / 1000).toFixed(1)} s${counts}`);
  if (bad) console.log(ended.output.trimEnd());
  return results;
}

/** One result per test; for a step without tests one for the whole. Nothing found and a bad exit are failures too. */
export function verdict(step, { code, late, signal }) {
  const whole = (state, reason) => ({ name: step.name, file: null, state, reason });
  const trouble = late
    ? "ran out of time"
    : code === 0
      ? null
      : signal
        ? `ended by ${signal}`
        : `exit code ${code}`;
  if (!step.results) return [whole(trouble === null ? "passed" : "failed", trouble)];
  if (!existsSync(step.results)) return [whole("failed", trouble ?? "left no results")];
  const found = judged(step.read(readFileSync(step.results, "utf8")), {
    sharedExists: existsSync(join(root, "..", "shared")),
  });
  if (found.length === 0) return [whole("failed", "no test was found")];
  const told = trouble === null || found.some(({ state }) => state === "failed");
  return told && !late ? found : [...found, whole("failed", trouble)];
}
