import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { BatchFile } from "./batch-job.ts";
import { surveyDbn } from "./dbn-survey.ts";
import { diskProblem, isAbsent } from "./disk-problem.ts";
import type { HistoricalClient } from "./historical-client.ts";
import { HistoricalError } from "./historical-error.ts";
import { retryWaitMs } from "./retried-call.ts";

export interface FileOrder {
  readonly file: BatchFile;
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

export interface FetchedFile {
  readonly path: string;
  readonly bytes: number;
  /** It was there already. */
  readonly cached: boolean;
  /** Null where it is no DBN. */
  readonly records: number | null;
}

const TRIES = 5;

/** One file of a job under its own name, of the announced size and hash; DBN is decoded whole besides. */
export async function downloadBatchFile(client: HistoricalClient, order: FileOrder): Promise<FetchedFile> {
  const { file, folder, signal } = order;
  const path = join(folder, file.filename);
  if ((await sizeOf(path)) !== null) {
    if (await isWhole(path, file))
      return { path, bytes: file.size, cached: true, records: await recordsOf(path) };
    throw new HistoricalError("occupied", `${path} is there, but it is not the job's file.`, {
      remedy: "Move it away.",
    });
  }
  const part = `${path}.part`;
  const terms = { ...client.terms, retry: { ...client.terms.retry, tries: TRIES }, signal };
  let mayBegin = ((await sizeOf(part)) ?? 0) > 0;
  for (let tries = 1; ; tries += 1) {
    try {
      await fetchRest(client, order, part);
      break;
    } catch (problem) {
      // what lay there from an earlier call may be of another file: the whole is fetched once
      if (mayBegin && problem instanceof HistoricalError && problem.code === "damaged") {
        mayBegin = false;
        continue;
      }
      const wait = tries < TRIES ? retryWaitMs(problem, tries, terms) : null;
      if (wait === null) throw problem;
      await client.terms.surroundings.wait(wait, signal);
    }
  }
  const records = await recordsOf(part, path);
  await rename(part, path).catch((problem: unknown) => {
    throw diskProblem(problem, path);
  });
  return { path, bytes: file.size, cached: false, records };
}

/** Brings the part to its announced size and hash; a part that turned out wrong is removed. */
async function fetchRest(client: HistoricalClient, order: FileOrder, part: string): Promise<void> {
  const { file, signal } = order;
  const held = (await sizeOf(part)) ?? 0;
  if (held < file.size || held > file.size) {
    const from = held > file.size ? 0 : held;
    const stream = await client.batch.openFile(file, from, signal);
    if (stream.from !== from && stream.from !== 0) {
      throw new HistoricalError(
        "badAnswer",
        `The server sent ${file.filename} from another byte than asked for.`,
      );
    }
    await append(part, stream, order);
  }
  if (await isWhole(part, file)) return;
  const size = (await sizeOf(part)) ?? 0;
  if (size < file.size)
    throw new HistoricalError("network", `${file.filename} ended before its announced size.`);
  await rm(part, { force: true });
  throw new HistoricalError(
    "damaged",
    `${file.filename} is not what was announced: its size or SHA-256 differs.`,
    {
      remedy: "Give the same command again: the file is fetched anew.",
    },
  );
}

async function append(
  part: string,
  stream: { readonly from: number; bytes(): AsyncIterable<Uint8Array> },
  { file, onProgress }: FileOrder,
): Promise<void> {
  let handle: FileHandle | null = null;
  let at = stream.from;
  try {
    handle = await open(part, stream.from === 0 ? "w" : "r+");
    for await (const chunk of stream.bytes()) {
      for (let written = 0; written < chunk.length;) {
        const { bytesWritten } = await handle.write(chunk, written, chunk.length - written, at + written);
        written += bytesWritten;
      }
      at += chunk.length;
      onProgress?.(at);
      if (at > file.size) break;
    }
    await handle.sync();
  } catch (problem) {
    throw diskProblem(problem, part);
  } finally {
    await handle?.close();
  }
}

async function isWhole(path: string, { size, sha256 }: BatchFile): Promise<boolean> {
  if ((await sizeOf(path)) !== size) return false;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest("hex") === sha256;
}

/** Records of a DBN file; `name` is what it will be called. */
async function recordsOf(path: string, name = path): Promise<number | null> {
  if (!/\.dbn(\.zst)?$/.test(name)) return null;
  const survey = await surveyDbn(path);
  if (survey === null || survey.truncated !== null) {
    throw new HistoricalError("damaged", `${path} has the announced hash, but ends inside a record.`);
  }
  return survey.records;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (problem) {
    if (isAbsent(problem)) return null;
    throw diskProblem(problem, path);
  }
}
