import type { Violation } from "../checks/evidence.ts";

/** What one run came to. */
export interface RunResult {
  readonly run: number;
  /** What was done to the desk, by name; what found no occasion is not in it. */
  readonly injected: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  /** From the first question of a comparison to a desk that may open, each time, milliseconds. */
  readonly reconcileMs: readonly number[];
  /** Orders and executions that the broker took in it. */
  readonly orders: number;
  readonly executions: number;
  readonly seconds: number;
}

/** A block of runs on one day of one desk. */
export interface Block {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

export interface BlockEnd {
  /** What only the end of the day showed. */
  readonly violations: readonly Violation[];
  /** Where the desk's folder is kept; null: it is removed. */
  readonly kept: string | null;
}
