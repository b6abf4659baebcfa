import { createHash } from "node:crypto";
import { canonicalJson, isInDigest, type Decision } from "@smart0dte/domain";

/** What two runs are compared by: SHA-256 of the canonical JSON lines of the decisions that count, in order. */
export class DecisionDigest {
  readonly #hash = createHash("sha256");

  /** The line without its end, as it was added; null for a decision that is not in the digest. */
  add(decision: Decision): string | null {
    if (!isInDigest(decision)) return null;
    const line = canonicalJson(decision);
    this.#hash.update(line).update("\n");
    return line;
  }

  /** Of all that was added so far; more may follow. */
  hex(): string {
    return this.#hash.copy().digest("hex");
  }
}

export function digestOf(decisions: Iterable<Decision>): string {
  const digest = new DecisionDigest();
  for (const decision of decisions) digest.add(decision);
  return digest.hex();
}
