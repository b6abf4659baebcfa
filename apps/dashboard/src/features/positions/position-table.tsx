import type { PositionRow } from "@smart0dte/gateway/contract";
import { useHello } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { cn } from "../../ui/cn.ts";
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

interface PositionTableProps {
  /** In a small panel: without the time of the exit. */
  readonly compact: boolean;
  readonly positions: readonly PositionRow[];
  readonly onClose: (id: string) => void;
}

interface Head {
  readonly name: string;
  readonly side: "left" | "right";
  /** Fixed, so that a longer figure moves no other; the first column takes the rest. */
  readonly width: string;
}

const right = (name: string, width: string): Head => ({ name, side: "right", width });

const HEADS: readonly Head[] = [
  { name: "what", side: "left", width: "" },
  right("qty", "w-[30px]"),
  right("entry", "w-[58px]"),
  right("mid P&L", "w-[72px]"),
  right("exec P&L", "w-[72px]"),
  right("quotes", "w-[70px]"),
  right(DELTA_HEAD, "w-[76px]"),
  right(THETA_HEAD, "w-[66px]"),
  right("stop", "w-[84px]"),
  right("target", "w-[60px]"),
  right("time exit", "w-[64px]"),
  { name: "protection", side: "left", width: "w-[66px]" },
];

export function PositionTable({ positions, onClose, compact }: PositionTableProps) {
  return (
    <table className="relative w-full min-w-[888px] table-fixed text-body" aria-label="Positions">
      <thead>
        <tr className="h-7 text-dense text-text3">
          {HEADS.filter(({ name }) => !(compact && name === "time exit")).map(({ name, side, width }) => (
            <th
              key={name}
              scope="col"
              className={cn(
                width,
                side === "right" ? "px-1 text-right whitespace-nowrap" : name === "what" ? "px-2" : "px-1",
              )}
            >
              {name}
            </th>
          ))}
          <th scope="col" className="w-[66px]">
            <span className="sr-only">act</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {positions.map((position) => (
          <PositionLine key={position.id} position={position} onClose={onClose} compact={compact} />
        ))}
      </tbody>
    </table>
  );
}

type PositionLineProps = Omit<PositionTableProps, "positions"> & { readonly position: PositionRow };

function PositionLine({ position, onClose, compact }: PositionLineProps) {
  const limit = useHello()?.ageLimits.option;
  const { strategy, how } = position;
  const flat = position.closedAt !== null;
  return (
    <tr className={flat ? "h-8 border-t border-line text-text2" : "h-8 border-t border-line"}>
      <th scope="row" className="truncate pl-2 whitespace-nowrap">
        <PositionName position={position} />{" "}
        <span className={cn("text-dense text-text3", compact && "sr-only wide:not-sr-only")}>
          {strategyWords(strategy)}
        </span>
        {position.unmarkable !== null && !flat && (
          <span className="block text-dense leading-[14px] font-semibold text-warn">
            {position.unmarkable}
          </span>
        )}
        <LegsBeside position={position} />
        <CountsThatDiffer position={position} />
      </th>
      <td className="px-1 text-right whitespace-nowrap">
        <Num value={flat ? position.opened : position.quantity} format={quantity} />
      </td>
      <td className="px-1 text-right whitespace-nowrap">
        <Num value={position.entry} format={packagePrice} how={how} why={NO_ENTRY} />
      </td>
      <td className="px-1 text-right whitespace-nowrap">
        <Profit position={position} of="mid" />
      </td>
      <td className="px-1 text-right whitespace-nowrap">
        <Profit position={position} of="executable" />
      </td>
      <td className="px-1 text-right whitespace-nowrap">
        {flat ? "" : <AgeBadge at={position.quoteAt} limit={limit} of="Oldest quote" />}
      </td>
      <GreekCells position={position} />
      <td className="px-1 text-right whitespace-nowrap">{flat ? "" : <Stop position={position} />}</td>
      <td className="px-1 text-right whitespace-nowrap">
        <Num value={flat ? undefined : position.targetAt} format={packagePrice} how={how} why="closed" />
      </td>
      {!compact && (
        <td className="px-1 text-right text-text2">
          {shortTime(flat ? (position.closedAt ?? position.timeExitAt) : position.timeExitAt)}
        </td>
      )}
      <td className="px-1">
        <Protection position={position} />
      </td>
      {/* in reach however narrow the panel is */}
      <td className="sticky right-0 bg-bg1 px-1 text-right">
        <CloseButton position={position} onClose={onClose} />
      </td>
    </tr>
  );
}

/** Apart from its line: these two change with every look at the chain. */
function GreekCells({ position }: { readonly position: PositionRow }) {
  const greeks = usePositionGreeks(position);
  return (
    <>
      <td className="px-1 text-right whitespace-nowrap">
        <DeltaDollars greeks={greeks} />
      </td>
      <td className="px-1 text-right whitespace-nowrap">
        <ThetaHour greeks={greeks} />
      </td>
    </>
  );
}
