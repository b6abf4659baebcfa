import type { Problem } from "../contract/index.ts";
import { PROBLEMS, type ProblemCode } from "./problem-table.ts";

/** Ends a request with a problem. The detail is for a person: what happened; how things stand; what to do. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null;

  constructor(code: ProblemCode, detail: string, retryAfter: number | null = null) {
    super(detail);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export function problemOf(code: ProblemCode, detail: string, requestId: string): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:smart0dte:problem:${code}`, title, status, detail, code, requestId };
}
