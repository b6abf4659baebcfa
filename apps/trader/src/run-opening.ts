import {
  defaultParameters,
  feeTableOn,
  usdE4,
  USD_E4,
  type AccountKind,
  type BrokerKind,
  type HaltCause,
  type Mode,
  type Parameters,
  type SessionStart,
} from "@smart0dte/domain";
import type { SourceFacts } from "./source/desk-source.ts";

/** Money of the paper account, whole dollars. */
const PAPER_EQUITY_USD = 100_000;

export interface RunOpening {
  readonly run: string;
  /** What people set in this mode before, over the mode's defaults. */
  readonly parameters: Parameters;
  /** Halts that nobody has resumed. */
  readonly halts: readonly HaltCause[];
  /** Paper unless said otherwise. */
  readonly broker?: BrokerKind;
  /** Paper unless said otherwise. */
  readonly accountKind?: AccountKind;
}

/** Demo and replay trade by themselves, and may do so without proven expectancy: nothing but the desk is at stake. */
export const MODE_PARAMETERS: Parameters = defaultParameters({ automation: "AUTO", expectancyGate: "off" });

/** On a market's own data each plan waits for a person, and needs proven expectancy. */
const ASKING: Parameters = defaultParameters();

export const parametersOf = (mode: Mode): Parameters =>
  mode === "paper" || mode === "live" ? ASKING : MODE_PARAMETERS;

/** Everything that the pipeline knows beforehand: the first input of the journal. */
export function sessionStart(
  facts: SourceFacts,
  { run, parameters, halts, broker = "paper", accountKind = "paper" }: RunOpening,
): SessionStart {
  return {
    kind: "session",
    ...facts,
    run,
    // whatever it was before: at true money nothing is done by itself until a person says so
    parameters: accountKind === "live" ? { ...parameters, automation: "OFF" } : parameters,
    halts,
    feeTableDate: feeTableOn(facts.session.date).from,
    accountEquity: usdE4(PAPER_EQUITY_USD * USD_E4),
    broker,
    accountKind,
  };
}
