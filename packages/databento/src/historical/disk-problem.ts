import type { DbnError } from "../codec/dbn-error.ts";
import { HistoricalError } from "./historical-error.ts";

/** What the disk refused, in our words; anything that is no answer of the disk's is thrown on as it is. */
export function diskProblem(problem: unknown, path: string): unknown {
  if (!(problem instanceof Error) || !("code" in problem) || typeof problem.code !== "string") return problem;
  if (!("syscall" in problem)) return problem;
  const said = SENTENCES.get(problem.code) ?? problem.message;
  return new HistoricalError("disk", `${path} cannot be written: ${said}.`, {
    cause: problem,
    remedy:
      problem.code === "ENOSPC" || problem.code === "EDQUOT"
        ? "Make room and give the same command again."
        : undefined,
  });
}

/** Whether the disk says that there is no such file. */
export function isAbsent(problem: unknown): boolean {
  return problem instanceof Error && "code" in problem && problem.code === "ENOENT";
}

/** What is there is not what this client writes, or no longer. */
export function unreadable(path: string, problem: DbnError): HistoricalError {
  return new HistoricalError("damaged", `${path} cannot be read: ${problem.message}.`, {
    cause: problem,
    remedy: "Move it away to begin anew.",
  });
}

const SENTENCES: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["EFBIG", "the file may not grow further"],
  ["EROFS", "the disk is read only"],
  ["EACCES", "permission is denied"],
  ["EPERM", "permission is denied"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a part of its path is no folder"],
  ["EIO", "the disk failed"],
]);
