import type { CommandId, DeskReply } from "@smart0dte/domain";
import type { Told } from "../sequencer/sequencer-ports.ts";

/** Matches commands with the decisions that answer them; answered only once those are on the disk. */
export class CommandReplies {
  readonly #waiting = new Map<CommandId, ((reply: DeskReply) => void)[]>();

  /** Resolves with the first answer to the command; a repeat of it is answered by its own refusal. */
  expect(id: CommandId): Promise<DeskReply> {
    return new Promise((resolve) => {
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]);
    });
  }

  hear({ seq, at, decisions }: Told): void {
    for (const decision of decisions) {
      if (decision.type === "commandDone") this.#answer(decision.commandId, { kind: "done", seq, at });
      if (decision.type !== "refused" || !("command" in decision.subject)) continue;
      const { code, numbers, subject } = decision;
      this.#answer(subject.command, { kind: "refused", commandId: subject.command, code, numbers, at });
    }
  }

  #answer(id: CommandId, reply: DeskReply): void {
    const [first, ...others] = this.#waiting.get(id) ?? [];
    if (others.length === 0) this.#waiting.delete(id);
    else this.#waiting.set(id, others);
    first?.(reply);
  }
}
