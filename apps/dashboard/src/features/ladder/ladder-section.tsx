import { useState } from "react";
import { useHello } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { ProvenanceChip } from "../../ui/num.tsx";
import type { LadderMeasure } from "./ladder-shown.ts";
import { LadderView, MeasureChoice } from "./ladder-view.tsx";
import { useLadder } from "./use-ladder.ts";

const LINES = 13;

interface LadderSectionProps {
  /** `book`, `position:ID`, `plan:ID`. */
  readonly of: string;
  readonly label: string;
  /** Beside the title: what is counted. */
  readonly note?: string;
}

/** A ladder as a part of a drawer. */
export function LadderSection({ of, label, note }: LadderSectionProps) {
  const [measure, setMeasure] = useState<LadderMeasure>("value");
  const ladder = useLadder(of, LINES);
  const limit = useHello()?.ageLimits.option;
  return (
    <section
      aria-label={`Ladder of ${label}`}
      className="mt-4 flex min-h-[440px] flex-col rounded border border-line"
    >
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <h3 className="text-dense font-semibold tracking-wide text-text2 uppercase">Ladder</h3>
        {note !== undefined && <span className="text-dense text-text3">{note}</span>}
        {ladder.frame !== null && <AgeBadge at={ladder.frame.at} limit={limit} of="Ladder" />}
        <ProvenanceChip how={ladder.frame?.how} />
        <div className="ml-auto">
          <MeasureChoice value={measure} onChoose={setMeasure} />
        </div>
      </header>
      <LadderView label={label} state={ladder} measure={measure} lines={LINES} />
    </section>
  );
}
