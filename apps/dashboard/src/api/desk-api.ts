import {
  CommandReply,
  LadderFrame,
  Me,
  PackageFrame,
  Problem,
  ResumePrepared,
  ROUTES,
  Status,
} from "@smart0dte/gateway/contract";
import { z } from "zod";

/** An answer, or why there is none, in the words of RFC 9457. */
export type Answer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

const ANSWER_WITHIN_MS = 10_000;
/** At two seconds without an answer a halt is not confirmed, whatever comes later. */
const HALT_WITHIN_MS = 2_000;

interface Ask {
  readonly body?: unknown;
  readonly withinMs?: number;
}

export interface AcceptWish {
  readonly quantity: number;
  /** Worst package price, debit positive; left out, the plan's. */
  readonly limit?: string;
}

export interface CloseWish {
  /** Package price, debit positive; null leaves it to the desk. */
  readonly limit: string | null;
  /** Packages; left out, all of them. */
  readonly quantity?: number;
}

export interface ParameterEdit {
  readonly name: string;
  readonly value: number | string;
  readonly from: number | string;
}

/** Everything that acts goes over HTTP. Ids of commands are made by the caller once and reused by every retry. */
export class DeskApi {
  readonly #fetch: typeof fetch;

  constructor(fetcher: typeof fetch) {
    this.#fetch = fetcher;
  }

  status = (): Promise<Answer<Status>> => this.#get(ROUTES.status, Status);
  me = (): Promise<Answer<Me>> => this.#get(ROUTES.me, Me);
  signIn = (user: string, password: string) =>
    this.#post(ROUTES.signIn, z.unknown(), { body: { user, password } });
  signOut = () => this.#post(ROUTES.signOut, z.unknown(), { body: {} });
  changePassword = (current: string, next: string) =>
    this.#post(ROUTES.password, z.unknown(), { body: { current, next } });

  halt = (commandId: string, act: { readonly flatten: boolean; readonly reason: string }) =>
    this.#post(ROUTES.halt, CommandReply, { body: { commandId, ...act }, withinMs: HALT_WITHIN_MS });
  prepareResume = (reason: string) => this.#post(ROUTES.prepareResume, ResumePrepared, { body: { reason } });
  resume = (commandId: string, token: string) =>
    this.#post(ROUTES.resume, CommandReply, { body: { commandId, token } });

  acceptPlan = (id: string, commandId: string, wish: AcceptWish) =>
    this.#post(withId(ROUTES.acceptPlan, id), CommandReply, { body: { commandId, ...wish } });
  closePosition = (id: string, commandId: string, wish: CloseWish) =>
    this.#post(withId(ROUTES.closePosition, id), CommandReply, { body: { commandId, ...wish } });
  cancelOrder = (id: string, commandId: string) =>
    this.#post(withId(ROUTES.cancelOrder, id), CommandReply, { body: { commandId } });
  /** Password and code are sent once and kept nowhere. */
  arm = (
    commandId: string,
    proof: { readonly account: string; readonly password: string; readonly code: string },
  ) => this.#post(ROUTES.arm, CommandReply, { body: { commandId, ...proof } });
  disarm = (commandId: string) => this.#post(ROUTES.disarm, CommandReply, { body: { commandId } });
  stayArmed = (commandId: string) => this.#post(ROUTES.stayArmed, CommandReply, { body: { commandId } });
  acceptHolding = (commandId: string, held: { contract: string; desk: number; broker: number }) =>
    this.#post(ROUTES.acceptHolding, CommandReply, { body: { commandId, ...held } });
  replaceOrder = (id: string, commandId: string, limit: string) =>
    this.#post(withId(ROUTES.replaceOrder, id), CommandReply, { body: { commandId, limit } });
  setParameters = (commandId: string, reason: string, changes: readonly ParameterEdit[]) =>
    this.#post(ROUTES.parameters, CommandReply, { body: { commandId, reason, changes } });
  /** `of`: `book`, `position:ID`, `plan:ID`, `contract:SYMBOL` or `legs:LEGS`; an odd number of spots. */
  ladder = (of: string, points: number) =>
    this.#get(`${ROUTES.ladder}?of=${encodeURIComponent(of)}&points=${points}`, LadderFrame);
  /** `1xSPY260814C00660000,-1xSPY260814C00661000`. */
  package = (legs: string) => this.#get(`${ROUTES.package}?legs=${encodeURIComponent(legs)}`, PackageFrame);
  setSpeed = (speed: number) => this.#post(ROUTES.speed, z.unknown(), { body: { speed } });

  #get<S extends z.ZodType>(path: string, schema: S): Promise<Answer<z.infer<S>>> {
    return this.#ask({ method: "GET", path, schema }, {});
  }

  #post<S extends z.ZodType>(path: string, schema: S, ask: Ask): Promise<Answer<z.infer<S>>> {
    return this.#ask({ method: "POST", path, schema }, ask);
  }

  async #ask<S extends z.ZodType>(
    { method, path, schema }: { readonly method: string; readonly path: string; readonly schema: S },
    { body, withinMs = ANSWER_WITHIN_MS }: Ask,
  ): Promise<Answer<z.infer<S>>> {
    try {
      const reply = await this.#fetch(path, {
        method,
        credentials: "same-origin",
        signal: AbortSignal.timeout(withinMs),
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      return await readReply(reply, schema);
    } catch {
      return noAnswer(withinMs);
    }
  }
}

const withId = (route: string, id: string): string => route.replace(":id", encodeURIComponent(id));

async function readReply<S extends z.ZodType>(reply: Response, schema: S): Promise<Answer<z.infer<S>>> {
  const text = await reply.text();
  const body: unknown = text === "" ? null : parsed(text);
  const value = schema.safeParse(body);
  // a refused command may come with a status of its own and is an answer all the same
  const answered = reply.ok || CommandReply.safeParse(body).success;
  if (answered && value.success) return { ok: true, value: value.data };
  const problem = Problem.safeParse(body);
  return { ok: false, problem: problem.success ? problem.data : unreadable(reply.status) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const unreadable = (status: number): Problem => ({
  type: "about:blank",
  title: "Unreadable answer",
  status,
  detail: `The desk answered ${status} in a form this screen cannot read.`,
  code: "UNREADABLE",
  requestId: "",
});

const noAnswer = (withinMs: number): Answer<never> => ({
  ok: false,
  problem: {
    type: "about:blank",
    title: "No answer",
    status: 0,
    detail: `No answer from the desk within ${withinMs / 1000} s.`,
    code: "NO_ANSWER",
    requestId: "",
  },
});
