import { onInterrupt, stopAll } from "./child-process.mjs";

/** Says what is going on, on standard error: standard output belongs to results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Announces a long step, shows that it lives every ten seconds, and tells how long it took. */
export async function announced(title, work) {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  say(`${title} …`);
  const beat = setInterval(() => say(`  … ${Math.round((Date.now() - began) / 1000)} s`), 10_000);
  try {
    const result = await work();
    say(`  done in ${seconds()} s`);
    return result;
  } catch (error) {
    say(`  failed after ${seconds()} s`);
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** A fault that is told in its own words, without a stack. */
export class Told extends Error {
  name = "Told";
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a script's main function; what it returns is the exit code. */
export async function asScript(main) {
  onInterrupt(stopAll);
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof Told ? error.message : String(error?.stack ?? error));
    process.exitCode = error instanceof Told ? error.exitCode : 1;
  }
}
