import type { PositionRow } from "@smart0dte/gateway/contract";
import { useHello } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { Fact } from "../../ui/fact.tsx";
import { strategyWords } from "../../ui/desk-words.ts";
import { packagePrice, quantity } from "../../ui/format/number-format.ts";
import { shortTime } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { CountsThatDiffer } from "./book-agreement.tsx";
import {
  DELTA_HEAD,
  DeltaDollars,
  THETA_HEAD,
  ThetaHour,
  usePositionGreeks,
} from "./position-greek-readings.tsx";
import { LegsBeside } from "./legs-beside.tsx";
import { CloseButton, NO_ENTRY, PositionName, Profit, Protection, Stop } from "./position-readings.tsx";

interface PositionCardsProps {
  readonly positions: readonly PositionRow[];
  readonly onClose: (id: string) => void;
}

/** The same on a phone: one card for each. */
export function PositionCards({ positions, onClose }: PositionCardsProps) {
  const limit = useHello()?.ageLimits.option;
  return (
    <ul aria-label="Positions">
      {positions.map((position) => (
        <li key={position.id} className="border-b border-line px-3 py-2 last:border-b-0">
          <div className="flex items-baseline gap-2">
            <PositionName position={position} />
            <span className="truncate text-dense text-text3">{strategyWords(position.strategy)}</span>
            <span className="ml-auto">
              {quantity(position.closedAt === null ? position.quantity : position.opened)}
            </span>
          </div>
          <div className="mt-1 flex items-end justify-between gap-4">
            <dl className="grid flex-1 grid-cols-3 gap-x-3 gap-y-1">
              <Fact name="mid P&L">
                <Profit position={position} of="mid" />
              </Fact>
              <Fact name="exec P&L">
                <Profit position={position} of="executable" />
              </Fact>
              <Fact name="entry">
                <Num value={position.entry} format={packagePrice} how={position.how} why={NO_ENTRY} />
              </Fact>
              <GreekFacts position={position} />
              <Fact name="stop">
                <Stop position={position} />
              </Fact>
              <Fact name="time exit">{shortTime(position.timeExitAt)}</Fact>
              <Fact name="protection">
                <Protection position={position} />
              </Fact>
            </dl>
            <CloseButton position={position} onClose={onClose} />
          </div>
          {position.unmarkable !== null && <p className="text-dense text-warn">{position.unmarkable}</p>}
          <LegsBeside position={position} />
          <CountsThatDiffer position={position} />
          {position.closedAt === null && <AgeBadge at={position.quoteAt} limit={limit} of="Oldest quote" />}
        </li>
      ))}
    </ul>
  );
}

function GreekFacts({ position }: { readonly position: PositionRow }) {
  const greeks = usePositionGreeks(position);
  return (
    <>
      <Fact name={DELTA_HEAD}>
        <DeltaDollars greeks={greeks} />
      </Fact>
      <Fact name={THETA_HEAD}>
        <ThetaHour greeks={greeks} />
      </Fact>
    </>
  );
}
