import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { diskProblem, isAbsent } from "./disk-problem.ts";
import { HistoricalError } from "./historical-error.ts";
import { JsonAnswer } from "./json-answer.ts";

/** What stands beside an unfinished file: of which request it is and what has been paid for it. */
export interface PartNote {
  /** The request's form, without compression. */
  readonly request: string;
  /** US dollars, as the server stated them before each request that it then answered. */
  readonly paidUsd: number;
  /** All of it has come; it lacks its check and its name. */
  readonly complete: boolean;
  /** The process that is at work on it. */
  readonly pid: number;
}

/** Null where there is none. */
export async function readNote(path: string): Promise<PartNote | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (problem) {
    if (isAbsent(problem)) return null;
    throw diskProblem(problem, path);
  }
  try {
    const note = new JsonAnswer(JSON.parse(text), path);
    return {
      request: note.field("request").text(),
      paidUsd: note.field("paidUsd").number(),
      complete: note.field("complete").value === true,
      pid: note.field("pid").count(),
    };
  } catch (problem) {
    throw new HistoricalError("occupied", `${path} is not a note of this client.`, { cause: problem });
  }
}

export async function writeNote(path: string, note: PartNote): Promise<void> {
  const written = `${path}.new`;
  try {
    await writeFile(written, `${JSON.stringify(note)}\n`, { flush: true });
    await rename(written, path);
  } catch (problem) {
    await rm(written, { force: true }).catch(() => {});
    throw diskProblem(problem, path);
  }
}

/** Whether another process that is alive is at work on it. Our own would know. */
export function isTaken({ pid }: PartNote): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return problem instanceof Error && "code" in problem && problem.code === "EPERM";
  }
}
