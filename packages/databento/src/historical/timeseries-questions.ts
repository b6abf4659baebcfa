import { openDbn, type DbnStream } from "../codec/dbn-stream.ts";
import type { ApiCaller } from "./api-caller.ts";
import { bodyBytes } from "./http-body.ts";
import { rangeFields, type RangeRequest } from "./range-request.ts";

export interface RangeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of the stream; "zstd" unless told otherwise. */
  readonly compression?: "zstd" | "none" | undefined;
}

/** The answer to one paid request, to be read once. */
export interface RangeStream {
  readonly requestId: string | null;
  /** Some symbols did not resolve: the stream's metadata names them in `partial` and `notFound`. */
  readonly someUnresolved: boolean;
  /** The stream as it is sent. Throws a HistoricalError where the connection breaks. */
  bytes(): AsyncIterable<Uint8Array>;
  /** The same, decoded. */
  open(): Promise<DbnStream>;
}

/** Records of a range. Each request is billed, so none is repeated without being asked for. */
export class TimeseriesQuestions {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  async getRange(request: RangeRequest, options: RangeOptions = {}): Promise<RangeStream> {
    const { signal, compression = "zstd" } = options;
    const fields = rangeFields(request, compression);
    const url = this.#caller.urlOf("timeseries.get_range");
    const answer = await this.#caller.stream({ method: "POST", url, fields, signal });
    const bytes = (): AsyncIterable<Uint8Array> =>
      bodyBytes(answer, { stallMs: this.#caller.options.stallMs, signal });
    return {
      requestId: answer.requestId,
      someUnresolved: answer.status === 206,
      bytes,
      open: () => openDbn(bytes()),
    };
  }
}
