import type { ChainFrame } from "@smart0dte/gateway/contract";
import { memo, useRef, useState, type KeyboardEvent } from "react";
import { cn } from "../../ui/cn.ts";
import { signedCount, strike as strikeWords, toE4 } from "../../ui/format/number-format.ts";
import type { ChainColumn } from "./chain-columns.ts";
import { moveFocus, type GridPlace } from "./grid-move.ts";
import { SideCells } from "./side-cells.tsx";
import { useSteadyBoard } from "./use-steady-board.ts";

export type Side = "C" | "P";

interface ChainGridProps {
  readonly frame: ChainFrame;
  readonly columns: readonly ChainColumn[];
  /** Both sides, or one at a time where the screen is narrow. */
  readonly sides: readonly Side[];
  readonly chosen: string | null;
  /** Contracts held by instrument. */
  readonly held: ReadonlyMap<number, number>;
  readonly onChoose: (strike: string, side: Side) => void;
}

/** The board: one row a strike, calls to the left and puts to the right of it. Arrows move, Enter opens the strike. */
export function ChainGrid(props: ChainGridProps) {
  const { frame, columns, sides, chosen, held: legs, onChoose } = props;
  const table = useRef<HTMLTableElement>(null);
  const { rows, held, presence, said } = useSteadyBoard(frame);
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0 });
  const width = columns.length * sides.length + 1;
  const callColumns = sides.includes("C") ? columns : [];
  const putColumns = sides.includes("P") ? columns.toReversed() : [];
  const spot = frame.spot.v === null ? toE4(frame.atm) : toE4(frame.spot.v);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveFocus(place, event.key, { rows: rows.length, columns: width });
    if (event.key === "Enter") {
      const row = rows[place.row];
      if (row !== undefined) onChoose(row.strike, place.column > callColumns.length ? "P" : "C");
      return;
    }
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
    const cell = table.current?.querySelector(`tr[data-row="${next.row}"] [data-column="${next.column}"]`);
    if (cell instanceof HTMLElement) cell.focus();
  };

  return (
    <>
      <table
        ref={table}
        role="grid"
        aria-label={`${frame.ticker} option chain`}
        onKeyDown={onKeyDown}
        className="w-full table-fixed border-collapse text-body max-desk:tablet:min-w-[928px]"
        {...presence}
      >
        <thead className="sticky top-0 z-10 bg-bg1">
          <tr className="h-7 text-dense text-text3">
            {callColumns.map((column) => (
              <Head key={column.key} side="call" column={column} />
            ))}
            <th
              scope="col"
              className="w-[76px] border-b border-line px-2 text-center tablet:w-[100px] font-semibold text-text2"
            >
              strike
            </th>
            {putColumns.map((column) => (
              <Head key={column.key} side="put" column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <ChainRow
              key={row.strike}
              row={row}
              index={index}
              callColumns={callColumns}
              putColumns={putColumns}
              atm={row.strike === frame.atm}
              callInside={toE4(row.strike) < spot}
              chosen={row.strike === chosen}
              active={place.row === index ? place.column : -1}
              heldCall={legs.get(row.call.instrument) ?? 0}
              heldPut={legs.get(row.put.instrument) ?? 0}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      <p role="status" className={held ? "px-3 py-1 text-dense text-warn" : "sr-only"}>
        {held ? `Held while you are at it; the money is at ${strikeWords(frame.atm)}` : said}
      </p>
    </>
  );
}

function Head({ side, column }: { readonly side: string; readonly column: ChainColumn }) {
  return (
    <th
      scope="col"
      className={cn("border-b border-line px-1 text-right whitespace-nowrap tablet:px-1.5", column.width)}
    >
      <span className="sr-only">{side} </span>
      {column.header}
      {column.key === "bidSize" && <span className="sr-only"> bid size</span>}
      {column.key === "askSize" && <span className="sr-only"> ask size</span>}
    </th>
  );
}

interface ChainRowProps {
  readonly row: ChainFrame["rows"][number];
  readonly index: number;
  readonly callColumns: readonly ChainColumn[];
  readonly putColumns: readonly ChainColumn[];
  readonly atm: boolean;
  readonly callInside: boolean;
  readonly chosen: boolean;
  readonly active: number;
  readonly heldCall: number;
  readonly heldPut: number;
  readonly onChoose: (strike: string, side: Side) => void;
}

/** Drawn again only when its own row, place or choice changes. */
const ChainRow = memo(function ChainRow(props: ChainRowProps) {
  const { row, index, callColumns, putColumns, atm, callInside, chosen, active, onChoose } = props;
  const { heldCall, heldPut } = props;
  return (
    <tr
      data-row={index}
      aria-selected={chosen}
      className={cn(
        "h-7 cursor-pointer hover:bg-bg2",
        atm && "border-y border-ctl",
        chosen && "outline-1 -outline-offset-1 outline-accent",
      )}
      onClick={(event) => {
        const cell = event.target instanceof Element ? event.target.closest("[data-column]") : null;
        const column = Number(cell?.getAttribute("data-column") ?? 0);
        onChoose(row.strike, column > callColumns.length ? "P" : "C");
      }}
    >
      <SideCells
        cell={row.call}
        columns={callColumns}
        inside={callInside}
        how={undefined}
        first={0}
        active={active}
      />
      <th
        scope="row"
        data-column={callColumns.length}
        tabIndex={active === callColumns.length ? 0 : -1}
        className="border-x border-line bg-bg1 px-2 text-center font-semibold"
      >
        <span className="relative inline-block">
          <HeldMark contracts={callColumns.length > 0 ? heldCall : 0} side="call" />
          {strikeWords(row.strike)}
          {atm && (
            <span className="absolute top-0 left-full ml-1 text-accent" title="at the money">
              <span aria-hidden="true">●</span>
              <span className="sr-only">at the money</span>
            </span>
          )}
          <HeldMark contracts={putColumns.length > 0 ? heldPut : 0} side="put" afterDot={atm} />
        </span>
      </th>
      <SideCells
        cell={row.put}
        columns={putColumns}
        inside={!callInside}
        how={undefined}
        first={callColumns.length + 1}
        active={active}
      />
    </tr>
  );
});

interface HeldMarkProps {
  readonly contracts: number;
  readonly side: "call" | "put";
  /** The mark of the money stands between. */
  readonly afterDot?: boolean;
}

/** Contracts held on one side of the strike: `▸+1` to the left of it, `−1◂` to the right. */
function HeldMark({ contracts, side, afterDot }: HeldMarkProps) {
  if (contracts === 0) return null;
  const call = side === "call";
  return (
    <span
      className={cn(
        "absolute top-0 text-dense leading-[20px] whitespace-nowrap text-accent",
        call ? "right-full mr-1" : afterDot === true ? "left-full ml-[18px]" : "left-full ml-1",
      )}
      title={`${signedCount(contracts)} ${side} held`}
    >
      <span aria-hidden="true">{call ? `▸${signedCount(contracts)}` : `${signedCount(contracts)}◂`}</span>
      <span className="sr-only">{` ${signedCount(contracts)} ${side} held `}</span>
    </span>
  );
}
