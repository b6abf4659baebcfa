import type { Smile } from "@smart0dte/pricing";
import type { ChainAnalysis } from "../chain-analysis.ts";
import { axes } from "./plot-axes.ts";
import { emptyPanel, haloText, line, panel, plotOf, type PanelPlot, type PlotBox } from "./plot-frame.ts";
import { linePath, type PlotPoint } from "./plot-paths.ts";
import { INK, SIZE } from "./plot-theme.ts";
import { evenly, extentOf, type PriceRange } from "./plot-view.ts";
import { percent } from "./plot-words.ts";
import { smileMarks, type SmileMark } from "./smile-points.ts";
import { group, svg, type SvgElement, type SvgNode } from "./svg-element.ts";

const TITLE = "Smile: implied volatility by strike";
const PLACES = 160;
const LABEL_ROOM = 20;

/** Quoted volatilities from bid to ask, the fitted curve through them, the forward and the volatility at it. */
export function smilePanel(analysis: ChainAnalysis, box: PlotBox, range: PriceRange | null): SvgElement {
  const { smile, forward } = analysis;
  if (range === null || forward.forward === null)
    return emptyPanel(box, TITLE, ["No forward: neither parity of calls and puts nor a spot gives one."]);
  const marks = smileMarks(analysis).filter(({ strike }) => strike >= range[0] && strike <= range[1]);
  const curve =
    smile === null ? [] : evenly(range, PLACES).map((strike) => [strike, smile.ivAt(strike)] as const);
  const extent = extentOf([...curve.map(([, iv]) => iv), ...marks.map(({ mid }) => mid)]);
  if (extent === null)
    return emptyPanel(box, TITLE, ["No strike near the money is quoted on both sides out of the money."]);
  const pad = 0.12 * (extent[1] - extent[0]) + 0.001;
  const vertical: PriceRange = [Math.max(0, extent[0] - pad), extent[1] + pad];
  const plot = plotOf(box, range, { range: vertical, top: LABEL_ROOM });
  return panel(box, { title: TITLE, caption: captionOf(smile, marks) }, [
    axes(plot, { x: "strike, $", yTick: (iv) => percent(iv, vertical[1] - vertical[0] < 0.04 ? 1 : 0) }),
    forwardLine(plot, forward.forward),
    ...marks.map((mark) => markOf(plot, mark, vertical)),
    ...(smile === null ? [] : [curveOf(plot, curve), moneyMark(plot, smile)]),
  ]);
}

function captionOf(smile: Smile | null, marks: readonly SmileMark[]): readonly string[] {
  const bands = `${marks.length} out-of-the-money quotes, bid to ask: puts orange squares, calls blue dots`;
  if (smile === null) return [bands, "No curve: too few of them are narrow enough and near the money."];
  const { form, points, inside } = smile.fit;
  const curve = form === "flat" ? "one volatility for all strikes" : "curve free of butterfly arbitrage";
  return [bands, `${curve}, fitted to ${points} quotes of all strikes, inside ${percent(inside, 0)} of them`];
}

/** The forward's line with its price on top, shared by the panels over prices. */
export function forwardLine({ x, inner }: PanelPlot, forward: number): SvgElement {
  const place = x(forward);
  return group({}, [
    line([place, inner.y + 14], [place, inner.y + inner.height], { "stroke-dasharray": "4 3" }),
    haloText([place, inner.y + 9], `forward ${forward.toFixed(2)}`, {
      "text-anchor": "middle",
      "font-size": SIZE.small,
      fill: INK.text2,
    }),
  ]);
}

const HALF_CAP = 2.5;

function markOf(
  { x, y }: PanelPlot,
  { strike, right, low, mid, high }: SmileMark,
  range: PriceRange,
): SvgElement {
  const stroke = right === "C" ? INK.up : INK.down;
  const place = x(strike);
  const inside = (iv: number): number => Math.max(range[0], Math.min(range[1], iv));
  const cap = (iv: number): readonly SvgNode[] =>
    iv === inside(iv) ? [line([place - HALF_CAP, y(iv)], [place + HALF_CAP, y(iv)], { stroke })] : [];
  const words = `${strike} ${right === "C" ? "call" : "put"}: ${percent(low)} to ${percent(high)}`;
  const body =
    right === "C"
      ? svg("circle", { cx: place, cy: y(mid), r: 2.6, fill: stroke })
      : svg("rect", { x: place - 2.3, y: y(mid) - 2.3, width: 4.6, height: 4.6, fill: stroke });
  return group({}, [
    svg("title", {}, words),
    line([place, y(inside(low))], [place, y(inside(high))], { stroke }),
    ...cap(low),
    ...cap(high),
    body,
  ]);
}

const curveOf = (plot: PanelPlot, curve: readonly PlotPoint[]): SvgElement =>
  svg("path", { d: linePath(plot, curve), fill: INK.none, stroke: INK.text, "stroke-width": 1.6 });

/** Its words stand below and left of it: falling smiles leave that corner free. */
function moneyMark({ x, y }: PanelPlot, { forward, atmIv }: Smile): SvgElement {
  const [place, level] = [x(forward), y(atmIv)];
  return group({}, [
    svg("circle", { cx: place, cy: level, r: 5, fill: INK.panel, stroke: INK.model, "stroke-width": 2 }),
    haloText([place - 8, level + 18], `ATM ${percent(atmIv)}`, {
      "text-anchor": "end",
      fill: INK.model,
      "font-weight": 600,
    }),
  ]);
}
