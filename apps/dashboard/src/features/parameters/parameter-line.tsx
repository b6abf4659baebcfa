import type { ParameterRow } from "@smart0dte/gateway/contract";
import { useState, type Dispatch, type SyntheticEvent } from "react";
import { useClock } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { age } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { isPercent, printValue, readEntry, unitBeside } from "./parameter-entry.ts";
import type { StagedEvent } from "./staged-changes.ts";

interface ParameterLineProps {
  readonly row: ParameterRow;
  readonly editable: boolean;
  readonly phone: boolean;
  readonly tell: Dispatch<StagedEvent>;
}

export function ParameterLine({ row, editable, phone, tell }: ParameterLineProps) {
  const print = (value: number | string) => printValue(row, value);
  return (
    <tr className="border-t border-line ">
      <th scope="row" className="px-3 py-1.5">
        <span className="font-semibold">{row.label}</span>{" "}
        <span className="text-dense text-text3">{unitBeside(row)}</span>
        <LastChange row={row} />
      </th>
      <td className="px-3 py-1.5 text-right font-semibold">
        <Num value={row.now} format={print} />
      </td>
      {!phone && (
        <>
          <td className="px-3 py-1.5 text-right text-text2">
            <Num value={row.default} format={print} />
          </td>
          <td className="px-3 py-1.5 text-right text-text2">
            <Num value={row.ceiling} format={print} why="no ceiling: a choice" />
          </td>
        </>
      )}
      {editable && (
        <td className="px-3 py-1">
          <Editor row={row} tell={tell} />
        </td>
      )}
      {!phone && <td className="px-3 text-dense text-text2">{row.effect}</td>}
    </tr>
  );
}

function LastChange({ row: { changedBy, changedAt } }: { readonly row: ParameterRow }) {
  const ago = useClock(({ now }) => (now === null || changedAt === null ? null : age(now - changedAt)));
  if (changedBy === null || ago === null) return null;
  return <span className="block text-dense text-text3">{`set by ${changedBy} ${ago} ago`}</span>;
}

function Editor({ row, tell }: { readonly row: ParameterRow; readonly tell: Dispatch<StagedEvent> }) {
  const [entry, setEntry] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const stage = (event: SyntheticEvent) => {
    event.preventDefault();
    const read = readEntry(row, entry);
    setFault(read.ok ? null : read.sentence);
    if (!read.ok) return;
    tell({ kind: "stage", change: { name: row.name, from: row.now, value: read.value } });
    setEntry("");
  };
  const id = `fault-${row.name}`;
  return (
    <form onSubmit={stage}>
      <div className="flex items-center gap-2">
        {row.kind === "choice" ? (
          <select
            aria-label={`New ${row.label}`}
            value={entry}
            onChange={(event) => {
              setEntry(event.target.value);
            }}
            className="h-7 w-24 rounded border border-ctl bg-bg0 px-1.5 text-body"
          >
            <option value="">choose…</option>
            {row.choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <span className="relative">
            <input
              aria-label={`New ${row.label}`}
              inputMode="decimal"
              value={entry}
              aria-invalid={fault === null ? undefined : true}
              aria-describedby={fault === null ? undefined : id}
              onChange={(event) => {
                setEntry(event.target.value);
                setFault(null);
              }}
              className="h-7 w-24 rounded border border-ctl bg-bg0 pr-6 pl-2 text-right text-body"
            />
            <span
              className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-dense text-text3"
              aria-hidden="true"
            >
              {isPercent(row) ? "%" : row.unit === "USD" ? "$" : ""}
            </span>
          </span>
        )}
        <Button size="small" type="submit" disabled={entry === ""} aria-label={`Stage ${row.label}`}>
          Stage
        </Button>
      </div>
      {fault !== null && (
        <p id={id} role="alert" className="mt-1 max-w-80 text-dense text-danger">
          {fault}
        </p>
      )}
    </form>
  );
}
