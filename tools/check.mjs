/** `npm run check`: types, lint, format, boundaries and unit tests; starts no server. */
import { availableParallelism } from "node:os";
import { install } from "./install.mjs";
import { node24 } from "./node24.mjs";
import { asScript } from "./progress-line.mjs";
import { runSteps, staticSteps, vitestStep } from "./steps.mjs";
import { closing } from "./tally.mjs";

/** Far above what it takes; a test that hangs is named instead of waited for. */
const BUDGET_MS = 5 * 60_000;

await asScript(async () => {
  const node = await node24();
  await install(node);
  const parallel = Math.min(3, availableParallelism());
  const results = await runSteps([vitestStep("unit"), ...staticSteps], {
    node,
    parallel,
    deadline: Date.now() + BUDGET_MS,
  });
  console.log(closing(results).join("\n"));
  return results.some(({ state }) => state === "failed") ? 1 : 0;
});
