import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { ProblemError, problemOf } from "./problem-error.ts";
import { PROBLEMS, type ProblemCode } from "./problem-table.ts";

/** Makes every failure a problem reply (RFC 9457). A bug's own words go to the log, never to the client. */
export function installProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    if (error instanceof ProblemError) {
      if (error.retryAfter !== null) void reply.header("retry-after", Math.ceil(error.retryAfter));
      return sendProblem(reply, { code: error.code, detail: error.message, request });
    }
    const code = codeOf(error);
    if (code === "BUG") request.log.error({ err: error }, "request failed");
    return sendProblem(reply, { code, detail: detailOf(code, error), request });
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, {
      code: "NOT_FOUND",
      detail: `There is no ${request.method} ${request.url}.`,
      request,
    }),
  );
}

interface Said {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly request: FastifyRequest;
}

function sendProblem(reply: FastifyReply, { code, detail, request }: Said): FastifyReply {
  return reply
    .status(PROBLEMS[code].status)
    .type("application/problem+json")
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problemOf(code, detail, request.id));
}

function codeOf(error: FastifyError): ProblemCode {
  if (hasZodFastifySchemaValidationErrors(error)) return "BAD_REQUEST";
  switch (error.statusCode) {
    case 400:
      return "BAD_REQUEST";
    case 413:
      return "TOO_LARGE";
    case 415:
      return "NOT_JSON";
    case 429:
      return "TOO_MANY_REQUESTS";
    default:
      return "BUG";
  }
}

function detailOf(code: ProblemCode, error: FastifyError): string {
  if (code === "BUG")
    return "Something broke inside the desk. Nothing is known to have been carried out. See the log.";
  if (!hasZodFastifySchemaValidationErrors(error)) return error.message;
  const faults = error.validation.map(
    ({ instancePath, message }) => `${instancePath || "/"}: ${message ?? "invalid"}`,
  );
  return `Not understood: ${faults.join("; ")}.`;
}
