import { BadInputError } from "@smart0dte/domain";
import { freeBytes, LOW_BYTES, STOP_BYTES } from "@smart0dte/feeds/recorder";
import { firstLineOf } from "../file-problem.ts";
import { makeFolders } from "../folder-maker.ts";
import type { CommandIo } from "../calendar-command.ts";

/** Makes the folder and looks at the free space in it: refuses to begin where recording would stop at once. */
export async function roomFor(folder: string, io: CommandIo): Promise<void> {
  let free: number;
  try {
    makeFolders(folder);
    free = await freeBytes(folder);
  } catch (error) {
    throw new BadInputError(`The folder ${folder} cannot be made: ${firstLineOf(error)}.`);
  }
  const mib = Math.floor(free / 1_048_576);
  if (free < STOP_BYTES)
    throw new BadInputError(`Only ${mib} MiB are free in ${folder}: nothing can be recorded there.`);
  if (free < LOW_BYTES) io.err(`ALARM  Only ${mib} MiB are free in ${folder}.`);
}
