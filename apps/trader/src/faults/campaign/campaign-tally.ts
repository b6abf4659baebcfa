import type { Violation } from "../checks/evidence.ts";
import type { BlockEnd, RunResult } from "./run-result.ts";

export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly worst: number;
}

/** What a campaign came to. */
export interface CampaignReport {
  readonly runs: number;
  readonly seed: number;
  readonly injected: Readonly<Record<string, number>>;
  readonly kills: number;
  readonly orders: number;
  readonly executions: number;
  /** `run` is null where only the end of a day showed it. */
  readonly violations: readonly (Violation & { readonly run: number | null })[];
  /** From the first question of a comparison to a desk that may open, milliseconds; null where none was seen. */
  readonly reconcileMs: Spread | null;
  /** Folders of desks that broke something. */
  readonly kept: readonly string[];
  readonly seconds: number;
}

export class CampaignTally {
  readonly #asked: { readonly runs: number; readonly seed: number };
  readonly #began = performance.now();
  readonly #injected = new Map<string, number>();
  readonly #violations: CampaignReport["violations"][number][] = [];
  readonly #reconcileMs: number[] = [];
  readonly #kept: string[] = [];
  #runs = 0;
  #orders = 0;
  #executions = 0;

  constructor(asked: { readonly runs: number; readonly seed: number }) {
    this.#asked = asked;
  }

  run({ run, injected, violations, reconcileMs, orders, executions }: RunResult): void {
    this.#runs += 1;
    this.#orders += orders;
    this.#executions += executions;
    for (const [name, count] of Object.entries(injected))
      this.#injected.set(name, (this.#injected.get(name) ?? 0) + count);
    this.#violations.push(...violations.map((violation) => ({ ...violation, run })));
    this.#reconcileMs.push(...reconcileMs);
  }

  end({ violations, kept }: BlockEnd): void {
    this.#violations.push(...violations.map((violation) => ({ ...violation, run: null })));
    if (kept !== null) this.#kept.push(kept);
  }

  report(): CampaignReport {
    const sorted = this.#reconcileMs.toSorted((left, right) => left - right);
    const injected = [...this.#injected].toSorted(([left], [right]) => (left < right ? -1 : 1));
    const kills = injected.reduce((sum, [name, count]) => sum + (name.startsWith("kill:") ? count : 0), 0);
    return {
      runs: this.#runs,
      seed: this.#asked.seed,
      injected: Object.fromEntries(injected),
      kills,
      orders: this.#orders,
      executions: this.#executions,
      violations: this.#violations,
      reconcileMs: spreadOf(sorted),
      kept: this.#kept,
      seconds: (performance.now() - this.#began) / 1_000,
    };
  }
}

function spreadOf(sorted: readonly number[]): Spread | null {
  const worst = sorted.at(-1);
  if (worst === undefined) return null;
  return { count: sorted.length, median: sorted[Math.floor((sorted.length - 1) / 2)] ?? worst, worst };
}
