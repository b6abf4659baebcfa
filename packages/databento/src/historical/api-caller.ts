import { refusalOf } from "./error-answer.ts";
import { HistoricalError } from "./historical-error.ts";
import { settle, type HistoricalOptions, type SettledOptions } from "./historical-options.ts";
import { bodyText } from "./http-body.ts";
import { problemOf, sendCall, withoutKey, type HttpAnswer, type HttpCall } from "./http-call.ts";
import type { Fields } from "./range-request.ts";
import { retryAfterMs } from "./retry-after.ts";
import { retried } from "./retried-call.ts";

/** A question to one endpoint, `metadata.get_cost` or the like. */
export interface Question {
  readonly method: "GET" | "POST";
  readonly endpoint: string;
  readonly fields: Fields;
  /** Whether asking twice is the same as asking once. */
  readonly idempotent: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Speaks to the service: authenticates, reads refusals and warnings, asks again where that is harmless. */
export class ApiCaller {
  readonly #options: SettledOptions;

  constructor(options: HistoricalOptions) {
    this.#options = settle(options);
  }

  /** All but the key: who prints a client must not print that. */
  get options(): Omit<SettledOptions, "key"> {
    const { key: _, ...others } = this.#options;
    return others;
  }

  /** An answer in JSON, to be read by who knows its shape. */
  json(question: Question): Promise<unknown> {
    return question.idempotent
      ? retried(() => this.#json(question), { ...this.#options, signal: question.signal })
      : this.#json(question);
  }

  /** An answer with a body to be streamed, or the refusal; asked once. */
  async stream(call: HttpCall): Promise<HttpAnswer> {
    const answer = await sendCall(call, this.#options);
    try {
      this.#tellWarnings(answer);
      if (answer.status === 200 || answer.status === 206) return answer;
      throw await this.#refusal(answer, call.signal);
    } catch (problem) {
      answer.body.destroy();
      throw problem;
    }
  }

  urlOf(endpoint: string): URL {
    return new URL(`${this.#options.baseUrl.href.replace(/\/$/, "")}/${endpoint}`);
  }

  async #json({ method, endpoint, fields, signal }: Question): Promise<unknown> {
    const answer = await this.stream({ method, url: this.urlOf(endpoint), fields, signal });
    const text = await this.#text(answer, MOST_JSON, signal);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      const requestId = answer.requestId ?? undefined;
      throw new HistoricalError("badAnswer", `${endpoint} answered with what is not JSON.`, { requestId });
    }
  }

  async #refusal(answer: HttpAnswer, signal: AbortSignal | undefined): Promise<HistoricalError> {
    const { status, requestId } = answer;
    const wait = retryAfterMs(answer.header("retry-after"), this.#options.surroundings.now());
    let body = "";
    try {
      body = await this.#text(answer, MOST_REFUSAL, signal);
    } catch (problem) {
      // the status alone says enough, unless it was us who stopped
      if (signal?.aborted === true) return problemOf(problem, signal);
    }
    return refusalOf({ status, body, requestId, retryAfterMs: wait });
  }

  async #text(answer: HttpAnswer, mostBytes: number, signal: AbortSignal | undefined): Promise<string> {
    const { key, timeoutMs } = this.#options;
    return withoutKey(await bodyText(answer, { mostBytes, timeoutMs, signal }), key);
  }

  #tellWarnings(answer: HttpAnswer): void {
    const header = answer.header("x-warning");
    if (header === undefined) return;
    for (const text of warningsOf(header)) this.#options.onWarning(text, answer.requestId);
  }
}

const MOST_JSON = 256 * 1024 * 1024;
const MOST_REFUSAL = 1024 * 1024;

/** A JSON array of texts; anything else is told as it stands. */
function warningsOf(header: string): readonly string[] {
  try {
    const warnings = JSON.parse(header) as unknown;
    if (Array.isArray(warnings))
      return warnings.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  } catch {
    // not JSON
  }
  return [header];
}
