import { unreachable } from "@smart0dte/domain";
import type { RecordQueue } from "./record-queue.ts";
import type { QuoteFault, SimControl } from "./sim-control.ts";

/** What stands against one ticker by request: silence, a halt, spoiled quotes. */
export class TickerControls {
  readonly #numbers: readonly number[];
  readonly #faults = new Map<number, QuoteFault>();
  #underlyingFrozen = false;
  #optionsFrozen = false;
  #halted = false;
  #changed = true;

  /** `numbers`: every instrument of the ticker, the underlying first. */
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get underlyingSilent(): boolean {
    return this.#underlyingFrozen || this.#halted;
  }

  get optionsSilent(): boolean {
    return this.#optionsFrozen || this.#halted;
  }

  faultOf(instrument: number): QuoteFault | undefined {
    return this.#faults.size === 0 ? undefined : this.#faults.get(instrument);
  }

  /** True once after each request (and at the open): everything that may be quoted is quoted now. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /** Takes a request that concerns this ticker's quotes and writes the records that announce it. */
  apply(control: SimControl, queue: RecordQueue): void {
    this.#changed = true;
    switch (control.kind) {
      case "freeze":
        this.#underlyingFrozen ||= control.what !== "options";
        this.#optionsFrozen ||= control.what !== "underlying";
        return;
      case "gap":
        this.#underlyingFrozen = this.#optionsFrozen = true;
        for (const number of this.#numbers) queue.add("gap", number, [1]);
        return;
      case "halt":
        this.#halted = true;
        for (const number of this.#numbers) queue.add("status", number, [1]);
        return;
      case "resume":
        if (this.#halted) for (const number of this.#numbers) queue.add("status", number, [0]);
        this.#underlyingFrozen = this.#optionsFrozen = this.#halted = false;
        this.#faults.clear();
        return;
      case "cross":
      case "wide":
      case "noBid":
      case "noAsk":
      case "bad":
        this.#faults.set(control.instrument, control.kind);
        return;
      case "move":
      case "signal":
        this.#changed = false;
        return;
      default:
        unreachable(control);
    }
  }
}
