import type { HistoricalClient } from "./historical-client.ts";
import { HistoricalError, badParameter } from "./historical-error.ts";
import { RangeFile } from "./range-file.ts";
import type { ClosedRange } from "./range-rest.ts";
import { rangeQuote, refuseAbove, type RangeQuote } from "./range-quote.ts";
import { retryWaitMs } from "./retried-call.ts";

export interface DownloadOrder {
  readonly request: ClosedRange;
  /** Ends in `.dbn.zst`. */
  readonly path: string;
  /** US dollars that the file may cost in all, requests that broke included. */
  readonly maxCostUsd: number;
  /** How often a stream that breaks is gone on with at once, each time asked and paid for; 0 unless told. */
  readonly resumes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly on?: Partial<DownloadListener> | undefined;
}

export interface DownloadListener {
  /** Before each request that is paid for, whether or not it is within the limit. */
  onQuote(quote: RangeQuote): void;
  /** Behind that, where it is within the limit; false: it is not sent. */
  confirm(quote: RangeQuote): boolean | Promise<boolean>;
  onProgress(progress: DownloadProgress): void;
  onResume(problem: HistoricalError, waitMs: number): void;
  /** The whole is decoded once more before it gets its name. */
  onVerify(): void;
}

/** Of the whole file, what was there before included. */
export interface DownloadProgress {
  readonly records: number;
  readonly recordBytes: number;
  readonly fileBytes: number;
  /** Sent by the server in this request: ahead of the records, which are told when their frame is found right. */
  readonly sentBytes: number;
  /** What the server announced for it; 0 if unknown. */
  readonly expectedRecords: number;
  readonly expectedBytes: number;
}

export interface Downloaded {
  readonly path: string;
  /** It was there already: nothing was asked for. */
  readonly cached: boolean;
  readonly records: number;
  readonly recordBytes: number;
  readonly fileBytes: number;
  readonly paidUsd: number;
  readonly resumes: number;
  readonly partial: readonly string[];
  readonly notFound: readonly string[];
}

/**
 * A range as a file: complete and decoded once whole, or not there under its name.
 *
 * Whole is what came to its end, behind a frame and a record, with as many records as the server had counted for the
 * range before. Where it counted none and states no length, a stream that ends behind a frame and a record is whole.
 * What is interrupted, or ends in order before that, stays as `.part` and is gone on with by the next call for the
 * same range.
 */
export async function downloadRange(client: HistoricalClient, order: DownloadOrder): Promise<Downloaded> {
  const { path, resumes = 0 } = order;
  if (!path.endsWith(".dbn.zst")) throw badParameter(`${path} does not end in .dbn.zst.`);
  const cached = await RangeFile.finished(path, order.request);
  if (cached !== null) return { ...cached, cached: true, resumes: 0 };
  const file = await RangeFile.open(path, order.request);
  try {
    let made = 0;
    for (; ; made += 1) {
      const problem = await attemptRest(client, order, file);
      if (problem === null) break;
      const wait =
        made < resumes ? retryWaitMs(problem, made + 1, { ...client.terms, signal: order.signal }) : null;
      if (wait === null) throw file.interruption(problem);
      order.on?.onResume?.(problem, wait);
      await client.terms.surroundings.wait(wait, order.signal);
    }
    order.on?.onVerify?.();
    return { ...(await file.finish()), cached: false, resumes: made };
  } finally {
    await file.close();
  }
}

/**
 * Asks what the rest costs, asks for it if that is within the limit, and writes what comes.
 *
 * Null if nothing is lacking now; else what interrupted it.
 */
async function attemptRest(
  client: HistoricalClient,
  order: DownloadOrder,
  file: RangeFile,
): Promise<HistoricalError | null> {
  const { signal, on = {} } = order;
  const rest = await file.rest();
  if (rest === null) return null;
  try {
    const quote = await rangeQuote(client, { rest, held: file.held, paidUsd: file.paidUsd, signal });
    on.onQuote?.(quote);
    refuseAbove(quote, order.maxCostUsd);
    if ((await on.confirm?.(quote)) === false)
      throw new HistoricalError("stopped", "Not confirmed: nothing was downloaded.");
    const stream = await client.timeseries.getRange(rest, { signal });
    await file.pay(quote.costUsd);
    const announced = quote.heldRecords + quote.records;
    const expected = { expectedRecords: announced, expectedBytes: quote.heldBytes + quote.bytes };
    return await file.receive(stream.bytes(), announced, (soFar) =>
      on.onProgress?.({ ...soFar, ...expected }),
    );
  } catch (problem) {
    if (!(problem instanceof HistoricalError)) throw problem;
    return problem;
  }
}
