import type { How } from "@smart0dte/gateway/contract";
import type { ReactNode } from "react";
import { cn } from "../../ui/cn.ts";
import { Num } from "../../ui/num.tsx";

/** One line: its name and a figure for each column; null prints as a dash with the reason. */
export interface FigureLine {
  readonly name: string;
  readonly figures: readonly (number | null)[];
  /** Ruled and marked: the line of the money, of the spot now. */
  readonly marked?: boolean;
  /** Why this line has no figure, where it is known better than for the whole table. */
  readonly why?: string | null;
}

interface FigureTableProps {
  readonly label: string;
  /** Of the names, then of each column, units with them. */
  readonly heads: readonly [ReactNode, ...ReactNode[]];
  readonly lines: readonly FigureLine[];
  readonly format: (value: number) => string;
  readonly why: string;
  readonly how?: How | undefined;
  readonly tone?: "sign" | "plain";
  readonly className?: string;
}

/** A picture's numbers: names to the left, figures right-aligned under heads that stay. */
export function FigureTable(props: FigureTableProps) {
  const { label, heads, lines, format, why, how, tone = "plain", className } = props;
  const [first, ...rest] = heads;
  return (
    <table className={cn("w-full text-dense", className)} aria-label={label}>
      <thead className="sticky top-0 bg-bg1 text-text3">
        <tr className="h-6">
          <th scope="col" className="px-3">
            {first}
          </th>
          {rest.map((head, place) => (
            <th key={place} scope="col" className="px-3 text-right">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, figures, marked, why: own }) => (
          <tr
            key={name}
            className={cn("h-6 border-t border-line", marked === true && "bg-bg2 font-semibold")}
          >
            <th scope="row" className="px-3 text-text2">
              {name}
              {marked === true && (
                <span aria-hidden="true" className="ml-1 text-accent">
                  ●
                </span>
              )}
            </th>
            {figures.map((figure, place) => (
              <td key={place} className="px-3 text-right">
                <Num value={figure} format={format} why={own ?? why} how={how} tone={tone} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
