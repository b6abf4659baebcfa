import { setTimeout as pause } from "node:timers/promises";
import { badParameter } from "./historical-error.ts";

export const DEFAULT_BASE_URL = "https://hist.databento.com/v0";

export interface HistoricalOptions {
  readonly key: string;
  /** Plain HTTP is for a server on this machine. One without a path has the service's own, `/v0`. */
  readonly baseUrl?: string | undefined;
  /** Until an answer begins, and for a short answer as a whole; streams are not bounded by it. */
  readonly timeoutMs?: number | undefined;
  /** How long a stream may stand still. */
  readonly stallMs?: number | undefined;
  /** Named to the server behind this client's own name. */
  readonly clientName?: string | undefined;
  /** What the server remarks on an answer that it nevertheless gives. */
  readonly onWarning?: ((text: string, requestId: string | null) => void) | undefined;
  readonly retry?: Partial<RetryLimits> | undefined;
  readonly surroundings?: Partial<Surroundings> | undefined;
}

/** How often and how patiently a question without consequences is asked again. */
export interface RetryLimits {
  readonly tries: number;
  readonly firstMs: number;
  readonly longestMs: number;
  /** A `Retry-After` beyond this is told to the caller, not waited for. */
  readonly longestRetryAfterMs: number;
}

/** Clock, chance and patience, for those who test. */
export interface Surroundings {
  now(): number;
  random(): number;
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

/** Options with nothing left open. */
export interface SettledOptions {
  readonly key: string;
  readonly baseUrl: URL;
  readonly timeoutMs: number;
  readonly stallMs: number;
  readonly userAgent: string;
  readonly onWarning: (text: string, requestId: string | null) => void;
  readonly retry: RetryLimits;
  readonly surroundings: Surroundings;
}

const OWN_NAME = "smart0dte-databento/0.1.0";

export function settle(options: HistoricalOptions): SettledOptions {
  const { key, clientName, timeoutMs = 100_000, stallMs = 600_000, onWarning = () => {} } = options;
  // a colon would end the user's name in Basic authentication
  if (!/^[\x21-\x39\x3b-\x7e]+$/.test(key))
    throw badParameter("The key is empty or has characters that no key has.");
  return {
    key,
    baseUrl: baseUrlOf(options.baseUrl ?? DEFAULT_BASE_URL),
    timeoutMs,
    stallMs,
    userAgent: `${OWN_NAME} node/${process.versions.node}${clientName === undefined ? "" : ` ${clientName}`}`,
    onWarning,
    retry: { tries: 4, firstMs: 500, longestMs: 30_000, longestRetryAfterMs: 120_000, ...options.retry },
    surroundings: { ...REAL, ...options.surroundings },
  };
}

/** Whether the key may be sent there: encrypted, or without leaving this machine. */
export function isSafe(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname));
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const REAL: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: async (ms, signal) => {
    // who stopped it is told by the signal itself
    await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  },
};

function baseUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text.replace(/\/+$/, "")) : null;
  // what stands before an @ may be the key: it is not repeated
  if (url !== null && (url.username !== "" || url.password !== "")) {
    throw badParameter("The base URL holds a user: the key goes into its own option.");
  }
  if (url === null || url.search !== "" || url.hash !== "") throw badParameter(`"${text}" is no base URL.`);
  if (!isSafe(url)) throw badParameter(`"${text}": the key is sent over https, or to this machine.`);
  if (url.pathname === "/") url.pathname = new URL(DEFAULT_BASE_URL).pathname;
  return url;
}
