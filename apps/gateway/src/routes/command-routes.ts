import type { CommandAct, Result } from "@smart0dte/domain";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SessionGuard } from "../auth/session-guard.ts";
import type { CommandDesk } from "../commands/command-desk.ts";
import { parameterObstacle } from "../commands/parameter-obstacle.ts";
import {
  acceptAct,
  acceptHoldingAct,
  cancelAct,
  closeAct,
  commandIdOf,
  haltAct,
  parametersAct,
  replaceAct,
} from "../commands/parse-act.ts";
import {
  AcceptHolding,
  AcceptPlan,
  CancelOrder,
  ClosePosition,
  CommandReply,
  Halt,
  ReplaceOrder,
  ROUTES,
  SetParameters,
} from "../contract/index.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { ProblemError } from "../problems/problem-error.ts";
import { answers } from "./answers.ts";

export interface CommandParts {
  readonly guard: SessionGuard;
  readonly commands: CommandDesk;
  readonly mirror: DeskMirror;
}

const params = z.object({ id: z.string().min(1).max(128) });
const response = answers(CommandReply);

/** Everything that a trader may ask of the desk. */
export const commandRoutes: FastifyPluginAsyncZod<CommandParts> = async (
  app,
  { guard, commands, mirror },
) => {
  const preHandler = guard.from("trader");

  app.post(ROUTES.halt, { preHandler, schema: { body: Halt, response } }, async (request) => {
    const { body } = request;
    return commands.carryOut({
      id: commandIdOf(body.commandId),
      user: guard.of(request).user,
      request: { route: ROUTES.halt, body },
      act: () => haltAct(body),
    });
  });

  app.post(
    ROUTES.acceptPlan,
    { preHandler, schema: { params, body: AcceptPlan, response } },
    async (request) => {
      const { body, params: at } = request;
      return commands.carryOut({
        id: commandIdOf(body.commandId),
        user: guard.of(request).user,
        request: { route: ROUTES.acceptPlan, at, body },
        act: () => read(acceptAct(at.id, body)),
      });
    },
  );

  app.post(
    ROUTES.closePosition,
    { preHandler, schema: { params, body: ClosePosition, response } },
    async (request) => {
      const { body, params: at } = request;
      return commands.carryOut({
        id: commandIdOf(body.commandId),
        user: guard.of(request).user,
        request: { route: ROUTES.closePosition, at, body },
        act: () => read(closeAct(at.id, body)),
      });
    },
  );

  app.post(
    ROUTES.cancelOrder,
    { preHandler, schema: { params, body: CancelOrder, response } },
    async (request) => {
      const { body, params: at } = request;
      return commands.carryOut({
        id: commandIdOf(body.commandId),
        user: guard.of(request).user,
        request: { route: ROUTES.cancelOrder, at, body },
        act: () => cancelAct(at.id),
      });
    },
  );

  app.post(
    ROUTES.acceptHolding,
    { preHandler, schema: { body: AcceptHolding, response } },
    async (request) => {
      const { body } = request;
      return commands.carryOut({
        id: commandIdOf(body.commandId),
        user: guard.of(request).user,
        request: { route: ROUTES.acceptHolding, body },
        act: () => acceptHoldingAct(body),
      });
    },
  );

  app.post(
    ROUTES.replaceOrder,
    { preHandler, schema: { params, body: ReplaceOrder, response } },
    async (request) => {
      const { body, params: at } = request;
      return commands.carryOut({
        id: commandIdOf(body.commandId),
        user: guard.of(request).user,
        request: { route: ROUTES.replaceOrder, at, body },
        act: () => read(replaceAct(at.id, body)),
      });
    },
  );

  app.post(ROUTES.parameters, { preHandler, schema: { body: SetParameters, response } }, async (request) => {
    const { body } = request;
    const { user } = guard.of(request);
    return commands.carryOut({
      id: commandIdOf(body.commandId),
      user,
      request: { route: ROUTES.parameters, body },
      act: () => parameterObstacle(body.changes, { mirror, role: user.role }) ?? parametersAct(body),
    });
  });
};

function read(act: Result<CommandAct, string>): CommandAct {
  if (!act.ok) throw new ProblemError("BAD_REQUEST", act.error);
  return act.value;
}
