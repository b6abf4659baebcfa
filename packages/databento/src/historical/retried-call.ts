import { HistoricalError } from "./historical-error.ts";
import type { RetryLimits, Surroundings } from "./historical-options.ts";

export interface RetryTerms {
  readonly retry: RetryLimits;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal | undefined;
}

/** Asks until it is answered, refused for good, or asked often enough. */
export async function retried<Value>(ask: () => Promise<Value>, terms: RetryTerms): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (problem) {
      const wait = tries < terms.retry.tries ? retryWaitMs(problem, tries, terms) : null;
      if (wait === null) throw problem;
      await terms.surroundings.wait(wait, terms.signal);
    }
  }
}

/** Milliseconds to wait before asking again after this failure; null where asking again would not help. */
export function retryWaitMs(
  problem: unknown,
  tries: number,
  { retry, surroundings }: RetryTerms,
): number | null {
  if (!(problem instanceof HistoricalError) || !isPassing(problem)) return null;
  const backoff = Math.min(retry.longestMs, retry.firstMs * 2 ** (tries - 1));
  // between half and all of it, so that many clients do not come back at once
  const jittered = Math.round(backoff * (0.5 + surroundings.random() / 2));
  if (problem.retryAfterMs === null) return jittered;
  return problem.retryAfterMs > retry.longestRetryAfterMs ? null : Math.max(problem.retryAfterMs, jittered);
}

/** Whether the same question may be answered later. */
export function isPassing({ code, httpStatus }: HistoricalError): boolean {
  if (code === "network" || code === "timeout") return true;
  return (
    code === "refused" &&
    httpStatus !== null &&
    (httpStatus === 408 || httpStatus === 429 || httpStatus >= 500)
  );
}
