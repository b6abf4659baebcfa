import type { PositionRow } from "@smart0dte/gateway/contract";
import { useHello, useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { legWords, strategyWords, strikesOf } from "../../ui/desk-words.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Fact } from "../../ui/fact.tsx";
import { packagePrice, quantity } from "../../ui/format/number-format.ts";
import { timeWithZone } from "../../ui/format/time-format.ts";
import { Num, ProvenanceChip, SaidByChip } from "../../ui/num.tsx";
import { Empty, Loading } from "../../ui/state-note.tsx";
import { LadderSection } from "../ladder/ladder-section.tsx";
import { CountsThatDiffer } from "./book-agreement.tsx";
import {
  DELTA_HEAD,
  DeltaDollars,
  THETA_HEAD,
  ThetaHour,
  usePositionGreeks,
} from "./position-greek-readings.tsx";
import { LegsBeside } from "./legs-beside.tsx";
import { NO_ENTRY, Profit, Protection, Stop } from "./position-readings.tsx";
import { ProtectionList } from "./protection-list.tsx";

interface PositionDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One position in full, and what time and price will do to it. */
export function PositionDrawer({ id, onClose }: PositionDrawerProps) {
  const positions = useLatest("positions")?.positions;
  const position = positions?.find((one) => one.id === id);
  if (position === undefined) {
    return (
      <Drawer title="Position" onClose={onClose}>
        {positions === undefined ? (
          <Loading what="the position" rows={8} />
        ) : (
          <Empty>{`The desk holds no position ${id} today. The blotter lists those that it has.`}</Empty>
        )}
      </Drawer>
    );
  }
  return (
    <Drawer
      title={`${position.ticker} ${strikesOf(position.legs)} ${strategyWords(position.strategy)}`}
      aside={<ProvenanceChip how={position.how} />}
      onClose={onClose}
    >
      <SaidByChip value={position.how}>
        <PositionFacts position={position} />
      </SaidByChip>
      <ProtectionList position={position} />
      <h3 className="mt-4 text-dense font-semibold tracking-wide text-text2 uppercase">Legs</h3>
      <ul className="mt-1 text-body">
        {position.legs.map((leg) => (
          <li key={leg.instrument}>
            {legWords(leg, position.closedAt === null ? position.quantity : position.opened)}
          </li>
        ))}
      </ul>
      <LegsBeside position={position} />
      <CountsThatDiffer position={position} />
      {position.closedAt === null ? (
        <LadderSection
          of={`position:${position.id}`}
          label={`${position.ticker} ${strikesOf(position.legs)}`}
        />
      ) : (
        <Empty>{`Flat since ${timeWithZone(position.closedAt)}: time and price do nothing to it any more.`}</Empty>
      )}
    </Drawer>
  );
}

/** The ladder of everything held: each ticker, and all of them moving together. */
export function BookDrawer({ onClose }: { readonly onClose: () => void }) {
  return (
    <Drawer title="Ladder of the whole book" onClose={onClose}>
      <LadderSection of="book" label="the whole book" />
    </Drawer>
  );
}

function PositionFacts({ position }: { readonly position: PositionRow }) {
  const greeks = usePositionGreeks(position);
  const limit = useHello()?.ageLimits.option;
  const open = position.closedAt === null;
  return (
    <>
      {position.unmarkable !== null && open && (
        <p className="mb-2 font-semibold text-warn">{position.unmarkable}</p>
      )}
      <dl className="grid grid-cols-3 gap-x-4 gap-y-3">
        <Fact name="quantity">
          <Num value={open ? position.quantity : position.opened} format={quantity} />
        </Fact>
        <Fact name="mid P&L">
          <Profit position={position} of="mid" />
        </Fact>
        <Fact name="exec P&L">
          <Profit position={position} of="executable" />
        </Fact>
        <Fact name="entry">
          <Num value={position.entry} format={packagePrice} how={position.how} why={NO_ENTRY} />
        </Fact>
        <Fact name={DELTA_HEAD}>{open ? <DeltaDollars greeks={greeks} /> : "flat"}</Fact>
        <Fact name={THETA_HEAD}>{open ? <ThetaHour greeks={greeks} /> : "flat"}</Fact>
        <Fact name="stop">
          <Stop position={position} />
        </Fact>
        <Fact name="target">
          <Num value={position.targetAt} format={packagePrice} how={position.how} />
        </Fact>
        <Fact name="time exit">{timeWithZone(position.timeExitAt)}</Fact>
        <Fact name="protection">
          <Protection position={position} />
        </Fact>
        <Fact name="opened">{timeWithZone(position.openedAt)}</Fact>
        <Fact name="oldest quote">
          {open ? <AgeBadge at={position.quoteAt} limit={limit} of="Oldest quote" /> : "flat"}
        </Fact>
      </dl>
    </>
  );
}
