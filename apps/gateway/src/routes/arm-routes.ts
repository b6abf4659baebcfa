import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { SessionGuard } from "../auth/session-guard.ts";
import type { StepUp } from "../auth/step-up.ts";
import type { ArmingWatch } from "../commands/arming-watch.ts";
import type { CommandDesk, GatewayRefusal } from "../commands/command-desk.ts";
import { commandIdOf } from "../commands/parse-act.ts";
import { Arm, CommandReply, Disarm, ROUTES, StayArmed } from "../contract/index.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { answers } from "./answers.ts";

export interface ArmParts {
  readonly guard: SessionGuard;
  readonly commands: CommandDesk;
  readonly mirror: DeskMirror;
  readonly stepUp: StepUp;
  readonly watch: ArmingWatch;
}

const response = answers(CommandReply);

/** Arming a live account takes an admin who proves twice who it is; disarming takes one act of anybody who trades. */
export const armRoutes: FastifyPluginAsyncZod<ArmParts> = async (
  app,
  { guard, commands, mirror, stepUp, watch },
) => {
  app.post(
    ROUTES.arm,
    { preHandler: guard.from("admin"), schema: { body: Arm, response } },
    async (request) => {
      // neither password nor code may reach the audit or the commands
      const { commandId, account, ...proof } = request.body;
      const signedIn = guard.of(request);
      return commands.carryOut({
        id: commandIdOf(commandId),
        user: signedIn.user,
        request: { route: ROUTES.arm, body: { commandId, account } },
        act: async () => {
          const obstacle = otherAccount(mirror, account);
          if (obstacle !== null) return obstacle;
          await stepUp.prove(signedIn.user, proof, "arm");
          watch.asks(signedIn);
          return { kind: "arm", account };
        },
      });
    },
  );

  app.post(
    ROUTES.disarm,
    { preHandler: guard.from("trader"), schema: { body: Disarm, response } },
    async (request) => {
      const { body } = request;
      return commands.carryOut({
        id: commandIdOf(body.commandId),
        user: guard.of(request).user,
        request: { route: ROUTES.disarm, body },
        act: () => ({ kind: "disarm", why: "person" }),
      });
    },
  );

  app.post(
    ROUTES.stayArmed,
    { preHandler: guard.from("admin"), schema: { body: StayArmed, response } },
    async (request) => {
      const { body } = request;
      return commands.carryOut({
        id: commandIdOf(body.commandId),
        user: guard.of(request).user,
        request: { route: ROUTES.stayArmed, body },
        act: () => ({ kind: "stayArmed" }),
      });
    },
  );
};

/** What a person saw must be what would be armed. */
function otherAccount(mirror: DeskMirror, account: string): GatewayRefusal | null {
  if (mirror.session?.start.accountKind !== "live") return null;
  const now = mirror.board.latest("broker")?.line?.account ?? "not known";
  if (now === account) return null;
  return {
    refused: "ACCOUNT_CHANGED",
    sentence: `The broker's account is ${now}, not ${account}. Nothing was armed. Look again.`,
  };
}
