import { ColorType, CrosshairMode, type DeepPartial, type ChartOptions } from "lightweight-charts";
import { shortTime } from "./format/time-format.ts";

export interface ChartColours {
  readonly options: DeepPartial<ChartOptions>;
  readonly panel: string;
  readonly up: string;
  readonly down: string;
  readonly accent: string;
  readonly danger: string;
  readonly text2: string;
  readonly text3: string;
  readonly volumeUp: string;
  readonly volumeDown: string;
}

/** The tokens of the theme as the chart wants them, New York time on its axis, attribution kept. */
export function chartLook(frame: HTMLElement): ChartColours {
  const style = getComputedStyle(frame);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const [panel, line, up, down] = [token("--bg1"), token("--line"), token("--up"), token("--down")];
  return {
    panel,
    up,
    down,
    accent: token("--accent"),
    danger: token("--danger"),
    text2: token("--text2"),
    text3: token("--text3"),
    volumeUp: `${up}55`,
    volumeDown: `${down}55`,
    options: {
      autoSize: true,
      layout: {
        background: { type: ColorType.Solid, color: panel },
        textColor: token("--text3"),
        fontFamily: style.fontFamily,
        fontSize: 12,
        attributionLogo: true,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: line } },
      rightPriceScale: { borderVisible: false },
      timeScale: {
        borderColor: line,
        timeVisible: true,
        secondsVisible: false,
        shiftVisibleRangeOnNewBar: false,
        tickMarkFormatter: (time: unknown) => shortTime(Number(time) * 1_000_000),
      },
      localization: { timeFormatter: (time: unknown) => `${shortTime(Number(time) * 1_000_000)} ET` },
      crosshair: { mode: CrosshairMode.Normal },
      handleScroll: { vertTouchDrag: false },
      handleScale: { mouseWheel: false },
    },
  };
}

/** Up hollow and down solid: shape says what colour says. */
export const seriesLook = ({ panel, up, down }: ChartColours) => ({
  upColor: panel,
  downColor: down,
  borderUpColor: up,
  borderDownColor: down,
  wickUpColor: up,
  wickDownColor: down,
});
