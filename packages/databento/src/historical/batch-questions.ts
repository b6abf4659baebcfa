import type { ApiCaller } from "./api-caller.ts";
import { readFileAnswer, readJob, type BatchFile, type BatchJob } from "./batch-job.ts";
import { HistoricalError } from "./historical-error.ts";
import type { HttpAnswer } from "./http-call.ts";
import { bodyBytes } from "./http-body.ts";
import { JsonAnswer } from "./json-answer.ts";
import { inOrder, rangeFields, type Fields, type RangeRequest } from "./range-request.ts";
import { timeText, type RequestTime } from "./request-time.ts";

export interface BatchRequest extends RangeRequest {
  readonly splitSymbols?: boolean | undefined;
  readonly splitDuration?: "day" | "week" | "month" | "none" | undefined;
  /** Most bytes a file. */
  readonly splitSize?: number | undefined;
}

/** A file's bytes from an offset on, which the server may not have granted. */
export interface FileStream {
  readonly from: number;
  bytes(): AsyncIterable<Uint8Array>;
}

/** Ranges that the server makes into files, to be fetched when they are done. */
export class BatchQuestions {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Is billed, so asked once: after a broken connection `listJobs` tells whether there is a job. */
  async submitJob(request: BatchRequest, signal?: AbortSignal): Promise<BatchJob> {
    const { splitSymbols = false, splitDuration = "day", splitSize } = request;
    const fields = inOrder({
      ...Object.fromEntries(rangeFields(request, "zstd")),
      delivery: "download",
      split_symbols: String(splitSymbols),
      split_duration: splitDuration,
      split_size: splitSize === undefined ? undefined : String(splitSize),
    });
    const endpoint = "batch.submit_job";
    const said = await this.#caller.json({ method: "POST", endpoint, fields, idempotent: false, signal });
    return readJob(new JsonAnswer(said, endpoint));
  }

  async listJobs(
    wanted: { readonly states?: readonly string[]; readonly since?: RequestTime } = {},
    signal?: AbortSignal,
  ): Promise<readonly BatchJob[]> {
    const { states, since } = wanted;
    const named = { states: states?.join(","), since: since === undefined ? undefined : timeText(since) };
    return (await this.#get("list_jobs", inOrder(named), signal)).list().map(readJob);
  }

  async listFiles(jobId: string, signal?: AbortSignal): Promise<readonly BatchFile[]> {
    return (await this.#get("list_files", inOrder({ job_id: jobId }), signal)).list().map(readFileAnswer);
  }

  async getJobDetails(jobId: string, signal?: AbortSignal): Promise<BatchJob> {
    return readJob(await this.#get("get_job_details", inOrder({ job_id: jobId }), signal));
  }

  /** A file from a byte on; asked once. Only the service's own hosts are given the key. */
  async openFile({ url, filename }: BatchFile, from: number, signal?: AbortSignal): Promise<FileStream> {
    const { baseUrl, stallMs } = this.#caller.options;
    if (
      url.origin !== baseUrl.origin &&
      !(url.protocol === "https:" && url.hostname.endsWith(".databento.com"))
    ) {
      throw new HistoricalError("badAnswer", `${filename} is on ${url.host}, which is not given the key.`);
    }
    const headers = { Accept: "*/*", ...(from > 0 ? { Range: `bytes=${String(from)}-` } : {}) };
    const answer = await this.#caller.stream({ method: "GET", url, fields: [], headers, signal });
    return { from: startOf(answer), bytes: () => bodyBytes(answer, { stallMs, signal }) };
  }

  async #get(method: string, fields: Fields, signal: AbortSignal | undefined): Promise<JsonAnswer> {
    const endpoint = `batch.${method}`;
    return new JsonAnswer(
      await this.#caller.json({ method: "GET", endpoint, fields, idempotent: true, signal }),
      endpoint,
    );
  }
}

/** A server that does not know ranges answers 200 with all of it. */
function startOf(answer: HttpAnswer): number {
  if (answer.status !== 206) return 0;
  const from = /^bytes (\d+)-/.exec(answer.header("content-range") ?? "")?.[1];
  if (from !== undefined) return Number(from);
  answer.body.destroy();
  throw new HistoricalError("badAnswer", "The server sent a part of the file without saying which.");
}
