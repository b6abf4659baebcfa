import { area, line } from "d3-shape";
import type { PanelPlot } from "./plot-frame.ts";

/** A point in the panel's own units. */
export type PlotPoint = readonly [x: number, y: number];

const rounded = (place: number): number => Math.round(place * 100) / 100;

/** Straight from point to point. */
export function linePath({ x, y }: PanelPlot, points: readonly PlotPoint[]): string {
  const path = line<PlotPoint>(
    ([across]) => rounded(x(across)),
    ([, up]) => rounded(y(up)),
  );
  return path([...points]) ?? "";
}

/** Between the points and the level 0. */
export function areaPath({ x, y }: PanelPlot, points: readonly PlotPoint[]): string {
  const path = area<PlotPoint>(
    ([across]) => rounded(x(across)),
    rounded(y(0)),
    ([, up]) => rounded(y(up)),
  );
  return path([...points]) ?? "";
}
