import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { BadInputError } from "@smart0dte/domain";
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

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function replaceFile(path: string, text: string): void {
  const beside = `${path}.new`;
  writeSynced(beside, text);
  renameSync(beside, path);
  syncFolder(dirname(path));
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, "w");
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
