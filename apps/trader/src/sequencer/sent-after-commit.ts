import type { Consequence } from "./desk-run.ts";
import type { SequencerPorts } from "./sequencer-ports.ts";

/**
 * Hands a broker outside what was decided, in order, once its intents last; what is decided while a commit is under way
 * shares the next one.
 *
 * The journal is on the disk up to a decision before the intent of its order is committed.
 */
export class SentAfterCommit {
  readonly #ports: Pick<SequencerPorts, "journal" | "lasting" | "commitIntents">;
  readonly #broker: NonNullable<SequencerPorts["brokerPort"]>;
  readonly #onFailure: (error: unknown) => void;
  #waiting: Consequence[] = [];
  #work: Promise<void> | null = null;

  constructor(
    ports: Pick<SequencerPorts, "journal" | "lasting" | "commitIntents">,
    broker: NonNullable<SequencerPorts["brokerPort"]>,
    onFailure: (error: unknown) => void,
  ) {
    this.#ports = ports;
    this.#broker = broker;
    this.#onFailure = onFailure;
  }

  follow(consequence: Consequence): void {
    if (consequence.decisions.length === 0) return;
    if (this.#work === null && consequence.commands.length === 0) return this.#broker.follow(consequence);
    this.#waiting.push(consequence);
    this.#work ??= this.#drain();
  }

  get isWaiting(): boolean {
    return this.#work !== null;
  }

  async settled(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  async #drain(): Promise<void> {
    const { journal, lasting, commitIntents } = this.#ports;
    try {
      // what is decided in the same turn shares the commit
      await Promise.resolve();
      while (this.#waiting.length > 0) {
        const together = this.#waiting;
        this.#waiting = [];
        const commands = together.flatMap((consequence) => consequence.commands);
        if (commands.length > 0) {
          if (lasting === "disk") await journal.flush();
          await commitIntents(commands);
        }
        for (const consequence of together) this.#broker.follow(consequence);
      }
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#work = null;
    }
  }
}
