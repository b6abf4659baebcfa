import type { Evidence, Violation } from "./evidence.ts";
import { fillViolations, positionViolations } from "./holding-checks.ts";
import { moneyViolations } from "./money-check.ts";
import { commitViolations, openingViolations, orderViolations } from "./order-checks.ts";
import { exitViolations, lifeViolations } from "./time-checks.ts";

/** Everything that the evidence of a run shows to be wrong. */
export const judge = (evidence: Evidence): readonly Violation[] => [
  ...positionViolations(evidence),
  ...fillViolations(evidence),
  ...moneyViolations(evidence),
  ...orderViolations(evidence),
  ...commitViolations(evidence),
  ...openingViolations(evidence),
  ...exitViolations(evidence),
  ...lifeViolations(evidence),
];
