import type { DeskClient } from "@smart0dte/bus/memory";
import type { Store } from "@smart0dte/storage/postgres";
import type { FastifyBaseLogger } from "fastify";
import { SIGN_IN_LIMITS, type Monotonic, type SignInLimits } from "./auth/sign-in-limiter.ts";

export interface GatewayOptions {
  readonly host: "127.0.0.1";
  /** 0 takes a free one. */
  readonly port: number;
  readonly store: Store;
  readonly desk: DeskClient;
  /** The built dashboard; null serves the API alone. */
  readonly staticFolder: string | null;
  readonly build: string;
  readonly log: FastifyBaseLogger;
  readonly pace?: Partial<Pace>;
}

/** How often what happens. Monotonic time throughout. */
export interface Pace {
  readonly now: Monotonic;
  readonly signInLimits: SignInLimits;
  /** Requests of one address in a minute. */
  readonly requestsPerMinute: number;
  readonly flushMs: number;
  readonly sessionCheckMs: number;
}

export const PACE: Pace = {
  now: () => performance.now(),
  signInLimits: SIGN_IN_LIMITS,
  requestsPerMinute: 3_000,
  flushMs: 100,
  sessionCheckMs: 5_000,
};
