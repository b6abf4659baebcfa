import type { ContractCell, How } from "@smart0dte/gateway/contract";
import { useClock, useHello } from "../../socket/desk-context.ts";
import { ageState } from "../../ui/age-badge.tsx";
import { cn } from "../../ui/cn.ts";
import { FAULT_WORDS } from "../../ui/desk-words.ts";
import { age } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { whyNone, type ChainColumn } from "./chain-columns.ts";

interface SideCellsProps {
  readonly cell: ContractCell;
  readonly columns: readonly ChainColumn[];
  /** This side of the strike is in the money. */
  readonly inside: boolean;
  /** Marks single values where only some are modelled; null where a chip says it for all. */
  readonly how: How | undefined;
  /** Number of the first column here, and which one holds the focus. */
  readonly first: number;
  readonly active: number | null;
  /** Contracts picked of this one; its ask is then marked as bought, its bid as sold. */
  readonly picked?: number;
}

/** One contract's cells. A stale quote keeps its old numbers, marked; a bad one keeps its raw sides and has no mid. */
export function SideCells({ cell, columns, inside, how, first, active, picked = 0 }: SideCellsProps) {
  const limit = useHello()?.ageLimits.option;
  const old = useClock((view) => ageState(view, cell.at, limit) === "stale");
  const stale = old || cell.fault === "stale";
  return columns.map((column, place) => (
    <td
      key={column.key}
      data-column={first + place}
      {...(active === null ? {} : ACTS[column.key])}
      tabIndex={active === null ? undefined : active === first + place ? 0 : -1}
      className={cn(
        active === null
          ? "px-1 text-right whitespace-nowrap"
          : "px-1 text-right whitespace-nowrap tablet:px-1.5",
        inside && "bg-bg2",
        ((picked > 0 && column.key === "ask") || (picked < 0 && column.key === "bid")) &&
          "outline-2 -outline-offset-2 outline-accent",
        column.lead ? "text-text" : "text-text2",
        column.key === "mid" && "font-semibold",
        (column.key === "bidSize" || column.key === "askSize") && "text-text3",
      )}
    >
      {column.key === "age" ? (
        <RowAge cell={cell} stale={stale} />
      ) : (
        <Num
          value={column.print(cell)}
          format={sameText}
          why={whyNone(column.key, cell)}
          stale={stale}
          how={how}
        />
      )}
    </td>
  ));
}

/** What a click on a price adds to the selection. */
const ACTS: Readonly<
  Partial<Record<ChainColumn["key"], { readonly "data-leg": string; readonly title: string }>>
> = {
  bid: { "data-leg": "sell", title: "adds a sold contract to the selection; sends nothing" },
  ask: { "data-leg": "buy", title: "adds a bought contract to the selection; sends nothing" },
};

const sameText = (text: string): string => text;

/** `0.3s`, `STALE 14s`, `CROSSED`. */
function RowAge({ cell, stale }: { readonly cell: ContractCell; readonly stale: boolean }) {
  const span = useClock(({ now }) => (now === null || cell.at === null ? null : age(now - cell.at)));
  if (stale)
    return (
      <span className="text-dense font-semibold text-warn">{span === null ? "STALE" : `STALE ${span}`}</span>
    );
  if (cell.fault !== null)
    return <span className="text-dense font-semibold text-warn">{FAULT_WORDS[cell.fault]}</span>;
  return <span className="text-dense text-text3">{span ?? "no quote"}</span>;
}
