import type { ReactNode } from "react";
import { useDeskWidth } from "../../ui/use-width.ts";
import { AlarmFlag } from "../alarms/alarm-flag.tsx";
import { FindButton } from "../palette/find-button.tsx";
import { AutomationCell } from "./automation-cell.tsx";
import { BreakerChips, CountsCell, RegimeCell } from "./book-cells.tsx";
import { BrokerCell } from "./broker-cell.tsx";
import { ClockCell } from "./clock-cell.tsx";
import { DayCell } from "./day-cell.tsx";
import { FeedCell } from "./feed-cell.tsx";
import { ModeCell } from "./mode-cell.tsx";
import { UserCell } from "./user-cell.tsx";

interface DeskBarProps {
  /** The red button; it never moves. */
  readonly halt: ReactNode;
  readonly onFind: () => void;
  readonly onSignedOut: () => void;
}

/** The always-visible bar: one line on a desk, two on a phone. The order is fixed, and no word wraps a line. */
export function DeskBar(props: DeskBarProps) {
  return useDeskWidth() ? <OneLine {...props} /> : <TwoLines {...props} />;
}

function OneLine({ halt, onFind, onSignedOut }: DeskBarProps) {
  return (
    <header className="flex h-12 items-center border-b border-line bg-bg1">
      {/* what gives way when room is short: the red button and the alarms never do */}
      <div className="flex h-full min-w-0 flex-1 items-center overflow-hidden">
        <ModeCell />
        <ClockCell />
        <FeedCell />
        <BrokerCell />
        <RegimeCell />
        <DayCell />
        <AutomationCell />
        <CountsCell />
        <BreakerChips />
      </div>
      <div className="flex h-full shrink-0">
        <FindButton onFind={onFind} />
        <AlarmFlag />
        <UserCell onSignedOut={onSignedOut} />
      </div>
      <div className="flex h-full shrink-0 items-center border-l border-line px-2">{halt}</div>
    </header>
  );
}

function TwoLines({ halt, onFind, onSignedOut }: DeskBarProps) {
  return (
    <header className="h-[88px] border-b border-line bg-bg1">
      <div className="flex h-11 items-center overflow-hidden">
        <ModeCell />
        <ClockCell />
        <DayCell />
        <div className="ml-auto shrink-0 pr-2">{halt}</div>
      </div>
      <div className="flex h-11 items-center overflow-hidden">
        <FeedCell />
        <BrokerCell />
        <AutomationCell />
        <BreakerChips />
        <div className="ml-auto flex h-full shrink-0">
          <FindButton onFind={onFind} />
          <AlarmFlag />
          <UserCell onSignedOut={onSignedOut} />
        </div>
      </div>
    </header>
  );
}
