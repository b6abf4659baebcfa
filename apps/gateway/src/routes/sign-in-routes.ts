import type { Store } from "@smart0dte/storage/postgres";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { clearSessionCookie, setSessionCookie } from "../auth/session-cookie.ts";
import type { SessionGuard } from "../auth/session-guard.ts";
import type { SignInLimiter } from "../auth/sign-in-limiter.ts";
import { ChangePassword, Me, ROUTES, SignIn } from "../contract/index.ts";
import { ProblemError } from "../problems/problem-error.ts";
import type { AuditTrail } from "./audit-trail.ts";
import { answers } from "./answers.ts";

export interface SignInParts {
  readonly store: Pick<Store, "users" | "sessions">;
  readonly guard: SessionGuard;
  readonly limiter: SignInLimiter;
  readonly audit: AuditTrail;
  /** Ends the sockets of a session. */
  readonly onSignedOut: (tokenSha256: Buffer) => void;
  /** Ends the sockets of a user's other sessions. */
  readonly onPasswordChanged: (userId: number, keepTokenSha256: Buffer) => void;
}

/** Sign-in, sign-out, who am I, password. The only routes for somebody who still has the first password. */
export const signInRoutes: FastifyPluginAsyncZod<SignInParts> = async (app, parts) => {
  const { store, guard, limiter, audit } = parts;

  app.post(ROUTES.signIn, { schema: { body: SignIn, response: answers(Me) } }, async (request, reply) => {
    const { user: name, password } = request.body;
    const from = { address: request.ip };
    const waitMs = limiter.waitMs(request.ip, name);
    if (waitMs > 0) {
      await audit(name, "signIn.limited", from);
      const seconds = Math.ceil(waitMs / 1000);
      throw new ProblemError(
        "TOO_MANY_SIGN_INS",
        `Too many failed sign-ins for ${name} from here. No password is looked at for ${seconds} s. Try again then.`,
        seconds,
      );
    }
    // counted before it is judged, so that many tries at once are many tries
    limiter.failed(request.ip, name);
    const user = await store.users.verify(name, password);
    if (user === null) {
      await audit(name, "signIn.failed", from);
      throw new ProblemError("WRONG_SIGN_IN", "User or password is wrong. You are not signed in. Try again.");
    }
    limiter.succeeded(request.ip, name);
    const token = await store.sessions.open(user);
    await audit(user.name, "signIn", from);
    setSessionCookie(reply, token);
    return { name: user.name, role: user.role, mustChangePassword: user.mustChange };
  });

  app.post(
    ROUTES.signOut,
    { preHandler: guard.anybody, schema: { response: answers(z.object({})) } },
    async (request, reply) => {
      const signedIn = guard.of(request);
      await store.sessions.end(signedIn);
      // at once, before anything else finds the session gone and gives another reason
      parts.onSignedOut(signedIn.tokenSha256);
      await audit(signedIn.user.name, "signOut", {});
      clearSessionCookie(reply);
      return {};
    },
  );

  app.get(ROUTES.me, { preHandler: guard.anybody, schema: { response: answers(Me) } }, async (request) => {
    const { name, role, mustChange } = guard.of(request).user;
    return { name, role, mustChangePassword: mustChange };
  });

  app.post(
    ROUTES.password,
    { preHandler: guard.anybody, schema: { body: ChangePassword, response: answers(Me) } },
    async (request) => {
      const { user, tokenSha256 } = guard.of(request);
      const { current, next } = request.body;
      const waitMs = limiter.waitMs(request.ip, user.name);
      if (waitMs > 0)
        throw new ProblemError(
          "TOO_MANY_SIGN_INS",
          "Too many wrong passwords. Nothing was changed. Wait a minute.",
          waitMs / 1000,
        );
      if ((await store.users.verify(user.name, current)) === null) {
        limiter.failed(request.ip, user.name);
        await audit(user.name, "password.failed", {});
        throw new ProblemError(
          "WRONG_PASSWORD",
          "The current password is wrong. Nothing was changed. Try again.",
        );
      }
      if (current === next) {
        throw new ProblemError(
          "SAME_PASSWORD",
          "That is the present password. Nothing was changed. Choose another.",
        );
      }
      await store.users.changePassword(user, next, tokenSha256);
      parts.onPasswordChanged(user.id, tokenSha256);
      await audit(user.name, "password.changed", {});
      return { name: user.name, role: user.role, mustChangePassword: false };
    },
  );
};
