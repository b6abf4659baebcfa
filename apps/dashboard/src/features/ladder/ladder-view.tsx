import { LADDER_WORDS } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { Empty, Loading, ProblemNote } from "../../ui/state-note.tsx";
import { SaidByChip } from "../../ui/num.tsx";
import {
  laddersOf,
  ladderUnit,
  LADDER_MEASURES,
  MEASURE_WORDS,
  type LadderMeasure,
  type LadderShown,
} from "./ladder-shown.ts";
import { LadderTable } from "./ladder-table.tsx";
import type { LadderState } from "./use-ladder.ts";

interface LadderViewProps {
  /** Of what: `SPY 681 call`, `the book`. */
  readonly label: string;
  readonly state: LadderState;
  readonly measure: LadderMeasure;
  readonly lines: number;
}

/** A ladder in every state that it can have: its tables, their units, and why something is missing. */
export function LadderView({ label, state, measure, lines }: LadderViewProps) {
  const { frame, problem, retry } = state;
  const [wanted, setWanted] = useState("");
  const ladders = frame === null ? [] : laddersOf(frame);
  const shown = ladders.find(({ name }) => name === wanted) ?? ladders[0];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {problem !== null && (
        <div className="px-3">
          <ProblemNote problem={problem} onRetry={retry} />
        </div>
      )}
      {frame === null ? (
        problem === null && <Loading what={`the ladder of ${label}`} rows={lines} />
      ) : shown === undefined ? (
        <Empty>{frame.why ?? `Nothing of ${label} can be valued now.`}</Empty>
      ) : (
        <SaidByChip value={frame.how}>
          {ladders.length > 1 && (
            <ChoiceRow
              label="Part of the book"
              choices={ladders.map(({ name }) => name)}
              value={shown.name}
              onChoose={setWanted}
              className="mx-3 mt-2 self-start"
            />
          )}
          <div
            className="min-h-0 flex-1 overflow-auto -outline-offset-2"
            tabIndex={0}
            role="region"
            aria-label={`Ladder of ${label}`}
          >
            <LadderTable label={`Ladder of ${label}`} ladder={shown} measure={measure} how={frame.how} />
          </div>
          {frame.why !== null && <p className="px-3 py-1 text-dense font-semibold text-warn">{frame.why}</p>}
        </SaidByChip>
      )}
      {shown !== undefined && <LadderFoot scale={shown.scale} measure={measure} />}
    </div>
  );
}

/** The unit of what is shown, and what the figures assume. */
function LadderFoot({
  scale,
  measure,
}: {
  readonly scale: LadderShown["scale"];
  readonly measure: LadderMeasure;
}) {
  return (
    <p className="border-t border-line px-3 py-1 text-dense text-text3">
      <span className="font-semibold text-text2">{`${measure}: ${ladderUnit(scale, measure)}`}</span>
      {`. ${LADDER_WORDS.model}.`}
    </p>
  );
}

interface MeasureChoiceProps {
  readonly value: LadderMeasure;
  readonly onChoose: (measure: LadderMeasure) => void;
}

export const MeasureChoice = ({ value, onChoose }: MeasureChoiceProps) => (
  <ChoiceRow
    label="Ladder of"
    choices={LADDER_MEASURES}
    value={value}
    onChoose={onChoose}
    wordOf={(measure) => MEASURE_WORDS[measure]}
  />
);
