import { HistoricalError } from "./historical-error.ts";
import { problemOf, type HttpAnswer } from "./http-call.ts";

interface BodyLimits {
  readonly stallMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * The body as it comes; ends only where the server ended it. Where the connection breaks it throws, after all that
 * had come: this may have been paid for.
 *
 * `stallMs` counts only while we wait for the server: a slow reader of ours is no stall.
 */
export async function* bodyBytes(answer: HttpAnswer, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const { body } = answer;
  try {
    for (;;) {
      const chunk = body.shift();
      if (chunk !== null) yield chunk;
      else if (body.ended) break;
      else await body.more(limits.stallMs);
    }
    if (body.problem !== null) throw body.problem;
    if (!body.complete) throw new Error("it ended before the answer did");
  } catch (problem) {
    throw problemOf(problem, limits.signal);
  } finally {
    body.destroy();
  }
}

/** A short body as a whole: at most `mostBytes`, within `timeoutMs`. */
export async function bodyText(
  answer: HttpAnswer,
  limits: {
    readonly mostBytes: number;
    readonly timeoutMs: number;
    readonly signal: AbortSignal | undefined;
  },
): Promise<string> {
  const { mostBytes, timeoutMs, signal } = limits;
  const seconds = String(timeoutMs / 1_000);
  const late = new HistoricalError("timeout", `The answer did not come whole within ${seconds} s.`);
  const timer = setTimeout(() => answer.body.destroy(late), timeoutMs);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of bodyBytes(answer, { stallMs: timeoutMs, signal })) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        throw new HistoricalError("badAnswer", `The answer is longer than ${String(mostBytes)} bytes.`);
      }
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
