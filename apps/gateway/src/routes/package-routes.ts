import type { DeskReply } from "@smart0dte/domain";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { ANSWER_WITHIN_MS } from "../commands/command-desk.ts";
import { PackageFrame, PackageQuery, ROUTES } from "../contract/index.ts";
import { ProblemError } from "../problems/problem-error.ts";
import { noLadderSentence } from "../sentences/no-ladder-sentence.ts";
import { notOfferedSentence } from "../sentences/not-offered-sentence.ts";
import { emptyPackage, packageFrame, type PackageAsked } from "../translate/package-frame.ts";
import { answers } from "./answers.ts";
import { askedPackage } from "./asked-contracts.ts";
import type { LadderParts } from "./ladder-routes.ts";

/** What contracts that a person has picked come to together: asked of the desk, changes nothing. */
export const packageRoutes: FastifyPluginAsyncZod<LadderParts> = async (app, { guard, desk, mirror }) => {
  app.get(
    ROUTES.package,
    {
      preHandler: guard.from("viewer"),
      schema: { querystring: PackageQuery, response: answers(PackageFrame) },
    },
    async ({ query: { legs } }) => {
      const { session } = mirror;
      if (session === null)
        throw new ProblemError("DESK_STARTING", "The desk is starting. Try again in a moment.");
      const held = askedPackage(legs);
      const reply = await desk.request({ kind: "package", legs: held }, ANSWER_WITHIN_MS);
      return frameOrProblem(reply, { legs, held, src: session.start.provenance.src });
    },
  );
};

/** What never was is refused; what the market's state takes away for now is answered with nothing, and why. */
function frameOrProblem(reply: DeskReply | "noAnswer", asked: PackageAsked): PackageFrame {
  if (reply !== "noAnswer") {
    if (reply.kind === "package") return packageFrame(reply.view, asked);
    if (reply.kind === "noPackage") {
      const why = noLadderSentence(reply.why);
      if (reply.why.code === "unknownContract") throw new ProblemError("NOT_FOUND", why);
      return emptyPackage({ at: reply.at, why }, asked);
    }
    if (reply.kind === "refused") throw new ProblemError("NOT_OFFERED", notOfferedSentence(reply.numbers));
  }
  const waited = (ANSWER_WITHIN_MS / 1000).toFixed(1);
  throw new ProblemError("NO_ANSWER", `No answer for ${waited} s. Nothing was changed. Try again.`);
}
