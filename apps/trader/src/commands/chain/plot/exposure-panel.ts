import type { Exposure, StrikeExposure } from "@smart0dte/pricing";
import type { ChainAnalysis } from "../chain-analysis.ts";
import type { ChainExposures, OpenInterestSign } from "../chain-exposures.ts";
import { labelRows } from "./label-rows.ts";
import { axes } from "./plot-axes.ts";
import { emptyPanel, haloText, line, panel, plotOf, type PanelPlot, type PlotBox } from "./plot-frame.ts";
import { INK, SIZE, textWidth } from "./plot-theme.ts";
import { extentOf, type PriceRange } from "./plot-view.ts";
import { decimals, shortDollars } from "./plot-words.ts";
import { group, svg, type SvgElement } from "./svg-element.ts";

/** Which exposure is drawn. */
export type ExposureKind = keyof Exposure;

/** Formula and unit of each, as they stand beside the figure. */
const FORMULAS: Readonly<Record<ExposureKind, { readonly formula: string; readonly unit: string }>> = {
  gamma: { formula: "sign × gamma × OI × 100 × S² × 0.01", unit: "per 1 % move" },
  vanna: { formula: "sign × vanna × OI × 100 × S × 0.01", unit: "per volatility point" },
  charm: { formula: "sign × charm × OI × 100 × S / 365", unit: "per day" },
};
const SIGNS: Readonly<Record<OpenInterestSign, string>> = {
  callsLong: "assumed: dealers long calls (blue), short puts (orange)",
  callsShort: "assumed: dealers short calls (blue), long puts (orange)",
};
const LABEL_ROW = 15;
/** How much wider than plain. */
const BOLD = 1.1;

export interface ExposureQuestion {
  readonly range: PriceRange | null;
  readonly kind: ExposureKind;
}

/** Exposure by strike, calls and puts apart and net; walls and the levels at which gamma turns. */
export function exposurePanel(
  analysis: ChainAnalysis,
  box: PlotBox,
  { range, kind }: ExposureQuestion,
): SvgElement {
  const title = `Dealers' ${kind} exposure`;
  const { exposures } = analysis;
  if (exposures === null) return emptyPanel(box, title, [whyNone(analysis)]);
  const rows = exposures.strikes.filter(({ strike }) => range === null || inRange(strike, range));
  const extent = extentOf(
    rows.flatMap(({ calls, puts }) => [0, calls[kind], puts[kind], calls[kind] + puts[kind]]),
  );
  if (range === null || extent === null || extent[0] === extent[1])
    return emptyPanel(box, title, [
      "Open interest stands only at strikes far from the money: nothing to show.",
    ]);
  const labels = levelsOf(analysis, exposures).filter(({ level }) => inRange(level, range));
  const placed = placedLevels(labels, range, box);
  const rowCount = Math.max(0, ...placed.map(({ row }) => row + 1));
  const pad = 0.05 * (extent[1] - extent[0]);
  const plot = plotOf(box, range, {
    range: [extent[0] - pad, extent[1] + pad],
    top: LABEL_ROW * rowCount + 12,
  });
  const { formula, unit } = FORMULAS[kind];
  const total = shortDollars(exposures.total[kind]);
  const caption = [
    `$ of delta ${unit} = ${formula}, S the forward`,
    `${SIGNS[exposures.sign]}; net dark; OI of the evening before`,
  ];
  return panel(box, { title: `${title}: ${total} ${unit}`, caption }, [
    axes(plot, { x: "strike, $", yTick: shortDollars }),
    ...rows.map((row) => barsOf(plot, row, { kind, width: barWidth(plot, rows) })),
    line([plot.inner.x, plot.y(0)], [plot.inner.x + plot.inner.width, plot.y(0)]),
    ...placed.map((level) => levelLine(plot, level)),
    ...placed.map((level) => levelLabel(plot, level)),
  ]);
}

function whyNone({ forward, smile, contracts }: ChainAnalysis): string {
  if (forward.forward === null) return "No forward: neither parity of calls and puts nor a spot gives one.";
  if (contracts.every(({ contract }) => (contract.row.openInterest ?? 0) === 0))
    return "The file states no open interest for this expiry.";
  return smile === null
    ? "No smile lies in these quotes, so no volatility stands behind the open interest."
    : "Open interest is stated, but no quote of those contracts gives a volatility.";
}

const inRange = (price: number, [low, high]: PriceRange): boolean => price >= low && price <= high;

/** As wide as the closest two strikes allow, with air between them. */
function barWidth({ x }: PanelPlot, rows: readonly StrikeExposure[]): number {
  const gaps = rows.slice(1).map(({ strike }, i) => x(strike) - x(rows[i]?.strike ?? strike));
  return Math.max(1.2, Math.min(22, 0.72 * Math.min(...gaps, 22 / 0.72)));
}

interface BarLook {
  readonly kind: ExposureKind;
  readonly width: number;
}

function barsOf(
  { x, y, inner }: PanelPlot,
  { strike, calls, puts }: StrikeExposure,
  { kind, width }: BarLook,
): SvgElement {
  const place = x(strike);
  const net = calls[kind] + puts[kind];
  const bar = (value: number, share: number, look: Readonly<Record<string, string>>): SvgElement => {
    const [top, bottom] = [Math.min(y(0), y(value)), Math.max(y(0), y(value))];
    const left = Math.max(inner.x, place - (width * share) / 2);
    const right = Math.min(inner.x + inner.width, place + (width * share) / 2);
    return svg("rect", { x: left, y: top, width: right - left, height: bottom - top, ...look });
  };
  const words = `${strike}: calls ${shortDollars(calls[kind])}, puts ${shortDollars(puts[kind])}, net ${shortDollars(net)}`;
  return group({}, [
    svg("title", {}, words),
    bar(calls[kind], 1, { fill: INK.upFill }),
    bar(puts[kind], 1, { fill: INK.downFill }),
    bar(net, 0.36, { fill: INK.text }),
  ]);
}

interface Level {
  readonly level: number;
  readonly words: string;
  readonly ink: string;
  readonly dash: string;
}

interface PlacedLevel extends Level {
  readonly x: number;
  readonly row: number;
}

function levelsOf(
  { forward }: ChainAnalysis,
  { callWall, putWall, flips }: ChainExposures,
): readonly Level[] {
  const wall = (name: string, level: number | null, ink: string): readonly Level[] =>
    level === null ? [] : [{ level, words: `${name} ${level}`, ink, dash: "none" }];
  return [
    ...(forward.forward === null
      ? []
      : [
          {
            level: forward.forward,
            words: `forward ${decimals(forward.forward, 2)}`,
            ink: INK.text2,
            dash: "4 3",
          },
        ]),
    ...(callWall === putWall
      ? wall("call and put wall", callWall, INK.text)
      : [...wall("call wall", callWall, INK.up), ...wall("put wall", putWall, INK.down)]),
    ...flips.map((level) => ({
      level,
      words: `gamma flip ${decimals(level, 2)}`,
      ink: INK.model,
      dash: "6 3",
    })),
  ];
}

function placedLevels(levels: readonly Level[], range: PriceRange, box: PlotBox): readonly PlacedLevel[] {
  const { x, inner } = plotOf(box, range, { range: [0, 1] });
  const wanted = levels.map(({ level, words }) => ({
    x: x(level),
    width: textWidth(words, SIZE.small) * BOLD,
  }));
  const rows = labelRows(wanted, inner.x, inner.x + inner.width);
  return levels.map((level, i) => ({ ...level, x: rows[i]?.x ?? 0, row: rows[i]?.row ?? 0 }));
}

const topOf = ({ inner }: PanelPlot, row: number): number => inner.y + LABEL_ROW * row + 10;

function levelLine(plot: PanelPlot, { level, ink, dash, row }: PlacedLevel): SvgElement {
  const { x, inner } = plot;
  return line([x(level), topOf(plot, row) + 4], [x(level), inner.y + inner.height], {
    stroke: ink,
    "stroke-dasharray": dash,
  });
}

const levelLabel = (plot: PanelPlot, { words, ink, x, row }: PlacedLevel): SvgElement =>
  haloText([x, topOf(plot, row)], words, {
    "text-anchor": "middle",
    "font-size": SIZE.small,
    fill: ink,
    "font-weight": 600,
  });
