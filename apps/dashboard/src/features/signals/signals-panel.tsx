import type { SignalRow } from "@smart0dte/gateway/contract";
import { useRows } from "../../socket/desk-context.ts";
import { basisOf } from "../../ui/desk-words.ts";
import { useOpenDetail } from "../../ui/desk-location.ts";
import { probability } from "../../ui/format/number-format.ts";
import { time } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { Triangle } from "../../ui/triangle.tsx";

const SHOWN = 40;

/** The signal feed: what the desk thinks, how sure it is and on what that rests. */
export function SignalsPanel({ className }: { readonly className?: string }) {
  const rows = useRows("signals");
  return (
    <Panel title="Signals" className={className ?? ""} scrolls>
      <Unreadable topic="signals" />
      {rows === null ? (
        <Loading what="signals" rows={4} />
      ) : rows.length === 0 ? (
        <Empty>No signal yet. Signals begin when the windows of their factors are full.</Empty>
      ) : (
        <ol aria-label="Signals, newest first">
          {rows.slice(0, SHOWN).map((row) => (
            <SignalLine key={row.id} row={row} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function SignalLine({ row }: { readonly row: SignalRow }) {
  const [, open] = useOpenDetail();
  const { at, ticker, direction, confidence, outcome, how } = row;
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        onClick={() => {
          open({ kind: "signal", id: row.id });
        }}
        className="flex min-h-7 w-full items-center gap-2 px-3 py-1 text-left text-dense hover:bg-bg2"
      >
        <span className="text-text3">{time(at)}</span>
        <strong className="w-8 font-semibold">{ticker}</strong>
        <span className="flex w-4 justify-center">
          <Triangle of={direction} />
          <span className="sr-only">{direction}</span>
        </span>
        <span className="w-10 text-right font-semibold">
          <Num value={confidence.value} format={probability} how={how} />
        </span>
        <span className="min-w-0 flex-1 truncate text-text3">{basisOf(confidence)}</span>
        <span className="w-[62px] shrink-0 text-right text-text3">{outcome ?? "open"}</span>
      </button>
    </li>
  );
}
