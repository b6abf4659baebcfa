import { MULTIPLIER } from "@smart0dte/domain";
import type { ChainAnalysis } from "../chain-analysis.ts";
import type { ChainPlan } from "../chain-plans.ts";
import { labelRows } from "./label-rows.ts";
import { planCurve, type PlanCurve } from "./plan-curve.ts";
import { axes } from "./plot-axes.ts";
import { emptyPanel, haloText, line, panel, plotOf, type PanelPlot, type PlotBox } from "./plot-frame.ts";
import { areaPath, linePath, type PlotPoint } from "./plot-paths.ts";
import { INK, SIZE, textWidth } from "./plot-theme.ts";
import { evenly, extentOf, type PriceRange } from "./plot-view.ts";
import { percent, profit, shortDollars, signed, spokenName } from "./plot-words.ts";
import { group, svg, type SvgAttributes, type SvgElement } from "./svg-element.ts";

const TITLE = "Payoff of the best plan";
const PLACES = 240;
const LABEL_ROW = 15;

/** Profit at expiry and now of the first plan, its break-evens and extremes. */
export function payoffPanel(analysis: ChainAnalysis, box: PlotBox, range: PriceRange | null): SvgElement {
  const { plans, noPlans, smile, rate } = analysis;
  const [plan] = plans;
  if (plan === undefined || smile === null || range === null) return emptyPanel(box, TITLE, whyNone(noPlans));
  const curve = planCurve(plan, smile, Math.exp(rate * smile.years));
  const kinks = [...plan.legs.map(({ strike }) => strike), ...curve.outcomes.breakEvens].filter(
    (price) => price > range[0] && price < range[1],
  );
  const prices = [...evenly(range, PLACES), ...kinks].sort((one, other) => one - other);
  const atExpiry = prices.map((price) => [price, curve.atExpiry(price)] as const);
  const now = prices.map((price) => [price, curve.now(price)] as const);
  const extent = extentOf([...atExpiry, ...now].map(([, worth]) => worth).concat(0)) ?? [0, 1];
  const marks = placedMarks(marksOf(curve, smile.forward, range), range, box);
  const pad = 0.1 * (extent[1] - extent[0] || 1);
  const plot = plotOf(box, range, {
    range: [extent[0] - pad, extent[1] + pad],
    top: LABEL_ROW * Math.max(0, ...marks.map(({ row }) => row + 1)) + 8,
  });
  return panel(box, { title: `${TITLE}: ${spokenName(plan.name)}`, caption: captionOf(plan) }, [
    axes(plot, { x: "price of the underlying, $", yTick: shortDollars }),
    ...groundsOf(plot, atExpiry),
    line([plot.inner.x, plot.y(0)], [plot.inner.x + plot.inner.width, plot.y(0)]),
    ...marks.map((mark) => placeLine(plot, mark)),
    ...marks.map((mark) => placeLabel(plot, mark)),
    pathOf(plot, now, { stroke: INK.model, "stroke-dasharray": "5 3" }),
    pathOf(plot, atExpiry, { stroke: INK.text, "stroke-width": 2 }),
    ...extremesOf(plot, curve),
    ...keyOf(plot),
  ]);
}

const MOST_NAMES = 3;

/** Each reason once, with the names it keeps from being made. */
function whyNone(noPlans: ChainAnalysis["noPlans"]): readonly string[] {
  const reasons = [...new Set(noPlans.map(({ why }) => why))].slice(0, 4).map((reason) => {
    const names = noPlans.filter(({ why }) => why === reason).map(({ name }) => spokenName(name));
    if (names.length === noPlans.length) return `All: ${reason}.`;
    return `${names.length > MOST_NAMES ? `${names.length} families` : names.join(", ")}: ${reason}.`;
  });
  return ["These quotes give no plan that could be traded.", ...reasons];
}

function captionOf({ legs, entry, costs, probabilityOfProfit, expectedValue }: ChainPlan): readonly string[] {
  const sides = legs.map(({ quantity, strike, right }) => `${signed(quantity)} ${right} ${strike}`);
  const paid = entry < 0 ? `credit $${(-entry).toFixed(2)}` : `debit $${entry.toFixed(2)}`;
  return [
    `${sides.join(", ")}: ${paid}, executable, before costs`,
    `after $${costs.toFixed(2)} of fees in and out: profit in ${percent(probabilityOfProfit, 0)}, expected ${profit(expectedValue)} (this density)`,
  ];
}

/** Tinted where the package wins and where it loses; a sign stands at the axis as well. */
function groundsOf(plot: PanelPlot, points: readonly PlotPoint[]): readonly SvgElement[] {
  const ground = (side: (worth: number) => number, fill: string): SvgElement =>
    svg("path", {
      d: areaPath(
        plot,
        points.map(([price, worth]) => [price, side(worth)] as const),
      ),
      fill,
    });
  return [
    ground((worth) => Math.max(0, worth), INK.upTint),
    ground((worth) => Math.min(0, worth), INK.downTint),
  ];
}

const pathOf = (plot: PanelPlot, points: readonly PlotPoint[], look: SvgAttributes): SvgElement =>
  svg("path", { d: linePath(plot, points), fill: INK.none, "stroke-width": 1.6, ...look });

interface PriceMark {
  readonly price: number;
  readonly words: string;
  readonly ink: string;
}

interface PlacedMark extends PriceMark {
  readonly x: number;
  readonly row: number;
}

function marksOf({ outcomes }: PlanCurve, forward: number, range: PriceRange): readonly PriceMark[] {
  const marks = [
    ...outcomes.breakEvens.map((price) => ({
      price,
      words: `break-even ${price.toFixed(2)}`,
      ink: INK.text,
    })),
    { price: forward, words: `forward ${forward.toFixed(2)}`, ink: INK.text2 },
  ];
  return marks.filter(({ price }) => price >= range[0] && price <= range[1]);
}

function placedMarks(marks: readonly PriceMark[], range: PriceRange, box: PlotBox): readonly PlacedMark[] {
  const { x, inner } = plotOf(box, range, { range: [0, 1] });
  const wanted = marks.map(({ price, words }) => ({ x: x(price), width: textWidth(words, SIZE.small) }));
  const rows = labelRows(wanted, inner.x, inner.x + inner.width);
  return marks.map((mark, i) => ({ ...mark, x: rows[i]?.x ?? 0, row: rows[i]?.row ?? 0 }));
}

const topOf = ({ inner }: PanelPlot, row: number): number => inner.y + LABEL_ROW * row + 10;

function placeLine(plot: PanelPlot, { price, ink, row }: PlacedMark): SvgElement {
  const { x, y, inner } = plot;
  const [place, top] = [x(price), topOf(plot, row) + 4];
  if (ink !== INK.text)
    return line([place, top], [place, inner.y + inner.height], { "stroke-dasharray": "4 3" });
  const ring = { cx: place, cy: y(0), r: 3.5, fill: INK.panel, stroke: INK.text, "stroke-width": 1.5 };
  return group({}, [
    line([place, top], [place, y(0)], { stroke: INK.text, "stroke-dasharray": "2 2" }),
    svg("circle", ring),
  ]);
}

const placeLabel = (plot: PanelPlot, { words, ink, x, row }: PlacedMark): SvgElement =>
  haloText([x, topOf(plot, row)], words, { "text-anchor": "middle", "font-size": SIZE.small, fill: ink });

/** The most that can be won and lost: on its level, or with the word that this lies beyond the prices shown. */
function extremesOf(plot: PanelPlot, { outcomes, atExpiry }: PlanCurve): readonly SvgElement[] {
  const { maxProfit, maxLoss } = outcomes;
  const [first = 0, last = 0] = plot.x.domain();
  const isHigherRight = atExpiry(last) > atExpiry(first);
  return [
    extremeOf(plot, maxProfit, { name: "max profit", ink: INK.up, isLeft: isHigherRight }),
    extremeOf(plot, maxLoss === null ? null : -maxLoss, { name: "max loss", ink: INK.down, isLeft: false }),
  ];
}

interface ExtremeLook {
  readonly name: "max profit" | "max loss";
  readonly ink: string;
  /** On the side away from a payoff that runs out of the panel. */
  readonly isLeft: boolean;
}

function extremeOf(plot: PanelPlot, worth: number | null, look: ExtremeLook): SvgElement {
  const { y, inner } = plot;
  const [lowest = 0, highest = 0] = y.domain();
  const amount = worth === null ? null : worth * MULTIPLIER;
  const isShown = amount !== null && amount >= lowest && amount <= highest;
  const isTop = look.name === "max profit";
  const level = isShown ? y(amount) : isTop ? y(highest) + 18 : y(lowest) - 20;
  const words = amount === null ? `${look.name}: unbounded` : `${look.name} ${profit(amount)}`;
  const atLeft = look.isLeft && !isShown;
  const label = haloText(
    [atLeft ? inner.x + 6 : inner.x + inner.width - 4, level + (isTop ? -5 : 13)],
    isShown || amount === null ? words : `${words}, beyond these prices`,
    {
      "text-anchor": atLeft ? "start" : "end",
      "font-weight": 600,
      "font-size": SIZE.small,
      fill: look.ink,
    },
  );
  if (!isShown) return label;
  const rule = line([inner.x, level], [inner.x + inner.width, level], {
    stroke: look.ink,
    "stroke-dasharray": "1 3",
  });
  return group({}, [rule, label]);
}

function keyOf({ inner }: PanelPlot): readonly SvgElement[] {
  const [x, y] = [inner.x + inner.width, inner.y - 46];
  const entry = (right: number, words: string, look: SvgAttributes): SvgElement =>
    group({}, [
      line([x - right, y - 4], [x - right + 22, y - 4], { "stroke-width": 2, ...look }),
      haloText([x - right + 28, y], words, { "font-size": SIZE.small, fill: INK.text2 }),
    ]);
  return [
    entry(160, "at expiry", { stroke: INK.text }),
    entry(70, "now", { stroke: INK.model, "stroke-dasharray": "5 3" }),
  ];
}
