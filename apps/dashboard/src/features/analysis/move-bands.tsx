import { MOVE_WORDS, type How, type MoveReading } from "@smart0dte/gateway/contract";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { coverage, dollarsOf, level } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import { useAnalysis } from "./use-analysis.ts";

const NAMES = ["straddle85", "straddle", "deviation"] as const;

/** The three widths that are called the expected move, each by its true name and with what it covers. */
export function MoveBands({ ticker }: { readonly ticker: DeskTicker }) {
  const moves = useAnalysis(ticker)?.moves;
  const why = moves === undefined ? "waiting for the analysis" : (moves.why ?? "not known");
  return (
    <dl
      aria-label="Expected move"
      className="grid basis-full gap-x-6 gap-y-1 border-t border-line pt-1.5 desk:grid-cols-[repeat(3,390px)]"
    >
      {NAMES.map((name) => {
        const move = moves?.v?.find((one) => one.name === name);
        return (
          <div key={name} className="flex items-baseline gap-x-2 whitespace-nowrap">
            <dt className="text-dense text-text3 max-tablet:w-[132px]">{MOVE_WORDS[name]}</dt>
            <dd className="flex items-baseline gap-x-2">
              {move === undefined ? (
                <Num value={null} format={plusMinus} why={why} />
              ) : (
                <Move move={move} how={moves?.how} />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Move({ move, how }: { readonly move: MoveReading; readonly how: How | undefined }) {
  return (
    <>
      <Num value={move.width} format={plusMinus} how={how} className="font-semibold" />
      <Num value={move} format={rangeOf} className="text-dense text-text2 max-tablet:sr-only" />
      <span
        className="text-dense text-text3"
        title={`under the fitted density; ${coverage(move.lognormal)} under one lognormal`}
      >
        covers <Num value={move.coverage} format={coverage} className="text-text2" />
      </span>
    </>
  );
}

const plusMinus = (width: number): string => `±${dollarsOf(width)}`;
const rangeOf = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${level(low)} – ${level(high)}`;
