import { JournalWriteError } from "@smart0dte/storage/journal";

/**
 * What ends a desk and is no bug of it: a database that went away, a disk that is full, a thread that died.
 *
 * One sentence that names it; the command line prints it and exits with 1. The next start goes on from the journal.
 */
export class DeskFailure extends Error {
  override readonly name = "DeskFailure";
}

/** The error as a sentence where its cause lies outside the desk; a bug as it is. */
export function asFailure(error: unknown): unknown {
  if (error instanceof JournalWriteError) {
    return new DeskFailure(
      `${error.message}. Nothing that it does not hold was shown or sent. Make room and start again.`,
      { cause: error },
    );
  }
  const root = rootOf(error);
  return isFromOutside(error) ? new DeskFailure(`The desk cannot go on: ${root}.`, { cause: error }) : error;
}

/** What an error comes down to, in its own words, without a trailing full stop. */
export const rootOf = (error: unknown): string => {
  const root = rootCause(error);
  const said = root instanceof Error ? root.message : String(root);
  return said.trim().replace(/\s+/g, " ").replace(/\.$/, "");
};

function rootCause(error: unknown): unknown {
  if (error instanceof AggregateError) return rootCause(error.errors[0]);
  return error instanceof Error && error.cause !== undefined ? rootCause(error.cause) : error;
}

/** The system's or the database's own code, or a connection that ended without one. */
function isFromOutside(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof DeskFailure) return false;
  const root = rootCause(error);
  if (!(root instanceof Error)) return false;
  const code = "code" in root && typeof root.code === "string" ? root.code : "";
  return /^(E[A-Z]+|[0-9A-Z]{5})$/.test(code) || /connection (terminated|timeout|error)/i.test(root.message);
}
