import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { isPlaced, parseCutLine, type Cut } from "../recorder/cut-line.ts";

/** How many lines could not be read. */
export interface CutFaults {
  unreadable: number;
}

/**
 * A run's cuts in the order in which the desk took them.
 *
 * Timers, and what was asked, are written when they are told of, which may be after batches that the desk had not yet taken; each says how
 * many came before it. The file is walked twice, side by side, so that no part of it has to be held.
 */
export async function* orderedCuts(path: string, faults: CutFaults): AsyncGenerator<Cut, void, undefined> {
  const timers = linesOf(path, "placed", null);
  let timer = await nextOf(timers);
  let taken = 0;
  for await (const cut of linesOf(path, "other", faults)) {
    while (timer !== null && timer.after <= taken) {
      yield timer;
      timer = await nextOf(timers);
    }
    yield cut;
    taken += 1;
  }
  for (; timer !== null; timer = await nextOf(timers)) yield timer;
}

async function nextOf(cuts: AsyncIterator<Cut>): Promise<Cut | null> {
  const next = await cuts.next();
  return next.done === true ? null : next.value;
}

async function* linesOf(
  path: string,
  kind: "placed" | "other",
  faults: CutFaults | null,
): AsyncGenerator<Cut, void, undefined> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const cut = parseCutLine(line);
    if (cut === null) {
      if (faults !== null) faults.unreadable += 1;
      continue;
    }
    if (isPlaced(cut.what) === (kind === "placed")) yield cut;
  }
}
