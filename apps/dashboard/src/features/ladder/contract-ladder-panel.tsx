import type { ChainFrame } from "@smart0dte/gateway/contract";
import { useRef, useState } from "react";
import { useClock, useHello, useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { contractSymbol, useBoardContract } from "../../ui/board-contract.ts";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { ProvenanceChip } from "../../ui/num.tsx";
import { toE4 } from "../../ui/format/number-format.ts";
import { Panel } from "../../ui/panel.tsx";
import { Empty } from "../../ui/state-note.tsx";
import { ladderHindrance, lastQuoted } from "./ladder-hindrance.ts";
import type { LadderMeasure } from "./ladder-shown.ts";
import { LadderView, MeasureChoice } from "./ladder-view.tsx";
import { useLadder } from "./use-ladder.ts";

const LINES = 11;

interface ContractLadderPanelProps {
  readonly ticker: DeskTicker;
  readonly className: string;
}

/** What time and price will do to the chosen contract: now, in 15 and 30 minutes and at the close. */
export function ContractLadderPanel({ ticker, className }: ContractLadderPanelProps) {
  const frame = useLatest(`chain:${ticker}`);
  const analysis = useLatest(`analysis:${ticker}`);
  const [contract] = useBoardContract(frame);
  const [measure, setMeasure] = useState<LadderMeasure>("value");
  const limit = useHello()?.ageLimits.option;
  const hindrance =
    analysis === undefined || contract === null
      ? null
      : ladderHindrance(analysis, toE4(contract.strike) / 10_000);
  const pulse = useQuotedPulse(frame, analysis?.at);
  const asked =
    frame === undefined || contract === null || pulse === null || hindrance !== null
      ? null
      : `contract:${contractSymbol({ ticker, expiry: frame.expiry, ...contract })}`;
  const ladder = useLadder(asked, LINES, pulse);
  const words = contract === null ? ticker : `${ticker} ${contract.words}`;
  return (
    <Panel
      title={`Ladder ${words}`}
      freezable
      className={className}
      aside={
        <>
          {ladder.frame !== null && <AgeBadge at={ladder.frame.at} limit={limit} of="Ladder" />}
          <ProvenanceChip how={ladder.frame?.how} />
        </>
      }
      actions={<MeasureChoice value={measure} onChoose={setMeasure} />}
      bodyClassName="flex flex-col"
    >
      {hindrance === null ? (
        <LadderView label={words} state={ladder} measure={measure} lines={LINES} />
      ) : (
        <Empty>{hindrance}</Empty>
      )}
    </Panel>
  );
}

/** The analysis' beat while the board is being quoted; holds still when quotes stop, before they are too old to use. */
function useQuotedPulse(chain: ChainFrame | undefined, at: number | undefined): number | null {
  const limit = useHello()?.ageLimits.option ?? Infinity;
  const newest = chain === undefined ? null : lastQuoted(chain);
  const quoted = useClock(
    ({ now, grain }) => now !== null && newest !== null && now - newest - grain <= limit / 2,
  );
  const pulse = useRef<number | null>(null);
  if (quoted && at !== undefined) pulse.current = at;
  return pulse.current;
}
