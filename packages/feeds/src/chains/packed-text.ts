import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { badFile } from "../minutes/file-refusal.ts";

/** A whole chain of one ticker has about 700 kB; more than this is no chain. */
const LARGEST_BYTES = 256 * 1024 * 1024;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** Reads a text file, packed by gzip or not: its first bytes tell, and a name ending in .gz must be true. */
export function readPackedText(path: string): string {
  const bytes = readBytes(path);
  const isPacked = bytes[0] === GZIP_MAGIC[0] && bytes[1] === GZIP_MAGIC[1];
  if (!isPacked && path.endsWith(".gz"))
    throw badFile(path, "its name ends in .gz but it is not packed by gzip");
  const text = (isPacked ? unpack(path, bytes) : bytes).toString("utf8");
  if (text.includes("\0")) throw badFile(path, "it is not a text file");
  return text;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (problem) {
    throw badFile(path, `the file cannot be read (${sentenceOf(problem)})`);
  }
}

function unpack(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_BYTES });
  } catch (problem) {
    throw badFile(path, `it cannot be unpacked (${sentenceOf(problem)})`);
  }
}

const sentenceOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);
