import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { mayAct, type SessionGuard } from "../auth/session-guard.ts";
import type { CommandDesk } from "../commands/command-desk.ts";
import { commandIdOf } from "../commands/parse-act.ts";
import type { ResumeTokens } from "../commands/resume-tokens.ts";
import { CommandReply, PrepareResume, Resume, ResumePrepared, ROUTES } from "../contract/index.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { ProblemError } from "../problems/problem-error.ts";
import { haltSentence } from "../sentences/halt-sentence.ts";
import { answers } from "./answers.ts";
import type { AuditTrail } from "./audit-trail.ts";

export interface ResumeParts {
  readonly guard: SessionGuard;
  readonly commands: CommandDesk;
  readonly mirror: DeskMirror;
  readonly tokens: ResumeTokens;
  readonly audit: AuditTrail;
}

/** Resuming takes two steps: see the causes, then confirm exactly those. */
export const resumeRoutes: FastifyPluginAsyncZod<ResumeParts> = async (app, parts) => {
  const { guard, commands, mirror, tokens, audit } = parts;
  const preHandler = guard.from("trader");

  app.post(
    ROUTES.prepareResume,
    { preHandler, schema: { body: PrepareResume, response: answers(ResumePrepared) } },
    async (request) => {
      const { user } = guard.of(request);
      const { reason } = request.body;
      if (mirror.parameters === null)
        throw new ProblemError("DESK_STARTING", "The desk is starting. Try again in a moment.");
      const causes = mirror.halts;
      if (causes.length === 0)
        throw new ProblemError("NOT_HALTED", "The desk is not halted. There is nothing to resume.");
      if (causes.every(({ kind }) => kind === "book") && !mayAct(user.role, "admin")) {
        throw new ProblemError(
          "ROLE",
          "The book's breaker has tripped. The desk stays halted. An admin can resume.",
        );
      }
      await audit(user.name, "resume.prepared", { reason, causes });
      return {
        token: tokens.prepare(user.name, reason, causes),
        causes: causes.map((cause) => ({ kind: cause.kind, sentence: haltSentence(cause) })),
      };
    },
  );

  app.post(
    ROUTES.resume,
    { preHandler, schema: { body: Resume, response: answers(CommandReply) } },
    async (request) => {
      const { user } = guard.of(request);
      const { commandId, token } = request.body;
      return commands.carryOut({
        id: commandIdOf(commandId),
        user,
        request: { route: ROUTES.resume, body: request.body },
        act: () => ({
          kind: "resume",
          reason: tokens.use(token, { user: user.name, commandId, causes: mirror.halts }),
        }),
      });
    },
  );
};
