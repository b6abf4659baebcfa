import type { Inadmissible, Leg, QuoteOf } from "@smart0dte/domain";

const FAULTS: readonly (Inadmissible | null)[] = [
  null,
  "absent",
  "halted",
  "gap",
  "bad",
  "stale",
  "crossed",
  "wide",
];

/** What the quotes of a package look like now: bid, ask, time, fault of each leg; an absent side is -1. */
export function evidenceOf(legs: readonly Leg[], quoteOf: QuoteOf): readonly number[] {
  return legs.flatMap(({ instrument }) => {
    const { bid, ask, at, fault } = quoteOf(instrument);
    return [bid ?? -1, ask ?? -1, at ?? -1, FAULTS.indexOf(fault)];
  });
}

/** True when no quote of the package has moved, been repeated or changed its state since. Allocates nothing. */
export function isSameEvidence(evidence: readonly number[], legs: readonly Leg[], quoteOf: QuoteOf): boolean {
  if (evidence.length !== legs.length * 4) return false;
  let index = 0;
  for (const { instrument } of legs) {
    const { bid, ask, at, fault } = quoteOf(instrument);
    if (evidence[index] !== (bid ?? -1) || evidence[index + 1] !== (ask ?? -1)) return false;
    if (evidence[index + 2] !== (at ?? -1) || evidence[index + 3] !== FAULTS.indexOf(fault)) return false;
    index += 4;
  }
  return true;
}
