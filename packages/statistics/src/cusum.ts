import { err, ok } from "@smart0dte/domain";
import { numberFault, refuseSetting } from "./input-checks.ts";
import type { Statistic } from "./refusal.ts";

export interface CusumReading {
  readonly up: number;
  readonly down: number;
  readonly alarm: "up" | "down" | null;
}

/**
 * Page's two-sided cumulative sum of standardised values: finds a lasting shift of the mean.
 *
 * `slack` is taken off every step (half the shift to be found, in deviations); over `threshold` it alarms and both
 * sides begin again. With 0.5 and 5 a calm series alarms about once in 465 steps.
 *
 * @see Page, Continuous inspection schemes, Biometrika 41 (1954).
 */
export class Cusum {
  readonly #slack: number;
  readonly #threshold: number;
  #up = 0;
  #down = 0;

  /** Slack zero or more, threshold more than zero, both in deviations. Throws `RefusedSetting`. */
  constructor(slack: number, threshold: number) {
    refuseSetting(
      numberFault("slack", slack, { from: 0 }),
      numberFault("threshold", threshold, { above: 0 }),
    );
    this.#slack = slack;
    this.#threshold = threshold;
  }

  /** The sums with this value, as they stood before an alarm reset them. A refused value leaves them as they were. */
  push(value: number): Statistic<CusumReading> {
    const fault = numberFault("value", value);
    if (fault !== null) return err(fault);
    const up = Math.max(0, this.#up + value - this.#slack);
    const down = Math.max(0, this.#down - value - this.#slack);
    if (!(Number.isFinite(up) && Number.isFinite(down)))
      return err({ code: "notRepresentable", input: "value" });
    const alarm = up > this.#threshold ? "up" : down > this.#threshold ? "down" : null;
    this.#up = alarm === null ? up : 0;
    this.#down = alarm === null ? down : 0;
    return ok({ up, down, alarm });
  }
}
