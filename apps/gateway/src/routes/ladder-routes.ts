import type { DeskClient } from "@smart0dte/bus/memory";
import type { DeskReply, HeldContract, LadderSubject, NoLadderView, PositionId } from "@smart0dte/domain";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { SessionGuard } from "../auth/session-guard.ts";
import { ANSWER_WITHIN_MS } from "../commands/command-desk.ts";
import { LadderFrame, LadderQuery, ROUTES } from "../contract/index.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { ProblemError } from "../problems/problem-error.ts";
import { noLadderSentence } from "../sentences/no-ladder-sentence.ts";
import { notOfferedSentence } from "../sentences/not-offered-sentence.ts";
import { emptyLadder, ladderFrame, type LadderAsked } from "../translate/ladder-frame.ts";
import { answers } from "./answers.ts";
import { askedPackage, heldContract } from "./asked-contracts.ts";

export interface LadderParts {
  readonly guard: SessionGuard;
  readonly desk: Pick<DeskClient, "request">;
  readonly mirror: DeskMirror;
}

const POINTS = 13;

/** What time and price will do to the book, a position, a plan, a package or a contract: asked of the desk, changes nothing. */
export const ladderRoutes: FastifyPluginAsyncZod<LadderParts> = async (app, { guard, desk, mirror }) => {
  app.get(
    ROUTES.ladder,
    {
      preHandler: guard.from("viewer"),
      schema: { querystring: LadderQuery, response: answers(LadderFrame) },
    },
    async ({ query }) => {
      const { session } = mirror;
      if (session === null)
        throw new ProblemError("DESK_STARTING", "The desk is starting. Try again in a moment.");
      const subject = subjectOf(query.of, mirror);
      const grid = { width: query.width ?? null, points: query.points ?? POINTS };
      const reply = await desk.request({ kind: "ladder", of: subject, grid }, ANSWER_WITHIN_MS);
      const scale = query.of.startsWith("contract:") ? "share" : "position";
      const asked = { of: query.of, scale, src: session.start.provenance.src } as const;
      return frameOrProblem(reply, asked);
    },
  );
};

function subjectOf(of: string, mirror: DeskMirror): LadderSubject {
  if (of === "book") return { kind: "book" };
  const [, kind, name = ""] = /^(position|plan|contract|legs):(.+)$/.exec(of) ?? [];
  if (kind === "position") return { kind: "position", id: name as PositionId };
  if (kind === "plan") return { kind: "contracts", held: plannedLegs(name, mirror) };
  if (kind === "contract") return { kind: "contracts", held: [heldContract(name, 1)] };
  if (kind === "legs") return { kind: "contracts", held: askedPackage(name) };
  throw new ProblemError(
    "BAD_REQUEST",
    "Not understood: of must be book, position:ID, plan:ID, contract:SYMBOL or legs:LEGS.",
  );
}

/** One package of the plan. */
function plannedLegs(id: string, { board }: DeskMirror): readonly HeldContract[] {
  const row = board.row("proposals", id);
  if (row === null || row.plan === null)
    throw new ProblemError("NOT_FOUND", `There is no plan ${id} in this run.`);
  return row.plan.legs.map(({ symbol, ratio }) => heldContract(symbol, ratio));
}

/** What never was. Everything else passes, or has passed. */
const NOT_THERE: ReadonlySet<NoLadderView["code"]> = new Set(["unknownPosition", "unknownContract"]);

function frameOrProblem(reply: DeskReply | "noAnswer", asked: LadderAsked): LadderFrame {
  if (reply !== "noAnswer") {
    if (reply.kind === "ladder") return ladderFrame(reply.view, asked);
    if (reply.kind === "noLadder") {
      const why = noLadderSentence(reply.why);
      if (NOT_THERE.has(reply.why.code)) throw new ProblemError("NOT_FOUND", why);
      return emptyLadder({ at: reply.at, why }, asked);
    }
    if (reply.kind === "refused") throw new ProblemError("NOT_OFFERED", notOfferedSentence(reply.numbers));
  }
  const waited = (ANSWER_WITHIN_MS / 1000).toFixed(1);
  throw new ProblemError("NO_ANSWER", `No answer for ${waited} s. Nothing was changed. Try again.`);
}
