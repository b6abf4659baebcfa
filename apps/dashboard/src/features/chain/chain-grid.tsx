import type { ChainFrame } from "@smart0dte/gateway/contract";
import { memo, useRef, useState, type KeyboardEvent } from "react";
import { cn } from "../../ui/cn.ts";
import { signedCount, strike as strikeWords, toE4 } from "../../ui/format/number-format.ts";
import type { ChainColumn } from "./chain-columns.ts";
import { moveFocus, type GridPlace } from "./grid-move.ts";
import { LEG_KEYS } from "./leg-keys.ts";
import { quantityOf } from "./selection.ts";
import { SideCells } from "./side-cells.tsx";
import type { SelectionUse } from "./use-selection.ts";
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
  readonly selection: SelectionUse;
}

/**
 * The board: one row a strike, calls to the left and puts to the right of it. Arrows move, Enter opens the strike,
 * `b`, `s` and `x` pick its contracts; a click on an ask or a bid does the same.
 */
export function ChainGrid(props: ChainGridProps) {
  const { frame, columns, sides, chosen, held: legs, onChoose, selection } = props;
  const table = useRef<HTMLTableElement>(null);
  const { rows, held, presence, said } = useSteadyBoard(frame);
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0 });
  const width = columns.length * sides.length + 1;
  const callColumns = sides.includes("C") ? columns : [];
  const putColumns = sides.includes("P") ? columns.toReversed() : [];
  const spot = frame.spot.v === null ? toE4(frame.atm) : toE4(frame.spot.v);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows[place.row];
    const side: Side = callColumns.length === 0 || place.column > callColumns.length ? "P" : "C";
    if (event.key === "Enter") {
      if (at !== undefined) onChoose(at.strike, side);
      return;
    }
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : LEG_KEYS[event.key];
    if (act !== undefined) {
      event.preventDefault();
      if (at !== undefined && !event.repeat) selection.act(act, { strike: at.strike, right: side });
      return;
    }
    const next = moveFocus(place, event.key, { rows: rows.length, columns: width });
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
        // a cell that a pointer or a tab has come to is the place of the next key
        onFocusCapture={({ target }) => {
          const focused = placeOf(target);
          if (focused !== null) setPlace(focused);
        }}
        className="w-full table-fixed border-collapse text-body max-desk:tablet:min-w-[944px]"
        {...presence}
      >
        <thead className="sticky top-0 z-10 bg-bg1">
          <tr className="h-7 text-dense text-text3">
            {callColumns.map((column) => (
              <Head key={column.key} side="call" column={column} />
            ))}
            <th
              scope="col"
              className="w-[76px] border-b border-line px-2 text-center tablet:w-[120px] font-semibold text-text2"
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
              pickedCall={quantityOf(selection.legs, { strike: row.strike, right: "C" })}
              pickedPut={quantityOf(selection.legs, { strike: row.strike, right: "P" })}
              onChoose={onChoose}
              onAct={selection.act}
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

/** The place of a cell of the board; null for what is none. */
function placeOf(element: EventTarget): GridPlace | null {
  if (!(element instanceof HTMLElement)) return null;
  const [row, column] = [element.closest("[data-row]"), element.closest("[data-column]")];
  if (row === null || column === null) return null;
  return { row: Number(row.getAttribute("data-row")), column: Number(column.getAttribute("data-column")) };
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
  readonly pickedCall: number;
  readonly pickedPut: number;
  readonly onChoose: (strike: string, side: Side) => void;
  readonly onAct: SelectionUse["act"];
}

/** Drawn again only when its own row, place or choice changes. */
const ChainRow = memo(function ChainRow(props: ChainRowProps) {
  const { row, index, callColumns, putColumns, atm, callInside, chosen, active, onChoose } = props;
  const { heldCall, heldPut, pickedCall, pickedPut, onAct } = props;
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
        const right: Side = callColumns.length === 0 || column > callColumns.length ? "P" : "C";
        const act = cell?.getAttribute("data-leg");
        if (act === "buy" || act === "sell") onAct(act, { strike: row.strike, right });
        else onChoose(row.strike, right);
      }}
    >
      <SideCells
        cell={row.call}
        columns={callColumns}
        inside={callInside}
        how={undefined}
        first={0}
        active={active}
        picked={pickedCall}
      />
      <th
        scope="row"
        data-column={callColumns.length}
        tabIndex={active === callColumns.length ? 0 : -1}
        className="relative border-x border-line bg-bg1 px-2 text-center font-semibold"
      >
        <PickedMark contracts={callColumns.length > 0 ? pickedCall : 0} side="call" />
        <PickedMark contracts={putColumns.length > 0 ? pickedPut : 0} side="put" />
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
        picked={pickedPut}
      />
    </tr>
  );
});

/** Contracts picked at the edge of their side: `+1` in a box. */
function PickedMark({ contracts, side }: { readonly contracts: number; readonly side: "call" | "put" }) {
  if (contracts === 0) return null;
  return (
    <span
      className={cn(
        "absolute top-1 min-w-5 rounded-sm bg-accent px-0.5 text-center text-dense leading-[20px] text-bg0",
        side === "call" ? "left-0" : "right-0",
      )}
      title={`${signedCount(contracts)} ${side} selected`}
    >
      <span aria-hidden="true">{signedCount(contracts)}</span>
      <span className="sr-only">{` ${signedCount(contracts)} ${side} selected `}</span>
    </span>
  );
}

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
