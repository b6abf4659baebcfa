import type { PositionRow } from "@smart0dte/gateway/contract";
import { useHello } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { cn } from "../../ui/cn.ts";
import { strategyWords, strikesOf } from "../../ui/desk-words.ts";
import { packagePrice, quantity } from "../../ui/format/number-format.ts";
import { shortTime } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import {
  DELTA_HEAD,
  DeltaDollars,
  THETA_HEAD,
  ThetaHour,
  usePositionGreeks,
} from "./position-greek-readings.tsx";
import { CloseButton, Profit, Protection, Stop } from "./position-readings.tsx";

interface PositionTableProps {
  /** In a small panel: without the time of the exit. */
  readonly compact: boolean;
  readonly positions: readonly PositionRow[];
  readonly onClose: (id: string) => void;
}

const HEADS = [
  ["what", "left"],
  ["qty", "right"],
  ["entry", "right"],
  ["mid P&L", "right"],
  ["exec P&L", "right"],
  ["quotes", "right"],
  [DELTA_HEAD, "right"],
  [THETA_HEAD, "right"],
  ["stop", "right"],
  ["target", "right"],
  ["time exit", "right"],
  ["protection", "left"],
] as const;

export function PositionTable({ positions, onClose, compact }: PositionTableProps) {
  return (
    <table className="w-full text-body" aria-label="Positions">
      <thead>
        <tr className="h-7 text-dense text-text3">
          {HEADS.filter(([name]) => !(compact && name === "time exit")).map(([name, side]) => (
            <th
              key={name}
              scope="col"
              className={side === "right" ? "px-1.5 text-right whitespace-nowrap wide:px-2" : "px-2"}
            >
              {name}
            </th>
          ))}
          <th scope="col">
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
  const { ticker, legs, strategy, how } = position;
  const flat = position.closedAt !== null;
  return (
    <tr className={flat ? "h-8 border-t border-line text-text2" : "h-8 border-t border-line"}>
      <th scope="row" className="px-2 whitespace-nowrap">
        <strong className="font-semibold">{ticker}</strong> {strikesOf(legs)}{" "}
        <span className={cn("text-dense text-text3", compact && "sr-only wide:not-sr-only")}>
          {strategyWords(strategy)}
        </span>
        {position.unmarkable !== null && !flat && (
          <span className="block text-dense leading-[14px] font-semibold text-warn">
            {position.unmarkable}
          </span>
        )}
      </th>
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        <Num value={flat ? position.opened : position.quantity} format={quantity} />
      </td>
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        <Num value={position.entry} format={packagePrice} how={how} />
      </td>
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        <Profit position={position} of="mid" />
      </td>
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        <Profit position={position} of="executable" />
      </td>
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        {flat ? "" : <AgeBadge at={position.quoteAt} limit={limit} of="Oldest quote" />}
      </td>
      <GreekCells position={position} />
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        {flat ? "" : <Stop position={position} />}
      </td>
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        <Num value={flat ? undefined : position.targetAt} format={packagePrice} how={how} why="closed" />
      </td>
      {!compact && (
        <td className="px-1.5 text-right text-text2 wide:px-2">
          {shortTime(flat ? (position.closedAt ?? position.timeExitAt) : position.timeExitAt)}
        </td>
      )}
      <td className="px-2">
        <Protection position={position} />
      </td>
      {/* in reach however narrow the panel is */}
      <td className="sticky right-0 bg-bg1 px-2 text-right">
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
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        <DeltaDollars greeks={greeks} />
      </td>
      <td className="px-1.5 text-right whitespace-nowrap wide:px-2">
        <ThetaHour greeks={greeks} />
      </td>
    </>
  );
}
