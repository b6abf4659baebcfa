import type { PositionRow } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useHello, useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { legWords, strategyWords, strikesOf } from "../../ui/desk-words.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Fact } from "../../ui/fact.tsx";
import { packagePrice, quantity } from "../../ui/format/number-format.ts";
import { timeWithZone } from "../../ui/format/time-format.ts";
import { Num, ProvenanceChip, SaidByChip } from "../../ui/num.tsx";
import { Empty, Loading } from "../../ui/state-note.tsx";
import type { LadderMeasure } from "../ladder/ladder-shown.ts";
import { LadderView, MeasureChoice } from "../ladder/ladder-view.tsx";
import { useLadder } from "../ladder/use-ladder.ts";
import {
  DELTA_HEAD,
  DeltaDollars,
  THETA_HEAD,
  ThetaHour,
  usePositionGreeks,
} from "./position-greek-readings.tsx";
import { Profit, Protection, Stop } from "./position-readings.tsx";

const LINES = 13;

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
      <h3 className="mt-4 text-dense font-semibold tracking-wide text-text2 uppercase">Legs</h3>
      <ul className="mt-1 text-body">
        {position.legs.map((leg) => (
          <li key={leg.instrument}>
            {legWords(leg, position.closedAt === null ? position.quantity : position.opened)}
          </li>
        ))}
      </ul>
      {position.closedAt === null ? (
        <LadderPart of={`position:${position.id}`} label={`${position.ticker} ${strikesOf(position.legs)}`} />
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
      <LadderPart of="book" label="the whole book" />
    </Drawer>
  );
}

function LadderPart({ of, label }: { readonly of: string; readonly label: string }) {
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
          <Num value={position.entry} format={packagePrice} how={position.how} />
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
