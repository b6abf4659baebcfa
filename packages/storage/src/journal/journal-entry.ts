import type { Decision, DeskInput } from "@smart0dte/domain";

/** One thing that the desk saw or decided, in the order in which it did. */
export type JournalEntry =
  /** Exactly as the pipeline consumed it. */
  | { readonly kind: "input"; readonly input: DeskInput }
  /** `seq` is the number of the input that led to it. */
  | { readonly kind: "decision"; readonly seq: number; readonly decision: Decision }
  /** What a replay of decisions does not need: requests to the simulator, remarks. JSON. */
  | { readonly kind: "aside"; readonly seq: number; readonly body: unknown };
