import { LADDER_WORDS, type How } from "@smart0dte/gateway/contract";
import { cn } from "../../ui/cn.ts";
import { Num } from "../../ui/num.tsx";
import { LADDER_FORMATS, ladderUnit, type LadderMeasure, type LadderShown } from "./ladder-shown.ts";

interface LadderTableProps {
  readonly label: string;
  readonly ladder: LadderShown;
  readonly measure: LadderMeasure;
  readonly how: How;
}

/** What time and price will do: a column for each moment, a line for each spot, the forward marked. */
export function LadderTable({ label, ladder, measure, how }: LadderTableProps) {
  const { moments, lines, cells, scale, middle, head } = ladder;
  return (
    <table
      className="w-full min-w-[324px] table-fixed text-body"
      aria-label={`${label}: ${measure}, ${ladderUnit(scale, measure)}`}
    >
      <thead className="sticky top-0 z-10 bg-bg1 text-dense text-text3">
        <tr className="h-9 align-bottom">
          <th scope="col" className="w-[78px] border-b tablet:w-[88px] border-line pl-3">
            {head}
          </th>
          {moments.map(({ name, at }) => (
            <th
              key={name}
              scope="col"
              className="border-b border-line px-1 text-right whitespace-nowrap last:pr-3 tablet:px-2"
            >
              <span className="block font-semibold text-text2">{name}</span> {at}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, row) => (
          <tr key={line} className={cn("h-[22px]", row === middle && "border-y border-ctl bg-bg2")}>
            <th scope="row" className="pl-3 whitespace-nowrap text-text2">
              {line}
              {row === middle && (
                <span className="ml-1 text-accent" title="the forward">
                  <span aria-hidden="true">●</span>
                  <span className="sr-only">the forward</span>
                </span>
              )}
            </th>
            {moments.map(({ name }, column) => (
              <td key={name} className="px-1 text-right whitespace-nowrap last:pr-3 tablet:px-2">
                <Num
                  value={cells[column]?.[row]?.[measure]}
                  format={LADDER_FORMATS[scale][measure]}
                  how={how}
                  why={LADDER_WORDS.atStrike}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
