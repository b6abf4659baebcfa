import { createInterface } from "node:readline/promises";

/** Puts a question to a person; true is yes. */
export type Ask = (question: string, signal: AbortSignal) => Promise<boolean>;

/** Null where no person is at the terminal: then the limit alone decides. */
export function terminalAsk(): Ask | null {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  return async (question, signal) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    try {
      return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
    } catch (problem) {
      if (signal.aborted) return false;
      throw problem;
    } finally {
      lines.close();
    }
  };
}
