/** Loaded before everything else: breaks the trading thread as BREAK says, once a desk is open for a while. */
import { isMainThread } from "node:worker_threads";

const broken = process.env.BREAK;
if (isMainThread && broken === "pipeline") {
  const { Pipeline } = await import("../src/pipeline.ts");
  const { InvariantError } = await import("@smart0dte/domain");
  const step = Pipeline.prototype.step;
  Pipeline.prototype.step = function (input) {
    if (input.seq === 200) throw new InvariantError("Broken by the test", { seq: input.seq });
    return step.call(this, input);
  };
}
if (isMainThread && broken === "rejection") {
  setTimeout(() => void Promise.reject(new Error("nobody waits for this")), 4_000).unref();
}
