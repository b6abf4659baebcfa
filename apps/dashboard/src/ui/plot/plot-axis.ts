import { INK, lineMark, textMark, type Mark, type PlotSize } from "./picture.ts";

/** Where the drawing itself lies between its axes, pixels from the upper left corner. */
export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room for axes around the drawing. */
export const boxIn = ({ width, height }: PlotSize, room: PlotBox): PlotBox => ({
  left: room.left,
  right: width - room.right,
  top: room.top,
  bottom: height - room.bottom,
});

interface Axis {
  readonly box: PlotBox;
  readonly scale: (value: number) => number;
  readonly ticks: readonly number[];
  readonly print: (value: number) => string;
}

/** A hairline for each tick, its value to the left of the drawing. */
export const valueAxis = ({ box, scale, ticks, print }: Axis): readonly Mark[] =>
  ticks.flatMap((tick) => [
    lineMark([box.left, scale(tick)], [box.right, scale(tick)], { stroke: INK.line }),
    textMark([box.left - 6, scale(tick) + 4], print(tick), { "text-anchor": "end" }),
  ]);

const PIXELS_A_LABEL = 44;

/** Values below the drawing, as many as fit beside each other. */
export function baseAxis({ box, scale, ticks, print }: Axis): readonly Mark[] {
  let last = -Infinity;
  return ticks.flatMap((tick) => {
    const x = scale(tick);
    if (x - last < PIXELS_A_LABEL) return [];
    last = x;
    return [
      lineMark([x, box.bottom], [x, box.bottom + 4], { stroke: INK.control }),
      textMark([x, box.bottom + 17], print(tick), { "text-anchor": "middle" }),
    ];
  });
}

/** An upright dashed line with its word on top, kept inside the drawing. */
export function uprightMark(box: PlotBox, x: number, word: string): readonly Mark[] {
  const anchor = x < box.left + 40 ? "start" : x > box.right - 40 ? "end" : "middle";
  return [
    lineMark([x, box.top], [x, box.bottom], { stroke: INK.control, "stroke-dasharray": "3 3" }),
    textMark([x, box.top - 5], word, { "text-anchor": anchor, fill: INK.text2 }),
  ];
}
