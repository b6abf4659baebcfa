import { coverage, level } from "../../ui/format/number-format.ts";
import {
  areaMark,
  curveMark,
  INK,
  lineMark,
  textMark,
  type Mark,
  type Picture,
  type PlotPoint,
  type PlotSize,
} from "../../ui/plot/picture.ts";
import { baseAxis, boxIn, uprightMark, type PlotBox } from "../../ui/plot/plot-axis.ts";
import { extentOf, scaleOf, ticksOf } from "../../ui/plot/plot-scale.ts";
import { plainStrike } from "./smile-picture.ts";

/** A price below which the density has the share. */
export interface Quantile {
  readonly share: number;
  readonly price: number;
}

/** A width around the forward with what it truly covers. */
export interface MoveBand {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly coverage: number | null;
}

export interface DensityShown {
  readonly spot: number | null;
  /** Ascending. */
  readonly quantiles: readonly Quantile[];
  /** Probability per dollar over the price, ascending. */
  readonly curve: readonly PlotPoint[];
  readonly bands: readonly MoveBand[];
}

const ROW = 18;

/** Where the price may end by the options' own density: the middle half darker, the moves as brackets below. */
export function densityPicture(shown: DensityShown, size: PlotSize): Picture {
  const { curve, quantiles, bands, spot } = shown;
  const prices = extentOf(curve.map(([price]) => price));
  const tops = extentOf(curve.map(([, density]) => density));
  if (prices === null || tops === null) return { words: "No density could be fitted", marks: [] };
  const box = boxIn(size, { left: 10, right: 10, top: 20, bottom: 24 + ROW * bands.length });
  const x = scaleOf(prices, [box.left, box.right]);
  const y = scaleOf([0, tops[1]], [box.bottom, box.top + 4]);
  const drawn = (points: readonly PlotPoint[]): readonly PlotPoint[] =>
    points.map(([price, density]) => [x(price), y(density)]);
  const between = (from: number, to: number, opacity: number): readonly Mark[] => {
    const [low, high] = [priceOf(quantiles, from), priceOf(quantiles, to)];
    if (low === null || high === null) return [];
    return [
      areaMark(drawn(cut(curve, low, high)), box.bottom, {
        fill: INK.accent,
        "fill-opacity": opacity,
        "data-part": "quantiles",
      }),
    ];
  };
  const median = priceOf(quantiles, 0.5);
  return {
    words: densityWords(shown),
    marks: [
      ...between(0.05, 0.95, 0.16),
      ...between(0.25, 0.75, 0.24),
      lineMark([box.left, box.bottom], [box.right, box.bottom], { stroke: INK.control }),
      curveMark(drawn(curve), { stroke: INK.accent, "stroke-width": 1.5, "data-part": "density" }),
      ...baseAxis({ box, scale: x, ticks: ticksOf(...prices, 6), print: plainStrike }),
      ...(median === null
        ? []
        : [
            lineMark([x(median), y(densityAt(curve, median))], [x(median), box.bottom], {
              stroke: INK.accent,
            }),
          ]),
      ...(spot === null ? [] : uprightMark(box, x(spot), `spot ${level(spot)}`)),
      ...bands.flatMap((band, place) => bracket(band, box, { x, y: box.bottom + 34 + ROW * place })),
    ],
  };
}

/** A bracket under the axis with its name and coverage to the left. */
function bracket(
  { name, low, high, coverage: inside }: MoveBand,
  box: PlotBox,
  at: { readonly x: (price: number) => number; readonly y: number },
): readonly Mark[] {
  const [from, to] = [Math.max(at.x(low), box.left), Math.min(at.x(high), box.right)];
  const look = { stroke: INK.text2, "stroke-width": 1.5 };
  const words = inside === null ? name : `${name} ${coverage(inside)}`;
  return [
    lineMark([from, at.y], [to, at.y], { ...look, "data-part": "band" }),
    lineMark([from, at.y - 4], [from, at.y + 4], look),
    lineMark([to, at.y - 4], [to, at.y + 4], look),
    textMark([box.left, at.y + 4], words, {
      fill: INK.text2,
      stroke: INK.panel,
      "stroke-width": 4,
      "paint-order": "stroke",
    }),
  ];
}

export const priceOf = (quantiles: readonly Quantile[], share: number): number | null =>
  quantiles.find((one) => Math.abs(one.share - share) < 1e-9)?.price ?? null;

/** The curve between two prices, with its own values at both ends. */
function cut(curve: readonly PlotPoint[], low: number, high: number): readonly PlotPoint[] {
  const inside = curve.filter(([price]) => price > low && price < high);
  return [[low, densityAt(curve, low)], ...inside, [high, densityAt(curve, high)]];
}

function densityAt(curve: readonly PlotPoint[], price: number): number {
  const after = curve.findIndex(([at]) => at >= price);
  const [left, right] = [curve[after - 1], curve[after]];
  if (right === undefined) return 0;
  if (left === undefined) return right[0] === price ? right[1] : 0;
  return left[1] + ((price - left[0]) / (right[0] - left[0])) * (right[1] - left[1]);
}

function densityWords({ quantiles }: DensityShown): string {
  const part = (from: number, to: number): string | null => {
    const [low, high] = [priceOf(quantiles, from), priceOf(quantiles, to)];
    return low === null || high === null
      ? null
      : `${coverage(to - from)} between ${level(low)} and ${level(high)}`;
  };
  const parts = [part(0.25, 0.75), part(0.05, 0.95)].filter((words) => words !== null);
  return parts.length === 0
    ? "Density of the closing price"
    : `Density of the closing price: ${parts.join("; ")}`;
}
