import type { ChainAnalysis } from "../chain-analysis.ts";
import { densityPanel } from "./density-panel.ts";
import { exposurePanel, type ExposureKind } from "./exposure-panel.ts";
import { payoffPanel } from "./payoff-panel.ts";
import type { PlotBox } from "./plot-frame.ts";
import { header, headerWords, type HeaderWords } from "./plot-header.ts";
import { FONT, INK } from "./plot-theme.ts";
import { priceRange } from "./plot-view.ts";
import { smilePanel } from "./smile-panel.ts";
import { svg, writeSvg } from "./svg-element.ts";

const WIDTH = 1200;
const HEIGHT = 900;
const EDGE = 16;
const HEAD = 114;

/**
 * The analysis as one self-contained SVG: smile and density, exposures by strike and the best plan's payoff.
 *
 * Panels of one column share their price axis. A panel whose input is missing says why.
 */
export function chainPlot(analysis: ChainAnalysis, kind: ExposureKind = "gamma"): string {
  const range = priceRange(analysis);
  const words = headerWords(analysis);
  const picture = svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: WIDTH,
      height: HEIGHT,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-labelledby": "plot-title plot-desc",
      "font-family": FONT,
      style: "font-variant-numeric: tabular-nums",
    },
    svg("title", { id: "plot-title" }, `${words.symbol} options, ${words.moment}`),
    svg("desc", { id: "plot-desc" }, descriptionOf(words)),
    svg("rect", { width: WIDTH, height: HEIGHT, fill: INK.page }),
    ...header(words),
    smilePanel(analysis, boxAt(0, 0), range),
    exposurePanel(analysis, boxAt(1, 0), { range, kind }),
    densityPanel(analysis, boxAt(0, 1), range),
    payoffPanel(analysis, boxAt(1, 1), range),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeSvg(picture)}\n`;
}

function boxAt(column: number, row: number): PlotBox {
  const width = (WIDTH - 3 * EDGE) / 2;
  const height = (HEIGHT - HEAD - 2 * EDGE) / 2;
  return { x: EDGE + column * (width + EDGE), y: HEAD + row * (height + EDGE), width, height };
}

const descriptionOf = ({ figures, provenance, findings, noForecast }: HeaderWords): string =>
  `${figures}. Panels: smile, dealers' exposure by strike, risk-neutral density, payoff of the best plan. ${provenance} ${findings} ${noForecast}`;
