/** `npm test`: everything, on servers of its own; ends with `N passed, N failed, N skipped`. */
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { buildDashboard } from "./build-dashboard.mjs";
import { onInterrupt, stopAll } from "./child-process.mjs";
import { chromium } from "./chromium.mjs";
import { install } from "./install.mjs";
import { endLeftovers } from "./leftovers.mjs";
import { node24 } from "./node24.mjs";
import { asScript, say } from "./progress-line.mjs";
import { artifacts, journeysNotRun, journeysStep, runSteps, staticSteps, vitestStep } from "./steps.mjs";
import { closing } from "./tally.mjs";

const BUDGET_MS = 15 * 60_000;

await asScript(async () => {
  const began = Date.now();
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "smart0dte-npm-test-")));
  // a server of the tests may run under an account of its own
  chmodSync(scratch, 0o755);
  const sweep = async () => {
    await stopAll();
    const left = await endLeftovers(scratch);
    rmSync(scratch, { recursive: true, force: true });
    return left;
  };
  onInterrupt(sweep);
  rmSync(artifacts, { recursive: true, force: true });

  try {
    const node = await node24();
    await install(node);
    const browser = await chromium();
    await buildDashboard(node);

    // hundreds of processes of ours begin: what one has compiled the next need not
    const env = { ...process.env, TMPDIR: scratch, NODE_COMPILE_CACHE: join(scratch, "compiled") };
    const how = { node, env, deadline: began + BUDGET_MS };
    const results = await runSteps([vitestStep("unit"), ...staticSteps], {
      ...how,
      parallel: Math.min(3, availableParallelism()),
    });
    // what is timed runs alone
    results.push(...(await runSteps([vitestStep("integration")], { ...how, parallel: 1 })));
    results.push(...(await journeys(browser, how)));

    for (const left of await sweep()) say(`left behind by the tests and ended: ${left}`);
    say(`took ${((Date.now() - began) / 1000).toFixed(0)} s`);
    console.log(closing(results).join("\n"));
    return results.some(({ state }) => state === "failed") ? 1 : 0;
  } finally {
    await sweep();
  }
});

async function journeys(browser, how) {
  if (browser !== null) return runSteps([journeysStep(browser)], { ...how, parallel: 1 });
  const reason = "needs Chromium: install the system's package chromium, or name one in CHROMIUM";
  const notRun = await journeysNotRun(how.node, reason);
  // where nobody reads the list, what did not run has failed
  return process.env.CI ? notRun.map((result) => ({ ...result, state: "failed" })) : notRun;
}
