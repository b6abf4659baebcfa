import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { BodyQueue } from "./body-queue.ts";
import { HistoricalError } from "./historical-error.ts";
import { isSafe, type SettledOptions } from "./historical-options.ts";
import type { Fields } from "./range-request.ts";

/** One request. The fields of a GET go into its address, those of a POST into a form. */
export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly fields: Fields;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** An answer whose body is still to be read. */
export interface HttpAnswer {
  readonly status: number;
  readonly requestId: string | null;
  readonly body: BodyQueue;
  header(name: string): string | undefined;
}

/** Sends a request with the key and waits for the answer's beginning, within the time limit. */
export function sendCall(call: HttpCall, options: SettledOptions): Promise<HttpAnswer> {
  const { signal } = call;
  if (signal?.aborted === true) return Promise.reject(stopped());
  const { url, body, headers } = messageOf(call, options);
  if (!isSafe(url))
    return Promise.reject(new HistoricalError("badAnswer", "The key is not sent unencrypted."));
  return new Promise((resolve, reject) => {
    // a connection each: one that was kept may be closed by the server just when it is used again
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(url, { method: call.method, headers, agent: false, ...(signal ? { signal } : {}) });
    const timer = setTimeout(() => request.destroy(tooLate(options.timeoutMs)), options.timeoutMs);
    request.on("socket", (socket) => socket.setKeepAlive(true, KEEP_ALIVE_MS));
    request.on("error", (problem) => {
      clearTimeout(timer);
      reject(problemOf(problem, signal));
    });
    request.on("response", (stream) => {
      clearTimeout(timer);
      resolve(answerOf(stream, options.key));
    });
    request.end(body);
  });
}

/** Takes the key out of a text that came from outside. */
export function withoutKey(text: string, key: string): string {
  return text.replaceAll(key, "[key]").replaceAll(basic(key), "[key]");
}

/** What broke a connection, in our words: the caller's signal, our own time limits, or the network. */
export function problemOf(problem: unknown, signal: AbortSignal | undefined): HistoricalError {
  if (signal?.aborted === true) return stopped();
  if (problem instanceof HistoricalError) return problem;
  const text = problem instanceof Error ? firstText(problem) : String(problem);
  return new HistoricalError("network", `The connection failed: ${text.replace(/\.$/, "")}.`, {
    cause: problem,
  });
}

const KEEP_ALIVE_MS = 30_000;

/** A name with several addresses fails with one error an address, and no message of its own. */
function firstText(problem: Error): string {
  const first: unknown = problem instanceof AggregateError ? problem.errors[0] : problem;
  return first instanceof Error ? first.message : problem.message;
}

function messageOf({ method, url, fields, headers }: HttpCall, { key, userAgent }: SettledOptions) {
  const form = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  const target = new URL(url);
  if (method === "GET" && form !== "") target.search = form;
  const body = method === "POST" ? form : undefined;
  const sized =
    body === undefined
      ? {}
      : {
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": String(Buffer.byteLength(body)),
        };
  const own = { Authorization: `Basic ${basic(key)}`, "User-Agent": userAgent, Accept: "application/json" };
  return { url: target, body, headers: { ...own, ...sized, ...headers } };
}

/** The key is the user's name, with an empty password. */
function basic(key: string): string {
  return Buffer.from(`${key}:`, "latin1").toString("base64");
}

function answerOf(stream: IncomingMessage, key: string): HttpAnswer {
  const header = (name: string): string | undefined => {
    const value = stream.headers[name];
    return value === undefined ? undefined : withoutKey(Array.isArray(value) ? value.join(", ") : value, key);
  };
  return {
    status: stream.statusCode ?? 0,
    requestId: header("request-id") ?? null,
    body: new BodyQueue(stream),
    header,
  };
}

function stopped(): HistoricalError {
  return new HistoricalError("stopped", "Stopped on request.");
}

function tooLate(ms: number): HistoricalError {
  return new HistoricalError("timeout", `No answer within ${String(ms / 1_000)} s.`);
}
