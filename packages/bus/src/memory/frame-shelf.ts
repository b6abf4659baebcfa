import type { Bar, DeskFrame } from "@smart0dte/domain";

/**
 * Frames that wait for a slow reader: the newest of each kind, bars merged by candle.
 *
 * Bounded by construction: one frame a kind (one a ticker for chains and their analyses) and one bar a candle.
 */
export class FrameShelf {
  readonly #newest = new Map<string, DeskFrame>();
  readonly #bars = new Map<string, Bar>();

  get size(): number {
    return this.#newest.size + (this.#bars.size === 0 ? 0 : 1);
  }

  put(frame: DeskFrame): void {
    if (frame.kind === "bars") {
      for (const bar of frame.bars) this.#bars.set(`${bar.instrument}:${bar.start}`, bar);
      return;
    }
    const ofTicker = frame.kind === "chain" || frame.kind === "analysis";
    const key = ofTicker ? `${frame.kind}:${frame.view.ticker}` : frame.kind;
    // a replaced frame goes to the end: what was published last is delivered last
    this.#newest.delete(key);
    this.#newest.set(key, frame);
  }

  /** The oldest waiting frame, removed; null when nothing waits. */
  take(): DeskFrame | null {
    const first = this.#newest.entries().next();
    if (first.done !== true) {
      this.#newest.delete(first.value[0]);
      return first.value[1];
    }
    if (this.#bars.size === 0) return null;
    const bars = [...this.#bars.values()];
    this.#bars.clear();
    return { kind: "bars", bars };
  }

  clear(): void {
    this.#newest.clear();
    this.#bars.clear();
  }
}
