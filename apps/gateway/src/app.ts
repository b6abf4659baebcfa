import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { LogController, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { AllowedNames } from "./auth/allowed-names.ts";
import { SessionGuard } from "./auth/session-guard.ts";
import { SignInLimiter } from "./auth/sign-in-limiter.ts";
import { StepUp } from "./auth/step-up.ts";
import type { ArmingWatch } from "./commands/arming-watch.ts";
import { CommandDesk } from "./commands/command-desk.ts";
import { ResumeTokens } from "./commands/resume-tokens.ts";
import type { GatewayOptions, Pace } from "./gateway-options.ts";
import type { DeskMirror } from "./mirror/desk-mirror.ts";
import { ProblemError } from "./problems/problem-error.ts";
import { installProblems } from "./problems/problem-handler.ts";
import { armRoutes } from "./routes/arm-routes.ts";
import type { AuditTrail } from "./routes/audit-trail.ts";
import { commandRoutes } from "./routes/command-routes.ts";
import { CONTENT_POLICY, dashboardRoutes } from "./routes/dashboard-routes.ts";
import { deskRoutes } from "./routes/desk-routes.ts";
import { ladderRoutes } from "./routes/ladder-routes.ts";
import { listRoutes } from "./routes/list-routes.ts";
import { packageRoutes } from "./routes/package-routes.ts";
import { resumeRoutes } from "./routes/resume-routes.ts";
import { signInRoutes } from "./routes/sign-in-routes.ts";
import type { SocketDesk } from "./socket/socket-desk.ts";

export interface AppParts extends GatewayOptions {
  readonly pace: Pace;
  readonly mirror: DeskMirror;
  readonly names: AllowedNames;
  readonly sockets: SocketDesk;
  readonly audit: AuditTrail;
  readonly watch: ArmingWatch;
}

const BODY_AT_MOST_BYTES = 64 * 1024;

/** All plugins and routes, in one list. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { store, desk, mirror, names, sockets, audit, watch, pace, build, staticFolder, log } = parts;
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_AT_MOST_BYTES,
    requestTimeout: 30_000,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installProblems(app);

  app.addHook("onRequest", async ({ headers, method }) => {
    const changes = method !== "GET" && method !== "HEAD";
    names.check({ host: headers.host, origin: headers.origin, changes });
  });
  await app.register(helmet, CONTENT_POLICY);
  await app.register(cookie);
  await app.register(rateLimit, {
    max: pace.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) =>
      new ProblemError(
        "TOO_MANY_REQUESTS",
        "Too many requests from here in a minute. Nothing was done. Wait.",
        ttl / 1000,
      ),
  });
  app.addHook("preClose", (done) => {
    sockets.close();
    done();
  });

  const guard = new SessionGuard(store);
  const commands = new CommandDesk({ store, desk, mirror, audit });
  await app.register(signInRoutes, {
    store,
    guard,
    audit,
    limiter: new SignInLimiter(pace.signInLimits, pace.now),
    onSignedOut: (token) => {
      sockets.endWhere(({ tokenSha256 }) => tokenSha256.equals(token), "signedOut");
      watch
        .signedOut(token)
        .catch((error: unknown) => log.error({ err: error }, "not disarmed; tried again"));
    },
    onPasswordChanged: (userId, keep) =>
      sockets.endWhere(
        ({ user, tokenSha256 }) => user.id === userId && !tokenSha256.equals(keep),
        "signedOut",
      ),
  });
  await app.register(deskRoutes, { guard, desk, mirror, audit, build });
  await app.register(commandRoutes, { guard, commands, mirror });
  await app.register(resumeRoutes, { guard, commands, mirror, audit, tokens: new ResumeTokens(pace.now) });
  const stepUp = new StepUp({ store, audit, limiter: new SignInLimiter(pace.signInLimits, pace.now) });
  await app.register(armRoutes, { guard, commands, mirror, stepUp, watch });
  await app.register(ladderRoutes, { guard, desk, mirror });
  await app.register(packageRoutes, { guard, desk, mirror });
  await app.register(listRoutes, { guard, mirror, store });
  if (staticFolder !== null) await app.register(dashboardRoutes, { staticFolder });
  return app;
}
