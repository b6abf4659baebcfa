import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { downloadBatchFile, type FetchedFile } from "./batch-file-download.ts";
import { isJobFor, type BatchFile, type BatchJob } from "./batch-job.ts";
import { diskProblem } from "./disk-problem.ts";
import type { HistoricalClient } from "./historical-client.ts";
import { HistoricalError } from "./historical-error.ts";
import type { ClosedRange } from "./range-rest.ts";
import { rangeQuote, refuseAbove, type RangeQuote } from "./range-quote.ts";

export interface BatchOrder {
  readonly request: ClosedRange;
  /** Its files go into a folder in it that is called as the job. */
  readonly folder: string;
  readonly maxCostUsd: number;
  readonly signal?: AbortSignal | undefined;
  readonly on?: Partial<BatchListener> | undefined;
}

export interface BatchListener {
  /** Before a job is made, whether or not it is within the limit. */
  onQuote(quote: RangeQuote): void;
  /** Behind that, where it is within the limit; false: it is not made. */
  confirm(quote: RangeQuote): boolean | Promise<boolean>;
  /** A job of the same request was found: nothing is paid for. */
  onFound(job: BatchJob): void;
  onState(job: BatchJob): void;
  onProgress(file: BatchFile, bytes: number): void;
}

export interface BatchDownloaded {
  readonly job: BatchJob;
  readonly folder: string;
  readonly files: readonly FetchedFile[];
  /** Null where the job was there before. */
  readonly paidUsd: number | null;
}

/** A range as a job's files. A job of the same request that the account has is used before one is made. */
export async function downloadBatch(client: HistoricalClient, order: BatchOrder): Promise<BatchDownloaded> {
  const { job, paidUsd } = await jobOf(client, order);
  const done = await finishedJob(client, order, job);
  const folder = join(order.folder, done.id);
  await mkdir(folder, { recursive: true }).catch((problem: unknown) => {
    throw diskProblem(problem, folder);
  });
  const files: FetchedFile[] = [];
  for (const file of await client.batch.listFiles(done.id, order.signal)) {
    const onProgress = (bytes: number): void => order.on?.onProgress?.(file, bytes);
    files.push(await downloadBatchFile(client, { file, folder, signal: order.signal, onProgress }));
  }
  return { job: done, folder, files, paidUsd };
}

const UNDER_WAY = ["received", "queued", "processing"];

async function jobOf(
  client: HistoricalClient,
  { request, maxCostUsd, signal, on = {} }: BatchOrder,
): Promise<{ job: BatchJob; paidUsd: number | null }> {
  const jobs = await client.batch.listJobs({ states: [...UNDER_WAY, "done"] }, signal);
  const found = jobs.find(
    (job) => (UNDER_WAY.includes(job.state) || job.state === "done") && isJobFor(job, request),
  );
  if (found !== undefined) {
    on.onFound?.(found);
    return { job: found, paidUsd: null };
  }
  const quote = await rangeQuote(client, { rest: request, held: null, paidUsd: 0, signal });
  on.onQuote?.(quote);
  refuseAbove(quote, maxCostUsd);
  if ((await on.confirm?.(quote)) === false)
    throw new HistoricalError("stopped", "Not confirmed: no job was made.");
  return { job: await client.batch.submitJob(request, signal), paidUsd: quote.costUsd };
}

const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 15_000;

/** Waits until the job's files are there. */
async function finishedJob(
  client: HistoricalClient,
  { signal, on }: BatchOrder,
  first: BatchJob,
): Promise<BatchJob> {
  let job = first;
  for (let pollMs = FIRST_POLL_MS; job.state !== "done"; pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5)) {
    if (!UNDER_WAY.includes(job.state)) {
      throw new HistoricalError("refused", `Job ${job.id} ended as ${job.state}.`);
    }
    on?.onState?.(job);
    await client.terms.surroundings.wait(pollMs, signal);
    job = await client.batch.getJobDetails(job.id, signal);
  }
  return job;
}
