import { scaleLinear, type ScaleLinear } from "d3-scale";
import { INK, SIZE } from "./plot-theme.ts";
import { group, svg, type SvgAttributes, type SvgElement, type SvgNode } from "./svg-element.ts";

/** A rectangle of the drawing, pixels. */
export interface PlotBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What stands around a panel's drawing. */
export interface PanelWords {
  readonly title: string;
  /** Below the title: what is drawn, its formula and unit. */
  readonly caption: readonly string[];
}

/** Where a panel draws, in pixels of the whole picture. */
export interface PanelPlot {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly inner: PlotBox;
}

export const MARGIN = { left: 64, right: 16, top: 66, bottom: 42 } as const;

/** The part of a panel that data are drawn in; the same for all panels, so that equal prices stand below each other. */
export const innerOf = ({ x, y, width, height }: PlotBox): PlotBox => ({
  x: x + MARGIN.left,
  y: y + MARGIN.top,
  width: width - MARGIN.left - MARGIN.right,
  height: height - MARGIN.top - MARGIN.bottom,
});

/** Scales over the inner box, y upwards. `top` and `bottom` are pixels kept free of the y range. */
export function plotOf(
  box: PlotBox,
  xRange: readonly [number, number],
  vertical: { readonly range: readonly [number, number]; readonly top?: number; readonly bottom?: number },
): PanelPlot {
  const inner = innerOf(box);
  const { range, top = 0, bottom = 0 } = vertical;
  return {
    x: scaleLinear([...xRange], [inner.x, inner.x + inner.width]),
    y: scaleLinear([...range], [inner.y + inner.height - bottom, inner.y + top]),
    inner,
  };
}

/** The panel's ground, title and caption around what is drawn in it. */
export function panel(box: PlotBox, { title, caption }: PanelWords, drawn: readonly SvgNode[]): SvgElement {
  const ground = { ...box, rx: 6, fill: INK.panel, stroke: INK.rule };
  return group({}, [
    svg("rect", ground),
    text([box.x + 16, box.y + 24], title, { "font-size": SIZE.title, "font-weight": 600 }),
    ...caption.map((line, i) =>
      text([box.x + 16, box.y + 42 + 15 * i], line, { "font-size": SIZE.small, fill: INK.text3 }),
    ),
    ...drawn,
  ]);
}

const WORDS_A_LINE = 64;

/** A panel that has nothing to draw, and says why. */
export function emptyPanel(box: PlotBox, title: string, why: readonly string[]): SvgElement {
  const lines = why.flatMap(wrapped);
  const middle = box.y + box.height / 2 - 9 * (lines.length - 1);
  return panel(
    box,
    { title, caption: [] },
    lines.map((line, i) =>
      text([box.x + box.width / 2, middle + 18 * i], line, { "text-anchor": "middle", fill: INK.text2 }),
    ),
  );
}

function wrapped(sentence: string): readonly string[] {
  const lines: string[] = [];
  for (const word of sentence.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < WORDS_A_LINE)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Text at a place; 12 pixels and dark unless told. */
export const text = (
  [x, y]: readonly [number, number],
  words: string,
  look: SvgAttributes = {},
): SvgElement => svg("text", { x, y, "font-size": SIZE.text, fill: INK.text, ...look }, words);

/** Text on a light edge, legible over lines. */
export const haloText = (
  at: readonly [number, number],
  words: string,
  look: SvgAttributes = {},
): SvgElement =>
  text(at, words, {
    stroke: INK.panel,
    "stroke-width": 3,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
    ...look,
  });

export const line = (
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  look: SvgAttributes = {},
): SvgElement => svg("line", { x1, y1, x2, y2, stroke: INK.control, ...look });
