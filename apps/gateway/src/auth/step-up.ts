import type { Store, User } from "@smart0dte/storage/postgres";
import { ProblemError } from "../problems/problem-error.ts";
import type { AuditTrail } from "../routes/audit-trail.ts";
import type { SignInLimiter } from "./sign-in-limiter.ts";

export interface StepUpParts {
  readonly store: Pick<Store, "users" | "secondFactors">;
  readonly audit: AuditTrail;
  /** Of its own: what is counted here closes no sign-in. */
  readonly limiter: SignInLimiter;
}

/** What a person types where being signed in is not enough. */
export interface Proof {
  readonly password: string;
  readonly code: string;
}

/** Tries are counted for a person wherever they come from. */
const ANYWHERE = "anywhere";

/** Asks again who somebody is, by password and second factor together; every failure is counted and audited. */
export class StepUp {
  readonly #parts: StepUpParts;

  constructor(parts: StepUpParts) {
    this.#parts = parts;
  }

  /** Throws the problem where it is not proven. Never says which of the two was wrong. */
  async prove(user: User, { password, code }: Proof, act: string): Promise<void> {
    const { store, audit, limiter } = this.#parts;
    const { name } = user;
    if (!(await store.secondFactors.has(user))) {
      throw new ProblemError(
        "NO_SECOND_FACTOR",
        `You have no second factor. Nothing was done. Where the desk runs: smart0dte admin user second-factor ${name}.`,
      );
    }
    const waitMs = limiter.waitMs(ANYWHERE, name);
    if (waitMs > 0) {
      await audit(name, `${act}.limited`, {});
      const seconds = Math.ceil(waitMs / 1000);
      throw new ProblemError(
        "TOO_MANY_STEP_UPS",
        `Too many wrong passwords or codes. Nothing was done. None is looked at for ${seconds} s.`,
        seconds,
      );
    }
    // counted before it is judged, so that many tries at once are many tries
    limiter.failed(ANYWHERE, name);
    const isPassword = (await store.users.verify(name, password)) !== null;
    // a code is used up only beside the right password
    if (isPassword && (await store.secondFactors.take(user, code))) {
      limiter.succeeded(ANYWHERE, name);
      return;
    }
    const failures = limiter.failures(ANYWHERE, name);
    await audit(name, `${act}.failed`, { failures });
    throw new ProblemError(
      "WRONG_STEP_UP",
      `Password or code is wrong, or the code was used. Nothing was done. Failures so far: ${failures}; at ${limiter.perUser} none is looked at for a while.`,
    );
  }
}
