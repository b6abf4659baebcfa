import { randomBytes } from "node:crypto";
import { canonicalJson, type HaltCause } from "@smart0dte/domain";
import type { Monotonic } from "../auth/sign-in-limiter.ts";
import { ProblemError } from "../problems/problem-error.ts";

interface Prepared {
  readonly user: string;
  readonly reason: string;
  readonly causes: string;
  readonly until: number;
  /** The command that used it; a retry of that command may use it again. */
  usedBy: string | null;
}

export const RESUME_TOKEN_MS = 60_000;

/** Ties the second step of resuming to the first: same person, same causes, within a minute, once. */
export class ResumeTokens {
  readonly #now: Monotonic;
  readonly #prepared = new Map<string, Prepared>();

  constructor(now: Monotonic) {
    this.#now = now;
  }

  prepare(user: string, reason: string, causes: readonly HaltCause[]): string {
    this.#sweep();
    const token = randomBytes(24).toString("base64url");
    const until = this.#now() + RESUME_TOKEN_MS;
    this.#prepared.set(token, { user, reason, causes: canonicalJson(causes), until, usedBy: null });
    return token;
  }

  /** The reason that was given in step one. */
  use(
    token: string,
    {
      user,
      commandId,
      causes,
    }: { readonly user: string; readonly commandId: string; readonly causes: readonly HaltCause[] },
  ): string {
    const prepared = this.#prepared.get(token);
    const isGood = prepared !== undefined && prepared.user === user && this.#now() < prepared.until;
    if (!isGood || (prepared.usedBy !== null && prepared.usedBy !== commandId)) {
      throw new ProblemError(
        "TOKEN_EXPIRED",
        "This review is older than 60 s, used or another person's. The desk stays halted. Prepare again.",
      );
    }
    if (prepared.usedBy === null && prepared.causes !== canonicalJson(causes)) {
      throw new ProblemError(
        "CAUSES_CHANGED",
        "The causes have changed since the review. The desk stays halted. Look again.",
      );
    }
    prepared.usedBy = commandId;
    return prepared.reason;
  }

  #sweep(): void {
    const now = this.#now();
    for (const [token, { until }] of this.#prepared) if (until <= now) this.#prepared.delete(token);
  }
}
