import type { AgeLimits, Session, Ticker, UsdE4 } from "@smart0dte/domain";
import type { SourceFacts } from "./desk-source.ts";

export interface SimulatedChoice {
  readonly seed: number;
  readonly session: Session;
  readonly market: "planted" | "null";
}

/** The far strikes of the simulated market are repeated every four seconds, the VIX every second. */
const AGE_LIMITS: AgeLimits = { underlying: 5_000_000, option: 5_000_000, index: 15_000_000 };

/** What the seeded market says beforehand, however it is reached: a run may begin in process and go on through the door. */
export const simulatedFacts = (
  { seed, session, market }: SimulatedChoice,
  previousCloses: Readonly<Record<Ticker, UsdE4>>,
): SourceFacts => ({
  mode: "demo",
  source: `simulated:${seed}${market === "planted" ? "" : ":null"}`,
  session,
  provenance: { src: "simulated", options: "quoted" },
  minuteSource: false,
  ageLimits: AGE_LIMITS,
  findings:
    market === "planted" ? ["PLANTED: a lead-lag and reverting divergences are built into this market"] : [],
  previousCloses,
});

export const simulatedLabel = ({ seed, market }: SimulatedChoice): string =>
  `simulated market, seed ${seed}, ${market === "planted" ? "planted patterns" : "nothing planted"}`;
