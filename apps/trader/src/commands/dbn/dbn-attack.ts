import { statSync } from "node:fs";
import { runAttack } from "@smart0dte/databento/attack";
import type { CommandIo } from "../calendar-command.ts";
import { firstLineOf } from "../file-problem.ts";

export interface DbnAttackArgs {
  readonly places: readonly string[];
  /** As written. */
  readonly count: string;
  readonly seed: string;
  readonly from: string;
}

/** Damages copies of DBN files in seeded ways and tells whether the decoder took each as it must. Ends with 1 where it did not. */
export async function runDbnAttack({ places, ...words }: DbnAttackArgs, io: CommandIo): Promise<number> {
  const [count, seed, first] = [words.count, words.seed, words.from].map(wholeNumber);
  if (count === null || count === undefined || count === 0) return refuse(io, "--count", words.count);
  if (seed === null || seed === undefined) return refuse(io, "--seed", words.seed);
  if (first === null || first === undefined) return refuse(io, "--from", words.from);
  for (const place of places) {
    const problem = notThere(place);
    if (problem !== null) {
      io.err(problem);
      return 2;
    }
  }
  let told = 0;
  const { faults, ends, slowestMs } = await runAttack({ places, seed, first, count }, (done) => {
    if (done - told < TELL_EVERY) return;
    told = done;
    io.err(`${done} of ${count} …`);
  });
  for (const fault of faults) io.err(`case ${fault.case}: ${fault.faults.join("; ")} (${fault.what})`);
  io.out(
    JSON.stringify({
      cases: count,
      seed,
      first,
      faults: faults.length,
      ends,
      slowestMs: Math.round(slowestMs),
    }),
  );
  return faults.length === 0 ? 0 : 1;
}

const TELL_EVERY = 5_000;

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function refuse(io: CommandIo, option: string, text: string): number {
  io.err(
    `${option} "${text}" is not a whole number of up to nine digits${option === "--count" ? " above 0" : ""}.`,
  );
  return 2;
}

function notThere(place: string): string | null {
  try {
    statSync(place);
    return null;
  } catch (problem) {
    return `${place} cannot be read: ${firstLineOf(problem)}.`;
  }
}
