/** What went wrong, stable to match on. */
export type HistoricalErrorCode =
  /** The server answered with an error. */
  | "refused"
  /** No answer, or a connection that broke. */
  | "network"
  /** No answer in time, or a stream that stood still. */
  | "timeout"
  /** The caller's signal. */
  | "stopped"
  /** An answer that is none of this interface. */
  | "badAnswer"
  | "badParameter"
  /** Above the caller's limit: nothing was asked for. */
  | "tooCostly"
  /** A stream ended before its end; what came is kept. */
  | "incomplete"
  /** Bytes that are not what was announced. */
  | "damaged"
  /** The file's name is taken by something else. */
  | "occupied"
  | "disk";

/** The facts beside the sentence; what is not stated is null. */
export interface HistoricalErrorFacts {
  readonly httpStatus?: number | undefined;
  readonly case?: string | undefined;
  readonly requestId?: string | undefined;
  readonly remedy?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A historical request that did not give what was asked for. Its text never holds the key. */
export class HistoricalError extends Error {
  override readonly name = "HistoricalError";
  readonly code: HistoricalErrorCode;
  readonly httpStatus: number | null;
  /** The server's own stable word for it. */
  readonly case: string | null;
  /** What support asks for. */
  readonly requestId: string | null;
  /** A sentence on what to do, where one is known. */
  readonly remedy: string | null;
  /** How long the server asked to wait. */
  readonly retryAfterMs: number | null;

  constructor(code: HistoricalErrorCode, message: string, facts: HistoricalErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.httpStatus = facts.httpStatus ?? null;
    this.case = facts.case ?? null;
    this.requestId = facts.requestId ?? null;
    this.remedy = facts.remedy ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}

/** Refuses what the caller asked for before anything is sent. */
export function badParameter(message: string): HistoricalError {
  return new HistoricalError("badParameter", message);
}
