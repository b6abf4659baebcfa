import type { ChainFrame } from "@smart0dte/gateway/contract";
import { memo } from "react";
import { Link } from "react-router";
import { useHello, useLatest, useTopic } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { cn } from "../../ui/cn.ts";
import { useTicker } from "../../ui/desk-location.ts";
import { strike as strikeWords, toE4 } from "../../ui/format/number-format.ts";
import { ProvenanceChip } from "../../ui/num.tsx";
import { Panel, type PanelProps } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { VIEW_COLUMNS } from "./chain-columns.ts";
import { SideCells } from "./side-cells.tsx";

const EACH_SIDE = 5;
const CALLS = VIEW_COLUMNS.near;
const PUTS = CALLS.toReversed();

/** The eleven strikes around the money; all of them are on the chain's page. */
export function NearChainPanel({ className, bodyRef }: Pick<PanelProps, "className" | "bodyRef">) {
  const [ticker] = useTicker();
  useTopic(`chain:${ticker}`);
  const frame = useLatest(`chain:${ticker}`);
  const limits = useHello()?.ageLimits;
  return (
    <Panel
      title={`Chain ${ticker} ATM±${EACH_SIDE}`}
      aside={
        <>
          <AgeBadge at={frame?.at} limit={limits?.option} of={`${ticker} chain`} />
          <ProvenanceChip how={frame?.how} />
        </>
      }
      className={className ?? ""}
      {...(bodyRef === undefined ? {} : { bodyRef })}
      scrolls
      freezable
      actions={
        <Link
          to={`/chain/${ticker}`}
          className="rounded px-1 py-0.5 text-dense font-semibold text-accent hover:underline"
        >
          all strikes
        </Link>
      }
    >
      <Unreadable topic={`chain:${ticker}`} />
      {frame === undefined ? (
        <Loading what={`${ticker} chain`} rows={11} />
      ) : frame.rows.length === 0 ? (
        <Empty>{`No 0DTE expiry for ${ticker} today.`}</Empty>
      ) : (
        <NearTable frame={frame} />
      )}
    </Panel>
  );
}

function NearTable({ frame }: { readonly frame: ChainFrame }) {
  const middle = Math.max(
    0,
    frame.rows.findIndex(({ strike }) => strike === frame.atm),
  );
  const rows = frame.rows.slice(Math.max(0, middle - EACH_SIDE), middle + EACH_SIDE + 1);
  const spot = frame.spot.v === null ? toE4(frame.atm) : toE4(frame.spot.v);
  return (
    <table className="w-full text-dense" aria-label={`${frame.ticker} strikes near the money`}>
      <thead>
        <tr className="h-6 text-text3">
          {CALLS.map(({ key, header }) => (
            <th key={key} scope="col" className="px-1 text-right">
              <span className="sr-only">call </span>
              {header}
            </th>
          ))}
          <th scope="col" className="px-2 text-center">
            strike
          </th>
          {PUTS.map(({ key, header }) => (
            <th key={key} scope="col" className="px-1 text-right">
              <span className="sr-only">put </span>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <NearRow
            key={row.strike}
            row={row}
            atm={row.strike === frame.atm}
            callInside={toE4(row.strike) < spot}
          />
        ))}
      </tbody>
    </table>
  );
}

interface NearRowProps {
  readonly row: ChainFrame["rows"][number];
  readonly atm: boolean;
  readonly callInside: boolean;
}

const NearRow = memo(function NearRow({ row, atm, callInside }: NearRowProps) {
  return (
    <tr className={cn("h-[22px]", atm && "border-y border-ctl")}>
      <SideCells
        cell={row.call}
        columns={CALLS}
        inside={callInside}
        how={undefined}
        first={0}
        active={null}
      />
      <th scope="row" className="border-x border-line px-2 text-center font-semibold">
        {strikeWords(row.strike)}
      </th>
      <SideCells cell={row.put} columns={PUTS} inside={!callInside} how={undefined} first={6} active={null} />
    </tr>
  );
});
