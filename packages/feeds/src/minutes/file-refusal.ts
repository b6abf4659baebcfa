import { BadInputError } from "@smart0dte/domain";

/** Refuses a file for one of its lines. */
export const badLine = (path: string, line: number, cause: string): BadInputError =>
  new BadInputError(`${path} line ${line}: ${readable(cause)}.`);

/** Refuses a file as a whole. */
export const badFile = (path: string, cause: string): BadInputError =>
  new BadInputError(`${path}: ${readable(cause)}.`);

const LONGEST_CAUSE = 300;

/** A cause quotes what the file holds, which may be anything: one line of visible characters, cut where it runs on. */
function readable(cause: string): string {
  const shown = cause.replace(/[\p{C}\uFFFD]+/gu, "?");
  return shown.length <= LONGEST_CAUSE ? shown : `${shown.slice(0, LONGEST_CAUSE)} …`;
}
