import { BadInputError } from "@smart0dte/domain";

/** Refuses a file for one of its lines. */
export const badLine = (path: string, line: number, cause: string): BadInputError =>
  new BadInputError(`${path} line ${line}: ${cause}.`);

/** Refuses a file as a whole. */
export const badFile = (path: string, cause: string): BadInputError =>
  new BadInputError(`${path}: ${cause}.`);
