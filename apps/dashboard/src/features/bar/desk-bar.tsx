import type { ReactNode } from "react";
import { AutomationCell } from "./automation-cell.tsx";
import { BreakerChips, BrokerCell, CountsCell, RegimeCell } from "./book-cells.tsx";
import { ClockCell } from "./clock-cell.tsx";
import { DayCell } from "./day-cell.tsx";
import { FeedCell } from "./feed-cell.tsx";
import { ModeCell } from "./mode-cell.tsx";
import { UserCell } from "./user-cell.tsx";

interface DeskBarProps {
  /** The red button; it never moves. */
  readonly halt: ReactNode;
  readonly onSignedOut: () => void;
}

/** The always-visible bar: one line on a desk, two on a phone. The order is fixed. */
export function DeskBar({ halt, onSignedOut }: DeskBarProps) {
  return (
    <header className="flex h-[88px] flex-wrap content-start items-center border-b border-line bg-bg1 desk:h-12 desk:flex-nowrap">
      <ModeCell />
      <ClockCell />
      <div className="contents max-desk:[&>*]:order-3">
        <FeedCell />
        <BrokerCell />
        <RegimeCell />
      </div>
      <DayCell />
      <div className="contents max-desk:[&>*]:order-3">
        <AutomationCell />
        <CountsCell />
        <BreakerChips />
      </div>
      <div className="hidden flex-1 desk:block" />
      <div className="order-2 h-0 basis-full desk:hidden" aria-hidden="true" />
      <div className="order-3 ml-auto h-11 desk:ml-0 desk:h-full">
        <UserCell onSignedOut={onSignedOut} />
      </div>
      <div className="order-1 ml-auto flex h-11 items-center pr-2 desk:order-4 desk:ml-0 desk:h-full desk:border-l desk:border-line desk:pl-2">
        {halt}
      </div>
    </header>
  );
}
