import { exposure, level } from "../../ui/format/number-format.ts";
import {
  boxMark,
  INK,
  lineMark,
  textMark,
  type Mark,
  type Picture,
  type PlotPoint,
  type PlotSize,
} from "../../ui/plot/picture.ts";
import { boxIn, type PlotBox } from "../../ui/plot/plot-axis.ts";
import { scaleOf } from "../../ui/plot/plot-scale.ts";
import { plainStrike } from "./smile-picture.ts";

/** Dollars of one measure at one strike, signed by the convention. */
export interface ExposureBar {
  readonly strike: number;
  readonly calls: number;
  readonly puts: number;
}

export interface ExposureShown {
  /** `gamma`, `vanna`, `charm`. */
  readonly measure: string;
  readonly spot: number | null;
  /** Of all strikes, also those that are not drawn. */
  readonly total: number;
  /** Ascending. */
  readonly bars: readonly ExposureBar[];
  readonly flips: readonly number[];
  readonly callWall: number | null;
  readonly putWall: number | null;
}

const ROOM = { left: 86, right: 8, top: 4, bottom: 20 };
/** Two labels nearer than this would run into each other, pixels. */
const LABEL = 14;

/** One row a strike, lowest on top as on the board: calls solid, puts as an outline; right of zero is positive. */
export function exposurePicture(shown: ExposureShown, size: PlotSize): Picture {
  const { bars, measure } = shown;
  if (bars.length === 0) return { words: `No ${measure} exposure is known`, marks: [] };
  const box = boxIn(size, ROOM);
  const row = (box.bottom - box.top) / bars.length;
  const reach = bars.reduce((most, { calls, puts }) => Math.max(most, ...sidesOf(calls, puts)), 0) || 1;
  const x = scaleOf([-reach, reach], [box.left + 4, box.right - 4]);
  const middle = (place: number): number => box.top + (place + 0.5) * row;
  const y = levelScale(bars, middle);
  return {
    words: exposureWords(shown),
    marks: [
      ...bars.flatMap(({ strike }, place) => [
        ...(place % 2 === 1 ? [stripe(box, middle(place), row)] : []),
        strikeMark([box.left - 4, middle(place) + 4], strike, wallWords(shown, strike)),
      ]),
      ...bars.flatMap((bar, place) => barMarks(bar, { x, y: middle(place), height: Math.max(row - 4, 3) })),
      lineMark([x(0), box.top], [x(0), box.bottom], { stroke: INK.control }),
      ...levelMarks(shown, box, y),
      textMark([x(-reach), size.height - 5], exposure(-reach)),
      textMark([x(0), size.height - 5], exposure(0), { "text-anchor": "middle" }),
      textMark([x(reach), size.height - 5], exposure(reach), { "text-anchor": "end" }),
    ],
  };
}

const stripe = (box: PlotBox, middle: number, row: number): Mark =>
  boxMark([box.left, middle - row / 2], [box.right, middle + row / 2], {
    fill: INK.raised,
    "fill-opacity": 0.45,
  });

/** Calls and puts of one sign stand behind each other, of two signs on both sides of zero. */
function barMarks(
  { calls, puts }: ExposureBar,
  at: { readonly x: (dollars: number) => number; readonly y: number; readonly height: number },
): readonly Mark[] {
  const [top, bottom] = [at.y - at.height / 2, at.y + at.height / 2];
  const from = calls > 0 === puts > 0 ? calls : 0;
  const ink = (dollars: number): string => (dollars >= 0 ? INK.up : INK.down);
  return [
    boxMark([at.x(0), top], [at.x(calls), bottom], { fill: ink(calls), "data-part": "calls" }),
    boxMark([at.x(from), top + 0.5], [at.x(from + puts), bottom - 0.5], {
      fill: ink(puts),
      "fill-opacity": 0.25,
      stroke: ink(puts),
      "data-part": "puts",
    }),
  ];
}

/** How far a row reaches to the right and to the left. */
const sidesOf = (calls: number, puts: number): readonly [number, number] => [
  Math.abs(Math.max(calls, 0) + Math.max(puts, 0)),
  Math.abs(Math.min(calls, 0) + Math.min(puts, 0)),
];

/** Where a price lies between the rows of its two strikes; beyond the last row at the edge. */
export function levelScale(
  bars: readonly { readonly strike: number }[],
  middle: (place: number) => number,
): (price: number) => number {
  return (price) => {
    const above = bars.findIndex(({ strike }) => strike >= price);
    if (above === -1) return middle(bars.length - 0.5);
    const [low, high] = [bars[above - 1], bars[above]];
    if (low === undefined || high === undefined) return middle(high?.strike === price ? 0 : -0.5);
    return middle(above - 1 + (price - low.strike) / (high.strike - low.strike));
  };
}

/** Flips and the spot with their prices at the right edge, each on the side of its line where room is. */
function levelMarks(
  { flips, spot }: ExposureShown,
  box: PlotBox,
  y: (price: number) => number,
): readonly Mark[] {
  const at = spot === null ? null : y(spot);
  const crowded = at !== null && flips.some((flip) => y(flip) <= at && at - y(flip) < LABEL);
  const line = (price: number, word: string, look: { readonly ink: string; readonly below: boolean }) => [
    lineMark([box.left, y(price)], [box.right, y(price)], { stroke: look.ink, "stroke-dasharray": "3 3" }),
    textMark([box.right, y(price) + (look.below ? 12 : -3)], `${word} ${level(price)}`, {
      "text-anchor": "end",
      fill: look.ink,
      stroke: INK.panel,
      "stroke-width": 4,
      "paint-order": "stroke",
    }),
  ];
  return [
    ...flips.flatMap((flip) =>
      line(flip, "flip", { ink: INK.accent, below: at !== null && y(flip) > at && y(flip) - at < LABEL }),
    ),
    ...(spot === null ? [] : line(spot, "spot", { ink: INK.text2, below: crowded })),
  ];
}

const strikeMark = (at: PlotPoint, strike: number, wall: string): Mark =>
  textMark(at, wall === "" ? plainStrike(strike) : `${wall} ${plainStrike(strike)}`, {
    "text-anchor": "end",
    ...(wall === "" ? {} : { fill: INK.text, "font-weight": 600 }),
  });

function wallWords({ callWall, putWall }: ExposureShown, strike: number): string {
  if (strike === callWall) return strike === putWall ? "walls" : "call wall";
  return strike === putWall ? "put wall" : "";
}

function exposureWords({ measure, total, flips, callWall, putWall }: ExposureShown): string {
  const wall = (strike: number | null): string => (strike === null ? "none" : plainStrike(strike));
  const flipped = flips.length === 0 ? "no flip level" : `flips at ${flips.map(level).join(" and ")}`;
  return `${measure} exposure by strike: ${exposure(total)} in total, ${flipped}, call wall ${wall(callWall)}, put wall ${wall(putWall)}`;
}
