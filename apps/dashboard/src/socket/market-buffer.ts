import type { LatestTopic } from "@smart0dte/gateway/contract";
import type { DeskStore } from "./desk-store.ts";
import { isFreezable, isPaced, readLatest } from "./server-message.ts";

export interface BufferPorts {
  readonly store: DeskStore;
  readonly nextFrame: (run: () => void) => void;
}

/**
 * The newest body of each topic, unread, until the next animation frame: one dispatch for all of them.
 *
 * Halts and parameters do not wait. A hidden tab has no frames: the newest stays here until it returns.
 */
export class MarketBuffer {
  readonly #ports: BufferPorts;
  readonly #waiting = new Map<LatestTopic, unknown>();
  #scheduled = false;

  constructor(ports: BufferPorts) {
    this.#ports = ports;
  }

  put(topic: LatestTopic, body: unknown): void {
    if (!isPaced(topic)) {
      this.#tell([[topic, body]]);
      return;
    }
    this.#waiting.set(topic, body);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#ports.nextFrame(() => {
      this.#scheduled = false;
      this.flush();
    });
  }

  flush(): void {
    const frozen = this.#ports.store.getState().link.frozenAt !== null;
    const due = [...this.#waiting].filter(([topic]) => !(frozen && isFreezable(topic)));
    for (const [topic] of due) this.#waiting.delete(topic);
    this.#tell(due);
  }

  #tell(due: readonly (readonly [LatestTopic, unknown])[]): void {
    const { store } = this.#ports;
    const bodies: Record<string, unknown> = {};
    for (const [topic, raw] of due) {
      const reading = readLatest(topic, raw);
      if (reading.ok) bodies[topic] = reading.body;
      else store.dispatch({ type: "market/unreadable", topic, why: reading.why });
    }
    if (Object.keys(bodies).length > 0) store.dispatch({ type: "market/flushed", bodies });
  }
}
