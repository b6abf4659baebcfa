import { probabilityBelow, type Smile } from "@smart0dte/pricing";
import type { ChainAnalysis } from "../chain-analysis.ts";
import type { ChainDensity } from "../chain-density.ts";
import type { CoveredMove } from "../chain-moves.ts";
import { axes } from "./plot-axes.ts";
import {
  emptyPanel,
  haloText,
  line,
  panel,
  plotOf,
  text,
  type PanelPlot,
  type PlotBox,
} from "./plot-frame.ts";
import { areaPath, linePath } from "./plot-paths.ts";
import { INK, SIZE } from "./plot-theme.ts";
import { evenly, type PriceRange } from "./plot-view.ts";
import { percent } from "./plot-words.ts";
import { group, svg, type SvgElement } from "./svg-element.ts";

const TITLE = "Risk-neutral density: where these quotes put the close";
const BINS = 240;
const LABEL_ROOM = 20;
const BAND_HEIGHT = 19;

/** Probability of each dollar of the price at expiry, its quantiles, and the moves that people quote. */
export function densityPanel(analysis: ChainAnalysis, box: PlotBox, range: PriceRange | null): SvgElement {
  const { smile, density, moves } = analysis;
  if (smile === null || density === null || range === null)
    return emptyPanel(box, TITLE, ["No smile lies in these quotes, and without one there is no density."]);
  const bins = densityBins(smile, range);
  const highest = Math.max(...bins.map(({ mass }) => mass));
  const plot = plotOf(box, range, {
    range: [0, highest * 1.08],
    top: LABEL_ROOM,
    bottom: BAND_HEIGHT * moves.length + 10,
  });
  const caption = [
    "chance per $1 of the price at expiry, from the fitted smile; not a forecast",
    "marks: quantiles; bars: moves as they are quoted, and how often this density ends within them",
  ];
  return panel(box, { title: TITLE, caption }, [
    axes(plot, {
      x: "price at expiry, $",
      yTick: (share) => percent(share, highest < 0.04 ? 1 : 0),
      yTicks: 4,
    }),
    ...bodyOf(plot, bins),
    line([plot.inner.x, plot.y(0)], [plot.inner.x + plot.inner.width, plot.y(0)]),
    ...quantileMarks(plot, density, bins),
    ...moves.map((move, row) => moveMark(plot, { move, forward: smile.forward, row })),
  ]);
}

interface DensityBin {
  readonly middle: number;
  /** Mean probability per dollar of the bin, exact for the smile. */
  readonly mass: number;
}

function densityBins(smile: Smile, range: PriceRange): readonly DensityBin[] {
  const edges = evenly(range, BINS + 1);
  const below = edges.map((edge) => probabilityBelow(smile, edge));
  return edges.slice(1).map((high, i) => {
    const low = edges[i] ?? high;
    const mass = Math.max(0, (below[i + 1] ?? 0) - (below[i] ?? 0)) / (high - low);
    return { middle: (low + high) / 2, mass };
  });
}

function bodyOf(plot: PanelPlot, bins: readonly DensityBin[]): readonly SvgElement[] {
  const points = bins.map(({ middle, mass }) => [middle, mass] as const);
  return [
    svg("path", { d: areaPath(plot, points), fill: INK.upTint }),
    svg("path", { d: linePath(plot, points), fill: INK.none, stroke: INK.text, "stroke-width": 1.6 }),
  ];
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

/** A line under the curve at each quantile; its label stands outside the curve, where there is room. */
function quantileMarks(
  { x, y }: PanelPlot,
  { quantiles }: ChainDensity,
  bins: readonly DensityBin[],
): readonly SvgElement[] {
  const shown = quantiles.filter(({ share }) => QUANTILES.includes(share));
  const highest = y(Math.max(...bins.map(({ mass }) => mass)));
  return shown.map(({ share, price }) => {
    const [place, top] = [x(price), y(heightAt(bins, price))];
    const lean = share < 0.5 ? "end" : share > 0.5 ? "start" : "middle";
    // the median's words clear the peak; the others' clear the ground
    const label = {
      end: [place - 7, Math.min(top + 2, y(0) - 5)],
      middle: [place, highest - 8],
      start: [place + 7, Math.min(top + 2, y(0) - 5)],
    } as const;
    return group({}, [
      line([place, y(0)], [place, top], { stroke: INK.up, "stroke-width": share === 0.5 ? 2 : 1 }),
      svg("circle", { cx: place, cy: top, r: 2.5, fill: INK.up }),
      haloText(label[lean], `${Math.round(share * 100)} %  ${price.toFixed(2)}`, {
        "text-anchor": lean,
        "font-size": SIZE.small,
      }),
    ]);
  });
}

/** Of the curve as drawn: straight between the middles of the bins. */
function heightAt(bins: readonly DensityBin[], price: number): number {
  const next = bins.findIndex(({ middle }) => middle >= price);
  const [low, high] = [bins[next - 1], bins[next]];
  if (low === undefined || high === undefined) return (low ?? high)?.mass ?? 0;
  const share = (price - low.middle) / (high.middle - low.middle);
  return low.mass + share * (high.mass - low.mass);
}

interface PlacedMove {
  readonly move: CoveredMove;
  readonly forward: number;
  readonly row: number;
}

function moveMark({ x, y }: PanelPlot, { move, forward, row }: PlacedMove): SvgElement {
  const { name, width, density } = move;
  const level = y(0) + 16 + BAND_HEIGHT * row;
  const [from, to] = [x(forward - width), x(forward + width)];
  const small = { "font-size": SIZE.small, fill: INK.text2 };
  return group({}, [
    line([from, level], [to, level], { stroke: INK.model, "stroke-width": 3 }),
    ...[from, to].map((end) => line([end, level - 5], [end, level + 5], { stroke: INK.model })),
    text([from - 7, level + 4], name, { ...small, "text-anchor": "end" }),
    text([to + 7, level + 4], `±$${width.toFixed(2)}: ends within ${percent(density)}`, small),
  ]);
}
