/** One element of a picture: its tag and attributes as SVG names them; colours are tokens of the theme. */
export interface Mark {
  readonly tag: "path" | "line" | "rect" | "circle" | "text";
  readonly at: Readonly<Record<string, string | number>>;
  /** Of a text. */
  readonly text?: string;
}

/** A drawing as plain values: what it says in words, and its marks from the back to the front. */
export interface Picture {
  readonly words: string;
  readonly marks: readonly Mark[];
}

/** Pixels that the drawing has. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

export type PlotPoint = readonly [x: number, y: number];

/** The tokens of the theme, so that a change of theme repaints by itself. */
export const INK = {
  text: "var(--text)",
  text2: "var(--text2)",
  text3: "var(--text3)",
  line: "var(--line)",
  control: "var(--ctl)",
  accent: "var(--accent)",
  up: "var(--up)",
  down: "var(--down)",
  panel: "var(--bg1)",
  raised: "var(--bg2)",
  none: "none",
} as const;

type Look = Readonly<Record<string, string | number>>;

export const lineMark = (from: PlotPoint, to: PlotPoint, look: Look): Mark => ({
  tag: "line",
  at: { x1: px(from[0]), y1: px(from[1]), x2: px(to[0]), y2: px(to[1]), ...look },
});

export const curveMark = (points: readonly PlotPoint[], look: Look): Mark => ({
  tag: "path",
  at: { d: pathOf(points), fill: INK.none, ...look },
});

/** The area between a line and a level of the drawing. */
export function areaMark(points: readonly PlotPoint[], base: number, look: Look): Mark {
  const first = points[0];
  const last = points.at(-1);
  const d =
    first === undefined || last === undefined
      ? ""
      : `${pathOf(points)}L${px(last[0])} ${px(base)}L${px(first[0])} ${px(base)}Z`;
  return { tag: "path", at: { d, ...look } };
}

/** Corners in any order; never thinner than a hair. */
export function boxMark(one: PlotPoint, other: PlotPoint, look: Look): Mark {
  const [x, y] = [Math.min(one[0], other[0]), Math.min(one[1], other[1])];
  const [width, height] = [Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];
  return {
    tag: "rect",
    at: { x: px(x), y: px(y), width: px(Math.max(width, 0.5)), height: px(Math.max(height, 0.5)), ...look },
  };
}

export const dotMark = (at: PlotPoint, radius: number, look: Look): Mark => ({
  tag: "circle",
  at: { cx: px(at[0]), cy: px(at[1]), r: radius, ...look },
});

/** 12 px, the smallest size of the screen. */
export const textMark = (at: PlotPoint, text: string, look: Look = {}): Mark => ({
  tag: "text",
  at: { x: px(at[0]), y: px(at[1]), "font-size": 12, fill: INK.text3, ...look },
  text,
});

export const pathOf = (points: readonly PlotPoint[]): string =>
  points.map(([x, y], place) => `${place === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");

/** A hundredth of a pixel is more than any screen shows. */
const px = (value: number): number => Math.round(value * 100) / 100;
