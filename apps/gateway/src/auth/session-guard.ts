import type { Role } from "@smart0dte/domain";
import type { SignedIn, Store } from "@smart0dte/storage/postgres";
import type { FastifyRequest } from "fastify";
import { ProblemError } from "../problems/problem-error.ts";
import { tokenOf } from "./session-cookie.ts";

const RANK: Readonly<Record<Role, number>> = { viewer: 0, trader: 1, admin: 2 };

export const mayAct = (role: Role, least: Role): boolean => RANK[role] >= RANK[least];

/** Says who is asking, once a request; refuses who is not signed in, has to change a password or lacks the role. */
export class SessionGuard {
  readonly #sessions: Store["sessions"];
  readonly #known = new WeakMap<FastifyRequest, SignedIn>();

  constructor({ sessions }: Pick<Store, "sessions">) {
    this.#sessions = sessions;
  }

  /** For a `preHandler` that lets in from `least` on. */
  from(least: Role): (request: FastifyRequest) => Promise<void> {
    return async (request) => {
      const { user } = await this.#find(request);
      if (user.mustChange) {
        throw new ProblemError(
          "PASSWORD_CHANGE_REQUIRED",
          "The first password is only for signing in. Nothing was done. Choose your own first.",
        );
      }
      if (!mayAct(user.role, least)) throw new ProblemError("ROLE", roleSentence(user.role, least));
    };
  }

  /** For the few routes that also serve somebody who has to change a password. */
  get anybody(): (request: FastifyRequest) => Promise<void> {
    return async (request) => {
      await this.#find(request);
    };
  }

  /** Whether the browser has a session that stands; asking does not keep it alive. */
  async isSignedIn(request: FastifyRequest): Promise<boolean> {
    const token = tokenOf(request);
    return token !== null && (await this.#sessions.find(token)) !== null;
  }

  /** Who passed the guard of this request. */
  of(request: FastifyRequest): SignedIn {
    const signedIn = this.#known.get(request);
    if (signedIn === undefined) throw new ProblemError("NOT_SIGNED_IN", NOT_SIGNED_IN);
    return signedIn;
  }

  async #find(request: FastifyRequest): Promise<SignedIn> {
    const token = tokenOf(request);
    const signedIn = token === null ? null : await this.#sessions.find(token);
    if (signedIn === null) throw new ProblemError("NOT_SIGNED_IN", NOT_SIGNED_IN);
    await this.#sessions.seen(signedIn);
    this.#known.set(request, signedIn);
    return signedIn;
  }
}

const NOT_SIGNED_IN = "Signed out, or the session has ended. Nothing was done. Sign in; HALT needs sign-in.";

const roleSentence = (role: Role, least: Role): string =>
  least === "admin"
    ? `Your role (${role}) cannot do this. Nothing was done. An admin can.`
    : `Your role (${role}) only reads. Nothing was done. A trader or an admin can.`;
