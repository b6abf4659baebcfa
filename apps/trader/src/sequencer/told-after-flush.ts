import type { SequencerPorts, Told } from "./sequencer-ports.ts";

/** Holds decisions back until the journal has them on the disk; several wait for one flush. */
export class ToldAfterFlush {
  readonly #ports: Pick<SequencerPorts, "journal" | "lasting" | "onDecisions">;
  readonly #onFailure: (error: unknown) => void;
  #waiting: Told[] = [];
  #work: Promise<void> | null = null;

  constructor(
    ports: Pick<SequencerPorts, "journal" | "lasting" | "onDecisions">,
    onFailure: (error: unknown) => void,
  ) {
    this.#ports = ports;
    this.#onFailure = onFailure;
  }

  tell(told: Told): void {
    if (this.#ports.lasting === "end") return this.#ports.onDecisions(told);
    this.#waiting.push(told);
    this.#work ??= this.#drain();
  }

  get isWaiting(): boolean {
    return this.#work !== null;
  }

  async settled(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  async #drain(): Promise<void> {
    try {
      // what is decided in the same turn shares the flush
      await Promise.resolve();
      while (this.#waiting.length > 0) {
        const lasting = this.#waiting;
        this.#waiting = [];
        await this.#ports.journal.flush();
        for (const told of lasting) this.#ports.onDecisions(told);
      }
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#work = null;
    }
  }
}
