import { epochMicros, type AccountKind, type BrokerKind, type Decision } from "@smart0dte/domain";
import { DecisionDigest, type JournalWriter } from "@smart0dte/storage/journal";
import { createSimulatedMarket, type SimulatedMarket } from "@smart0dte/simulator/market";
import { MODE_PARAMETERS, sessionStart } from "../run-opening.ts";
import { DeskRun } from "../sequencer/desk-run.ts";
import { Sequencer } from "../sequencer/sequencer.ts";
import type { SequencerPorts } from "../sequencer/sequencer-ports.ts";
import { sessionOn } from "../source/open-source.ts";
import { SimulatedSource } from "../source/simulated-source.ts";

export const MORNING = { seed: 7, session: sessionOn("2026-03-13"), market: "planted" } as const;
const STEP_MICROS = 250_000;

export const aMarket = (): SimulatedMarket => createSimulatedMarket(MORNING);

export function aRun(broker: BrokerKind = "paper", accountKind: AccountKind = "paper"): DeskRun {
  const { facts } = new SimulatedSource(MORNING);
  const opening = { run: "r-test", parameters: MODE_PARAMETERS, halts: [], broker, accountKind };
  return new DeskRun(sessionStart(facts, opening));
}

export interface Recording {
  readonly run: DeskRun;
  readonly sequencer: Sequencer;
  readonly digest: DecisionDigest;
  readonly decisions: readonly Decision[];
}

/** A sequencer on a journal, that keeps what it tells. */
export function aRecording(
  run: DeskRun,
  journal: JournalWriter,
  over: Partial<SequencerPorts> = {},
): Recording {
  const decisions: Decision[] = [];
  const digest = over.digest ?? new DecisionDigest();
  const sequencer = new Sequencer({
    run,
    journal,
    lasting: "end",
    commitIntents: () => Promise.resolve(),
    onDecisions: (told) => {
      decisions.push(...told.decisions);
    },
    ...over,
    digest,
  });
  return { run, sequencer, digest, decisions };
}

/** Plays the market from where the run stands to so many minutes after the open. */
export async function playTo(
  minutes: number,
  { run, sequencer }: Recording,
  market: SimulatedMarket,
): Promise<void> {
  const { open } = MORNING.session;
  if (run.seq === 1) sequencer.put({ kind: "instruments", listings: market.listings }, open);
  if (run.at > market.now && run.at > open) market.fastForward(run.at);
  const until = open + minutes * 60_000_000;
  for (let now = Math.max(run.at, open) + STEP_MICROS; now <= until; now += STEP_MICROS) {
    const batch = market.advance(epochMicros(now));
    sequencer.put(batch.count > 0 ? { kind: "market", batch } : { kind: "timer" }, epochMicros(now));
    if (sequencer.settling !== null) await sequencer.settling;
  }
  await sequencer.settled();
}
