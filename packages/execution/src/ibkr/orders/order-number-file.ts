import { BadInputError } from "@smart0dte/domain";
import { readIfThere, replaceFile } from "../files/whole-file.ts";
import type { OrderNumberStore } from "./order-numbers.ts";

/** Keeps the highest order number in one small file, replaced whole and synced, so that a crash leaves the old or the new. */
export function openOrderNumberFile(path: string): OrderNumberStore {
  let highest = readHighest(path);
  return {
    highest: () => highest,
    raise: (to) => {
      if (to <= highest) return;
      replaceFile(path, `${to}\n`);
      highest = to;
    },
  };
}

function readHighest(path: string): number {
  const text = readIfThere(path);
  if (text === null) return 0;
  if (!/^\d{1,10}\n$/.test(text)) {
    throw new BadInputError(`${path}: not an order number; a number may be used twice until it is put right`);
  }
  return Number(text);
}
