import { useState } from "react";
import { useHello, useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { contractSymbol, useBoardContract } from "../../ui/board-contract.ts";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { ProvenanceChip } from "../../ui/num.tsx";
import { toE4 } from "../../ui/format/number-format.ts";
import { Panel } from "../../ui/panel.tsx";
import { Empty } from "../../ui/state-note.tsx";
import { askedLegs } from "../chain/selection.ts";
import { useSelection } from "../chain/use-selection.ts";
import { ladderHindrance } from "./ladder-hindrance.ts";
import type { LadderMeasure } from "./ladder-shown.ts";
import { LadderView, MeasureChoice } from "./ladder-view.tsx";
import { useLadder } from "./use-ladder.ts";
import { useQuotedPulse } from "./use-quoted-pulse.ts";

const LINES = 11;
const LADDERS_OF = ["contract", "selection"] as const;
type LadderOf = (typeof LADDERS_OF)[number];

interface ContractLadderPanelProps {
  readonly ticker: DeskTicker;
  readonly className: string;
}

/** What time and price will do to the chosen contract, or to the legs that are picked: now, in 15 and 30 minutes and at the close. */
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
  const { legs } = useSelection();
  const [wanted, setWanted] = useState<LadderOf>("contract");
  const of = legs.length === 0 ? "contract" : wanted;
  const asked =
    frame === undefined || pulse === null
      ? null
      : of === "selection"
        ? `legs:${askedLegs(legs, { ticker, expiry: frame.expiry })}`
        : contract === null || hindrance !== null
          ? null
          : `contract:${contractSymbol({ ticker, expiry: frame.expiry, ...contract })}`;
  const ladder = useLadder(asked, LINES, pulse);
  const words =
    of === "selection" ? `${ticker} selection` : contract === null ? ticker : `${ticker} ${contract.words}`;
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
      actions={
        <>
          {legs.length > 0 && (
            <ChoiceRow label="Ladder of what" choices={LADDERS_OF} value={of} onChoose={setWanted} />
          )}
          <MeasureChoice value={measure} onChoose={setMeasure} />
        </>
      }
      bodyClassName="flex flex-col"
    >
      {hindrance === null || of === "selection" ? (
        <LadderView label={words} state={ladder} measure={measure} lines={LINES} />
      ) : (
        <Empty>{hindrance}</Empty>
      )}
    </Panel>
  );
}
