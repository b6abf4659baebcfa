import type { DeskClient } from "@smart0dte/bus/memory";
import type { DeskReply } from "@smart0dte/domain";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SessionGuard } from "../auth/session-guard.ts";
import { ANSWER_WITHIN_MS } from "../commands/command-desk.ts";
import { DeskDone, ROUTES, SetSpeed, Status } from "../contract/index.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { ProblemError } from "../problems/problem-error.ts";
import { notOfferedSentence } from "../sentences/not-offered-sentence.ts";
import { refusalSentence } from "../sentences/refusal-sentence.ts";
import { wordOf } from "../translate/hello-message.ts";
import { answers } from "./answers.ts";
import type { AuditTrail } from "./audit-trail.ts";

export interface DeskParts {
  readonly guard: SessionGuard;
  readonly desk: Pick<DeskClient, "request">;
  readonly mirror: DeskMirror;
  readonly audit: AuditTrail;
  readonly build: string;
}

/** The process itself: what it is, how fast it runs, and the control of a simulated market. */
export const deskRoutes: FastifyPluginAsyncZod<DeskParts> = async (
  app,
  { guard, desk, mirror, audit, build },
) => {
  // the sign-in page shows the mode: this says no more than that
  app.get(ROUTES.status, { schema: { response: answers(Status) } }, async (request) => {
    if (mirror.session === null)
      throw new ProblemError("DESK_STARTING", "The desk is starting. Try again in a moment.");
    const signedIn = await guard.isSignedIn(request);
    return { word: wordOf(mirror.session.start), build, signedIn };
  });

  app.post(
    ROUTES.speed,
    { preHandler: guard.from("trader"), schema: { body: SetSpeed, response: answers(DeskDone) } },
    async (request) => {
      const { speed } = request.body;
      await audit(guard.of(request).user.name, "speed", { speed });
      return doneOrProblem(await desk.request({ kind: "speed", speed }, ANSWER_WITHIN_MS));
    },
  );

  app.post(
    ROUTES.sim,
    {
      preHandler: guard.from("admin"),
      schema: { body: z.record(z.string(), z.unknown()), response: answers(DeskDone) },
    },
    async (request) => {
      const control = request.body;
      if (mirror.session?.start.provenance.src !== "simulated") {
        throw new ProblemError(
          "NOT_OFFERED",
          "The market is not simulated. Nothing was done. Only a simulated market can be steered.",
        );
      }
      await audit(guard.of(request).user.name, "sim", { control });
      return doneOrProblem(await desk.request({ kind: "sim", control }, ANSWER_WITHIN_MS));
    },
  );
};

function doneOrProblem(reply: DeskReply | "noAnswer"): z.infer<typeof DeskDone> {
  if (reply !== "noAnswer" && reply.kind === "done") return { seq: reply.seq, at: reply.at };
  if (reply === "noAnswer" || reply.kind !== "refused") {
    const waited = (ANSWER_WITHIN_MS / 1000).toFixed(1);
    throw new ProblemError(
      "NO_ANSWER",
      `No answer for ${waited} s. It may have been carried out. Look before trying again.`,
    );
  }
  const { code, numbers } = reply;
  const sentence = code === "NOT_OFFERED" ? notOfferedSentence(numbers) : refusalSentence(code, numbers);
  throw new ProblemError("NOT_OFFERED", sentence);
}
