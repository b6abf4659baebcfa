import { lazy, Suspense, useEffect, useState } from "react";
import type { How } from "@smart0dte/gateway/contract";
import { useDesk, useTopic } from "../socket/desk-context.ts";
import type { CandleSeries } from "../socket/candle-book.ts";
import { CandleTable } from "./candle-table.tsx";
import type { FillMark } from "./live-chart.tsx";
import type { PriceMark } from "./price-mark.ts";
import { Empty, Loading, Unreadable } from "./state-note.tsx";
import { useLook } from "./theme.ts";

const LiveChart = lazy(() => import("./live-chart.tsx").then(({ LiveChart: chart }) => ({ default: chart })));

interface CandleViewProps {
  readonly instrument: number;
  /** `SPY`, `SPY 512 call`. */
  readonly label: string;
  readonly view: "chart" | "table";
  readonly vwap?: boolean;
  readonly lines?: readonly PriceMark[];
  readonly fills?: readonly FillMark[];
}

const NO_LINES: readonly PriceMark[] = [];
const NO_FILLS: readonly FillMark[] = [];

/** Candles of one instrument as a chart or as a table of the same numbers. */
export function CandleView({
  instrument,
  label,
  view,
  vwap = false,
  lines = NO_LINES,
  fills = NO_FILLS,
}: CandleViewProps) {
  const { candles } = useDesk();
  const look = useLook();
  useTopic(`candles:${instrument}`);
  const known = useSeries(instrument);
  if (known === null) {
    return (
      <>
        <Unreadable topic={`candles:${instrument}`} />
        <Loading what={`${label} candles`} rows={6} />
      </>
    );
  }
  if (known.candles.length === 0)
    return <Empty>{`No bar of ${label} yet today. A bar appears with the first admissible price.`}</Empty>;
  if (view === "table") return <CandleTable candles={known.candles} label={label} />;
  return (
    <Suspense fallback={<Loading what="the chart" rows={6} />}>
      <LiveChart
        book={candles}
        instrument={instrument}
        label={`${label}, two-minute candles`}
        {...{ vwap, lines, fills, look }}
      />
    </Suspense>
  );
}

/** Renders again when the number of bars changes, not on every price. */
function useSeries(instrument: number): CandleSeries | null {
  const { candles } = useDesk();
  const [, redraw] = useState("");
  useEffect(
    () =>
      candles.subscribe(instrument, ({ series }) => {
        redraw(`${instrument}-${series.candles.length}`);
      }),
    [candles, instrument],
  );
  return candles.get(instrument);
}

/** How the newest bar was made. */
export function useCandleHow(instrument: number | undefined): How | undefined {
  const series = useSeries(instrument ?? -1);
  return series?.candles.at(-1)?.how;
}
