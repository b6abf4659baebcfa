export type SequenceVerdict = "apply" | "resync" | "ignore";

/**
 * Where each topic's numbering stands. A snapshot sets it, a change must be the next one.
 *
 * After a hole the topic waits for a snapshot: it asks once, and changes until then are ignored.
 */
export class SequenceBook {
  readonly #last = new Map<string, number | "waiting">();

  snapshot(topic: string, seq: number): SequenceVerdict {
    this.#last.set(topic, seq);
    return "apply";
  }

  change(topic: string, seq: number): SequenceVerdict {
    const last = this.#last.get(topic);
    if (last === "waiting") return "ignore";
    if (last !== undefined && seq === last + 1) {
      this.#last.set(topic, seq);
      return "apply";
    }
    // a repeat after a resent snapshot is old news, not a hole
    if (last !== undefined && seq <= last) return "ignore";
    this.#last.set(topic, "waiting");
    return "resync";
  }

  forget(topic: string): void {
    this.#last.delete(topic);
  }

  clear(): void {
    this.#last.clear();
  }
}
