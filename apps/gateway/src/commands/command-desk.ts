import {
  canonicalJson,
  epochMicros,
  type CommandAct,
  type CommandId,
  type DeskReply,
  type RefusalCode,
} from "@smart0dte/domain";
import type { DeskClient } from "@smart0dte/bus/memory";
import type { Store, User } from "@smart0dte/storage/postgres";
import { CommandReply } from "../contract/index.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import { ProblemError } from "../problems/problem-error.ts";
import type { AuditTrail } from "../routes/audit-trail.ts";
import type { Numbers } from "../sentences/number-words.ts";
import { notOfferedSentence } from "../sentences/not-offered-sentence.ts";
import { refusalSentence } from "../sentences/refusal-sentence.ts";

export interface CommandPorts {
  readonly store: Pick<Store, "commands">;
  readonly desk: Pick<DeskClient, "request">;
  readonly mirror: Pick<DeskMirror, "outcomeOf">;
  readonly audit: AuditTrail;
}

/** What a person asked for, under the id that the browser made for it. */
export interface Asked {
  readonly id: CommandId;
  readonly user: User;
  /** Route and body: the same id must always come with the same. */
  readonly request: Readonly<Record<string, unknown>>;
  /** The act, or a refusal by the gateway. Runs after the id is known not to be answered; may throw a problem. */
  readonly act: () => Acting | Promise<Acting>;
}

type Acting = CommandAct | GatewayRefusal;

/** A refusal that needs no desk to decide it. */
export interface GatewayRefusal {
  readonly refused: string;
  readonly sentence: string;
}

/** Seconds without the desk's answer after which a person is told that there is none. */
export const ANSWER_WITHIN_MS = 2_000;

/** Brings commands to the desk: one id is one act, every command is in the audit chain before it is answered. */
export class CommandDesk {
  readonly #ports: CommandPorts;
  readonly #underWay = new Map<string, Promise<CommandReply>>();

  constructor(ports: CommandPorts) {
    this.#ports = ports;
  }

  /** The same act asked for again while it is under way is that act, from before its id is claimed until it is answered. */
  async carryOut(asked: Asked): Promise<CommandReply> {
    const { id, user, request } = asked;
    const key = canonicalJson({ id, user: user.name, request });
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const work = this.#claimed(asked);
    this.#underWay.set(key, work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #claimed(asked: Asked): Promise<CommandReply> {
    const { id, user, request } = asked;
    const claim = await this.#ports.store.commands.claim(id, {
      user: user.name,
      request: canonicalJson(request),
    });
    switch (claim.kind) {
      case "answered":
        return CommandReply.parse(claim.reply);
      case "taken":
        throw new ProblemError(
          "COMMAND_ID_TAKEN",
          "This command id was used for another act. Nothing was done. Reload the page.",
        );
      default:
        return this.#ask(asked);
    }
  }

  async #ask({ id, user, request, act: actOf }: Asked): Promise<CommandReply> {
    const { audit, desk, store } = this.#ports;
    const act = await actOf();
    if ("refused" in act) {
      const reply = {
        commandId: id,
        outcome: "refused" as const,
        code: act.refused,
        sentence: act.sentence,
        at: null,
      };
      await audit(user.name, "command.refused", { commandId: id, request, code: act.refused });
      await store.commands.answer(id, reply);
      return reply;
    }
    await audit(user.name, "command", { commandId: id, role: user.role, act });
    const command = { id, by: { user: user.name, role: user.role }, act };
    const reply = this.#replyOf(id, await desk.request({ kind: "command", command }, ANSWER_WITHIN_MS));
    if (reply === null) {
      await audit(user.name, "command.noAnswer", { commandId: id });
      throw new ProblemError("NO_ANSWER", noAnswerSentence(act));
    }
    await audit(user.name, `command.${reply.outcome}`, { commandId: id, code: reply.code });
    await store.commands.answer(id, reply);
    return reply;
  }

  /** Null where the desk has not said what became of the command. */
  #replyOf(id: CommandId, reply: DeskReply | "noAnswer"): CommandReply | null {
    const said = reply === "noAnswer" || isRepeat(reply, id) ? this.#saidBefore(id) : null;
    if (said !== null) return said;
    if (reply === "noAnswer") return null;
    if (reply.kind === "done") return done(id, reply.at);
    if (reply.kind === "refused") return refused(id, reply);
    return null;
  }

  #saidBefore(id: CommandId): CommandReply | null {
    const outcome = this.#ports.mirror.outcomeOf(id);
    if (outcome === null) return null;
    return outcome.kind === "done" ? done(id, outcome.at) : refused(id, outcome.refused);
  }
}

/** The desk knows this very command already: what matters is what the first one led to. */
const isRepeat = (reply: DeskReply, id: CommandId): boolean =>
  reply.kind === "refused" && reply.code === "DUPLICATE" && reply.numbers["command"] === id;

const done = (commandId: CommandId, at: number): CommandReply => ({
  commandId,
  outcome: "done",
  code: null,
  sentence: null,
  at: epochMicros(at),
});

interface DeskRefusal {
  readonly code: RefusalCode | "NOT_OFFERED";
  readonly numbers: Numbers;
  readonly at: number | null;
}

const refused = (commandId: CommandId, { code, numbers, at }: DeskRefusal): CommandReply => ({
  commandId,
  outcome: "refused",
  code,
  sentence: code === "NOT_OFFERED" ? notOfferedSentence(numbers) : refusalSentence(code, numbers),
  at,
});

function noAnswerSentence(act: CommandAct): string {
  const waited = `No answer for ${(ANSWER_WITHIN_MS / 1000).toFixed(1)} s.`;
  if (act.kind === "halt") {
    return `${waited} NOT CONFIRMED. Orders may still go out. Try again, or stop the desk where it runs (Ctrl-C).`;
  }
  if (act.kind === "acceptPlan" || act.kind === "closePosition") {
    return `${waited} The order may exist. Do not resend as a new order; trying again asks what became of this one.`;
  }
  return `${waited} It may have been carried out. Trying again asks what became of it.`;
}
