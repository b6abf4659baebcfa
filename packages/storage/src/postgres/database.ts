import type { NodePgDatabase } from "drizzle-orm/node-postgres";

/** A pool or a transaction on one of its connections. */
export type Database = Omit<NodePgDatabase, "$client">;

/** Milliseconds of wall time since 1970: stamps of people's acts. Decisions carry desk time. */
export type WallClock = () => number;

const UNREACHABLE = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"]);

/** True where the server cannot be reached or asks to come back: the same statement may pass later. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (code === null) return /connection (terminated|timeout|error)/i.test(rootMessage(error));
  return UNREACHABLE.has(code) || /^(08|53|57P|40)/.test(code);
}

/** The driver says some ends of a connection in words alone, below the failed query. */
function rootMessage(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return error.cause instanceof Error ? rootMessage(error.cause) : error.message;
}

/** SQLSTATE or the system's code of an error or of what caused it. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
