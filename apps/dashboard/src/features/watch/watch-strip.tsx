import type { WatchFrame } from "@smart0dte/gateway/contract";
import { useHello, useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { cn } from "../../ui/cn.ts";
import { FAULT_WORDS } from "../../ui/desk-words.ts";
import {
  dollarsOf,
  level,
  percentChange,
  priceChange,
  underlyingPrice,
} from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import { Triangle } from "../../ui/triangle.tsx";
import { TICKERS, useTicker } from "../../ui/desk-location.ts";
import { useShortcut } from "../../ui/use-shortcut.ts";

/** The three tickers, the VIX and the expected move: what the market does now. */
export function WatchStrip() {
  const watch = useLatest("watch");
  const [chosen, choose] = useTicker();
  useShortcut({
    keys: ["1", "2", "3"],
    words: "SPY, QQQ, IWM",
    act: (key) => {
      choose(TICKERS[Number(key) - 1] ?? chosen);
    },
  });
  return (
    <section aria-label="Watch" className="grid grid-cols-3 gap-2 desk:flex">
      {TICKERS.map((ticker) => (
        <button
          key={ticker}
          type="button"
          aria-pressed={ticker === chosen}
          onClick={() => {
            choose(ticker);
          }}
          className={cn(
            "relative min-w-0 rounded border border-line bg-bg1 px-2 py-1.5 text-left hover:border-ctl desk:flex-1 desk:px-3",
            ticker === chosen && "border-accent shadow-[inset_0_-2px_0_var(--accent)]",
          )}
        >
          <TickerReading
            ticker={ticker}
            row={watch?.tickers.find((one) => one.ticker === ticker)}
            known={watch !== undefined}
          />
        </button>
      ))}
      <IndexReading />
      <ExpectedMove />
    </section>
  );
}

type TickerRow = WatchFrame["tickers"][number];

function TickerReading({
  ticker,
  row,
  known,
}: {
  readonly ticker: string;
  readonly row: TickerRow | undefined;
  readonly known: boolean;
}) {
  const limits = useHello()?.ageLimits;
  const why = known ? "this source has no " + ticker : "waiting for the watch strip";
  const direction = directionOf(row);
  return (
    <span className="flex flex-col gap-x-3 desk:flex-row desk:items-baseline">
      <span className="flex items-baseline gap-2">
        <span className="text-control font-semibold text-text2">{ticker}</span>
        <span className="hidden min-w-8 tablet:inline-block">
          <AgeBadge at={row?.last.at} limit={limits?.underlying} of={`${ticker} quote`} />
        </span>
      </span>
      <Num
        value={row?.last.v}
        format={underlyingPrice}
        how={row?.last.how}
        why={row?.last.why ?? why}
        className="text-title leading-[22px] font-semibold desk:text-figure"
      />
      <span
        className="flex flex-wrap items-center gap-x-1.5 text-dense desk:text-body"
        title={changeWords(row)}
      >
        {direction !== null && <Triangle of={direction} />}
        <Num value={row?.change.v} format={priceChange} tone="sign" why={row?.change.why ?? why} />
        <Num
          value={row?.changeFraction}
          format={percentChange}
          tone="sign"
          why="no earlier price"
          className="hidden tablet:inline desk:max-[1399px]:hidden"
        />
        <span className="hidden text-dense text-text3 wide:inline">{changeWords(row)}</span>
      </span>
      {row?.fault != null && (
        <span className="text-dense font-semibold text-warn">{FAULT_WORDS[row.fault]}</span>
      )}
    </span>
  );
}

function IndexReading() {
  const vix = useLatest("watch")?.vix;
  const limits = useHello()?.ageLimits;
  return (
    <div className="col-span-2 flex items-baseline gap-3 rounded border border-line bg-bg1 px-2 py-1.5 desk:col-span-1 desk:w-48 desk:px-3">
      <span className="text-control font-semibold text-text2">VIX</span>
      <Num
        value={vix?.v}
        format={level}
        how={vix?.how}
        why={vix?.why ?? "waiting for the watch strip"}
        className="text-title leading-[22px] font-semibold desk:text-figure"
      />
      <AgeBadge at={vix?.at} limit={limits?.index} of="VIX" />
    </div>
  );
}

function ExpectedMove() {
  const [ticker] = useTicker();
  const chain = useLatest(`chain:${ticker}`);
  return (
    <div className="flex items-baseline gap-3 rounded border border-line bg-bg1 px-2 py-1.5 whitespace-nowrap justify-between desk:w-40 desk:px-3">
      <abbr title="expected move to the close" className="text-dense text-text3 no-underline">
        <span className="max-desk:hidden">exp move</span>
        <span className="desk:hidden" aria-hidden="true">
          EM
        </span>
      </abbr>
      <Num
        value={chain?.expectedMove.v}
        format={(value: number) => `±${dollarsOf(value)}`}
        how={chain?.expectedMove.how}
        why={chain?.expectedMove.why ?? "waiting for the chain"}
        className="text-title leading-[22px] font-semibold"
      />
    </div>
  );
}

const directionOf = (row: TickerRow | undefined): "up" | "down" | null => {
  const change = row?.change.v;
  if (change === null || change === undefined || /^-?0+\.0+$/.test(change)) return null;
  return change.startsWith("-") ? "down" : "up";
};

const changeWords = (row: TickerRow | undefined): string => {
  if (row?.changeFrom === "previousClose") return "from prior close";
  return row?.changeFrom === "sessionOpen" ? "from today's open" : "";
};
