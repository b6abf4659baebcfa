import type { Store } from "@smart0dte/storage/postgres";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SessionGuard } from "../auth/session-guard.ts";
import {
  AuditPage,
  FillRow,
  OrderRow,
  ParametersFrame,
  PositionRow,
  ProposalRow,
  ROUTES,
  SignalRow,
} from "../contract/index.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { answers } from "./answers.ts";
import { GATEWAY_CHAIN } from "./audit-trail.ts";

export interface ListParts {
  readonly guard: SessionGuard;
  readonly mirror: DeskMirror;
  readonly store: Pick<Store, "audit">;
}

const rowsOf = <Row extends z.ZodType>(row: Row) => answers(z.object({ rows: z.array(row) }));

/** What the screen reads without a socket: the same rows, of this run. */
export const listRoutes: FastifyPluginAsyncZod<ListParts> = async (app, { guard, mirror, store }) => {
  const preHandler = guard.from("viewer");
  const { board } = mirror;

  app.get(ROUTES.orders, { preHandler, schema: { response: rowsOf(OrderRow) } }, async () => ({
    rows: [...board.rows("orders")],
  }));
  app.get(ROUTES.signals, { preHandler, schema: { response: rowsOf(SignalRow) } }, async () => ({
    rows: [...board.rows("signals")],
  }));
  app.get(ROUTES.proposals, { preHandler, schema: { response: rowsOf(ProposalRow) } }, async () => ({
    rows: [...board.rows("proposals")],
  }));
  app.get(ROUTES.fills, { preHandler, schema: { response: rowsOf(FillRow) } }, async () => ({
    rows: [...board.rows("fills")],
  }));
  app.get(
    ROUTES.positions,
    { preHandler, schema: { response: answers(z.object({ positions: z.array(PositionRow) })) } },
    async () => board.latest("positions") ?? { positions: [] },
  );
  app.get(
    ROUTES.parameters,
    { preHandler, schema: { response: answers(ParametersFrame) } },
    async () => board.latest("parameters") ?? { parameters: [] },
  );
  app.get(
    ROUTES.audit,
    {
      preHandler: guard.from("admin"),
      schema: {
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(1_000).default(200),
          before: z.coerce.number().int().positive().optional(),
        }),
        response: answers(AuditPage),
      },
    },
    async ({ query }) => ({
      rows: [
        ...(await store.audit.page(GATEWAY_CHAIN, { limit: query.limit, before: query.before ?? null })),
      ],
    }),
  );
};
