import type { Candle } from "@smart0dte/gateway/contract";
import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  LineSeries,
  type IChartApi,
  type ISeriesMarkersPluginApi,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import type { CandleBook } from "../socket/candle-book.ts";
import { chartLook, seriesLook, type ChartColours } from "./chart-look.ts";
import { LevelLines } from "./level-lines.ts";
import type { PriceMark } from "./price-mark.ts";
import { RangeBand, type Band } from "./range-band.ts";
import { vwapOf } from "./vwap.ts";

export interface FillMark {
  /** Seconds since 1970. */
  readonly time: number;
  readonly text: string;
  readonly opens: boolean;
}

interface LiveChartProps {
  readonly book: CandleBook;
  readonly instrument: number;
  readonly label: string;
  readonly vwap: boolean;
  readonly lines: readonly PriceMark[];
  readonly fills: readonly FillMark[];
  /** Changes when the theme does: colours are read again. */
  readonly look: string;
}

const MOST_MARKERS = 300;
const FEWEST_SLOTS = 60;
const MOST_SLOTS = 120;
const ROOM = 5;

/** Two-minute candles, drawn straight from the candle book: up hollow, down solid. */
export function LiveChart({ book, instrument, label, vwap, lines, fills, look }: LiveChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);

  useEffect(() => {
    if (frame.current === null) return;
    const made = draw(frame.current);
    drawing.current = made;
    const show = (candles: readonly Candle[]) => {
      made.all(candles, vwap);
    };
    show(book.get(instrument)?.candles ?? []);
    const stop = book.subscribe(instrument, (news) => {
      if (news.kind === "all") show(news.series.candles);
      else made.change(news.candles, news.series.candles, vwap);
    });
    return () => {
      stop();
      drawing.current = null;
      made.chart.remove();
    };
  }, [book, instrument, vwap, look]);

  useEffect(() => {
    drawing.current?.marks(lines, fills);
  }, [lines, fills, instrument, vwap, look]);

  return (
    <div
      ref={frame}
      role="group"
      aria-label={`${label}; the table view lists the same numbers`}
      className="absolute inset-0"
    />
  );
}

interface Drawing {
  readonly chart: IChartApi;
  readonly all: (candles: readonly Candle[], vwap: boolean) => void;
  readonly change: (changed: readonly Candle[], candles: readonly Candle[], vwap: boolean) => void;
  readonly marks: (lines: readonly PriceMark[], fills: readonly FillMark[]) => void;
}

function draw(frame: HTMLDivElement): Drawing {
  const colours = chartLook(frame);
  const chart = createChart(frame, colours.options);
  const candles = chart.addSeries(CandlestickSeries, seriesLook(colours));
  const volume = chart.addSeries(HistogramSeries, {
    priceScaleId: "volume",
    priceFormat: { type: "volume" },
    lastValueVisible: false,
    priceLineVisible: false,
  });
  volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
  candles.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.22 } });
  const line = chart.addSeries(LineSeries, {
    color: colours.accent,
    lineWidth: 1,
    lastValueVisible: false,
    priceLineVisible: false,
    crosshairMarkerVisible: false,
  });
  const markers = createSeriesMarkers(candles, []);
  const levels = new LevelLines(candles, colours);
  const band = new RangeBand(colours.text3);
  candles.attachPrimitive(band);
  const bar = barOf(colours);
  let newest = 0;
  let count = 0;
  const redraw = (list: readonly Candle[], vwap: boolean) => {
    newest = list.at(-1)?.time ?? 0;
    count = list.length;
    candles.setData(list.map(candleOf));
    volume.setData(list.filter(({ volume: size }) => size !== null).map(bar));
    line.setData(vwap ? vwapOf(list).map(({ time, value }) => ({ time: stamp(time), value })) : []);
  };
  return {
    chart,
    all: (list, vwap) => {
      redraw(list, vwap);
      chart.timeScale().setVisibleLogicalRange(slotsFor(list.length));
    },
    change: (changed, list, vwap) => {
      // the chart takes single bars at its end only; a corrected older one is drawn with all of them
      if (changed.some(({ time }) => time < newest)) {
        redraw(list, vwap);
        return;
      }
      const follows = seesEnd(chart, count);
      for (const candle of changed) {
        candles.update(candleOf(candle));
        if (candle.volume !== null) volume.update(bar(candle));
        newest = candle.time;
      }
      const last = vwap ? vwapOf(list).at(-1) : undefined;
      if (last !== undefined) line.update({ time: stamp(last.time), value: last.value });
      if (list.length > count && follows) chart.timeScale().setVisibleLogicalRange(slotsFor(list.length));
      count = list.length;
    },
    marks: (lines, fills) => {
      levels.show(lines);
      band.show(bandOf(lines), newest === 0 ? null : stamp(newest));
      fillMarks(markers, fills, colours);
    },
  };
}

/** The newest bar is in view: nobody has scrolled back. */
function seesEnd(chart: IChartApi, bars: number): boolean {
  const range = chart.timeScale().getVisibleLogicalRange();
  return range === null || range.to >= bars - 1;
}

/** The expected move is the only pair of levels with an inside. */
function bandOf(lines: readonly PriceMark[]): Band | null {
  const prices = lines.filter(({ label }) => label === "EM").map(({ price }) => price);
  return prices.length === 0 ? null : { low: Math.min(...prices), high: Math.max(...prices) };
}

function fillMarks(
  markers: ISeriesMarkersPluginApi<Time>,
  fills: readonly FillMark[],
  colours: ChartColours,
): void {
  markers.setMarkers(
    fills.slice(-MOST_MARKERS).map(({ time, text, opens }) => ({
      time: stamp(time),
      position: "aboveBar" as const,
      shape: opens ? ("circle" as const) : ("square" as const),
      color: colours.text2,
      size: 0.8,
      text,
    })),
  );
}

/** A young session fills up from the left; a long one shows its end. */
function slotsFor(bars: number): { readonly from: number; readonly to: number } {
  if (bars < FEWEST_SLOTS) return { from: -1, to: FEWEST_SLOTS };
  return { from: Math.max(-1, bars + ROOM - MOST_SLOTS), to: bars + ROOM };
}

const candleOf = ({ time, open, high, low, close }: Candle) => ({
  time: stamp(time),
  open,
  high,
  low,
  close,
});

const barOf = (colours: ChartColours) => (candle: Candle) => ({
  time: stamp(candle.time),
  value: candle.volume ?? 0,
  color: candle.close >= candle.open ? colours.volumeUp : colours.volumeDown,
});

/** The chart's own brand for whole seconds since 1970. */
const stamp = (seconds: number): UTCTimestamp => seconds as UTCTimestamp;
