import { line, text, type PanelPlot } from "./plot-frame.ts";
import { INK, SIZE } from "./plot-theme.ts";
import { group, type SvgElement } from "./svg-element.ts";

export interface AxisWords {
  /** Below the price axis. */
  readonly x: string;
  readonly yTick: (value: number) => string;
  /** About so many ticks; 5 unless told. */
  readonly yTicks?: number;
}

const X_TICKS = 8;

/** Grid, ticks and names of both axes. */
export function axes({ x, y, inner }: PanelPlot, { x: name, yTick, yTicks = 5 }: AxisWords): SvgElement {
  const bottom = inner.y + inner.height;
  const right = inner.x + inner.width;
  const small = { "font-size": SIZE.small, fill: INK.text3 };
  return group({}, [
    ...y
      .ticks(yTicks)
      .flatMap((value) => [
        line([inner.x, y(value)], [right, y(value)], { stroke: INK.grid }),
        text([inner.x - 8, y(value) + 4], yTick(value), { ...small, "text-anchor": "end" }),
      ]),
    ...x
      .ticks(X_TICKS)
      .flatMap((value) => [
        line([x(value), bottom], [x(value), bottom + 4]),
        text([x(value), bottom + 17], x.tickFormat(X_TICKS)(value), { ...small, "text-anchor": "middle" }),
      ]),
    line([inner.x, bottom], [right, bottom]),
    text([inner.x + inner.width / 2, bottom + 33], name, { ...small, "text-anchor": "middle" }),
  ]);
}
