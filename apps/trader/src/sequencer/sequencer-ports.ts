import type { Decision, EpochMicros, OrderCommand } from "@smart0dte/domain";
import type { DecisionDigest, JournalWriter } from "@smart0dte/storage/journal";
import type { BrokerPort } from "../broker/broker-port.ts";
import type { DeskRun } from "./desk-run.ts";

export interface SequencerPorts {
  readonly run: DeskRun;
  readonly journal: JournalWriter;
  readonly digest: DecisionDigest;
  /** Returns when the intents last; nothing is sent before. */
  readonly commitIntents: (commands: readonly OrderCommand[]) => Promise<void>;
  /** Hears what was decided once its intents last; without one the run's own paper broker does. */
  readonly brokerPort?: Pick<BrokerPort, "follow">;
  /**
   * `disk`: what is shown or sent is on the disk first. `end`: the journal is written as it comes and made to last at
   * the end, for runs that can be repeated from their source.
   */
  readonly lasting: "disk" | "end";
  /** Hears decisions in order, after the journal holds them. */
  readonly onDecisions: (told: Told) => void;
  /** Each line of the digest as it is made. */
  readonly onLine?: (line: string) => void;
  /** Called once. Nothing is taken, sent or told after it. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Told {
  readonly seq: number;
  readonly at: EpochMicros;
  readonly decisions: readonly Decision[];
}
