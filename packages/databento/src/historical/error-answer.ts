import { HistoricalError } from "./historical-error.ts";
import { remedyFor } from "./error-remedy.ts";

/** An error answer as it came. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
}

/** The server's refusal, in any of its four shapes: a text, a case, a list of faults, or no JSON at all. */
export function refusalOf({ status, body, requestId, retryAfterMs }: ErrorAnswer): HistoricalError {
  const { text, word } = told(body);
  const message = `${text === "" ? "No reason was given" : text} (HTTP ${String(status)})`;
  return new HistoricalError("refused", message, {
    httpStatus: status,
    case: word ?? undefined,
    requestId: requestId ?? undefined,
    remedy: remedyFor({ status, word, text }) ?? undefined,
    retryAfterMs: retryAfterMs ?? undefined,
  });
}

interface Told {
  readonly text: string;
  readonly word: string | null;
}

function told(body: string): Told {
  const detail = field(parsed(body), "detail");
  if (typeof detail === "string") return { text: line(detail), word: null };
  if (Array.isArray(detail)) return { text: line(detail.map(faultText).join("; ")), word: null };
  const message = field(detail, "message");
  const word = field(detail, "case");
  if (typeof message === "string")
    return { text: line(message), word: typeof word === "string" ? word : null };
  return { text: line(body), word: null };
}

/** One fault of a 422: where it is and what is wrong with it. */
function faultText(fault: unknown): string {
  const at = field(fault, "loc");
  const where = Array.isArray(at) ? at.map(String).join(".") : "";
  const message = field(fault, "msg");
  return `${where === "" ? "" : `${where}: `}${typeof message === "string" ? message : JSON.stringify(fault)}`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

const LONGEST = 500;

/** One line of visible characters, cut where a proxy's page runs on. */
function line(text: string): string {
  const shown = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST)} …`;
}
