import { level, strike as strikeWords, fromE4, volatility } from "../../ui/format/number-format.ts";
import {
  curveMark,
  dotMark,
  INK,
  lineMark,
  type Mark,
  type Picture,
  type PlotPoint,
  type PlotSize,
} from "../../ui/plot/picture.ts";
import { baseAxis, boxIn, uprightMark, valueAxis } from "../../ui/plot/plot-axis.ts";
import { extentOf, scaleOf, ticksOf } from "../../ui/plot/plot-scale.ts";

/** One strike of the smile as the out-of-the-money side quotes it; fractions, null where they cannot be had. */
export interface SmileQuote {
  readonly strike: number;
  readonly right: "C" | "P";
  readonly bid: number | null;
  readonly mid: number | null;
  readonly ask: number | null;
}

export interface SmileShown {
  readonly forward: number | null;
  readonly quotes: readonly SmileQuote[];
  /** The fitted curve: strikes ascending with their volatility; empty where none could be fitted. */
  readonly curve: readonly PlotPoint[];
  readonly chosen: number | null;
}

const ROOM = { left: 48, right: 12, top: 22, bottom: 24 };

/** Bid and ask volatility as an upright bar, mids as dots (puts hollow, calls solid), the fit as a line. */
export function smilePicture(shown: SmileShown, size: PlotSize): Picture {
  const { quotes, curve, forward, chosen } = shown;
  const strikes = extentOf(quotes.map(({ strike }) => strike));
  const known = quotes.flatMap(({ mid }) => (mid === null ? [] : [mid]));
  const ivs = extentOf([...known, ...curve.map(([, iv]) => iv)], 0.12);
  if (strikes === null || ivs === null)
    return { words: "No implied volatility is known at any strike", marks: [] };
  const box = boxIn(size, ROOM);
  const inner = 8;
  const x = scaleOf(strikes, [box.left + inner, box.right - inner]);
  const y = scaleOf(ivs, [box.bottom, box.top]);
  // a quote of a cent is a volatility from nothing to a multiple: its bar ends where the picture does
  const clamped = (iv: number): number => Math.min(Math.max(y(iv), box.top), box.bottom);
  const radius = Math.min(3, Math.max(1.75, (box.right - box.left) / quotes.length / 4));
  const marks: readonly Mark[] = [
    ...valueAxis({ box, scale: y, ticks: ticksOf(...ivs, 4), print: volatility }),
    ...baseAxis({ box, scale: x, ticks: ticksOf(...strikes, 6), print: plainStrike }),
    ...(chosen === null || chosen < strikes[0] || chosen > strikes[1]
      ? []
      : [
          lineMark([x(chosen), box.top], [x(chosen), box.bottom], { stroke: INK.raised, "stroke-width": 12 }),
        ]),
    ...(forward === null ? [] : uprightMark(box, x(forward), `forward ${level(forward)}`)),
    ...quotes.flatMap((quote) => bandMarks(quote, { x: x(quote.strike), cap: radius, y: clamped })),
    curveMark(
      curve
        .filter(([strike]) => strike >= strikes[0] && strike <= strikes[1])
        .map(([strike, iv]) => [x(strike), y(iv)] as const),
      { stroke: INK.accent, "stroke-width": 2, "stroke-linejoin": "round", "data-part": "fit" },
    ),
    ...quotes.flatMap(({ strike, right, mid }) =>
      mid === null
        ? []
        : [
            dotMark([x(strike), clamped(mid)], radius, {
              fill: right === "P" ? INK.panel : INK.text,
              stroke: INK.text,
              "stroke-width": radius / 2,
              "data-part": "mid",
            }),
          ],
    ),
  ];
  return { words: smileWords(shown, known), marks };
}

function bandMarks(
  { bid, ask }: SmileQuote,
  { x, cap, y }: { readonly x: number; readonly cap: number; readonly y: (iv: number) => number },
): readonly Mark[] {
  if (bid === null && ask === null) return [];
  const [low, high] = [y(bid ?? 0), y(ask ?? Infinity)];
  const look = { stroke: INK.control, "stroke-width": cap > 2.5 ? 2 : 1.5 };
  // an end without a cap is a side without a quote
  return [
    lineMark([x, low], [x, high], { ...look, "data-part": "band" }),
    ...(bid === null ? [] : [lineMark([x - cap, low], [x + cap, low], look)]),
    ...(ask === null ? [] : [lineMark([x - cap, high], [x + cap, high], look)]),
  ];
}

function smileWords({ quotes, curve }: SmileShown, known: readonly number[]): string {
  const range = extentOf(known);
  const span =
    range === null
      ? "no mid volatility is known"
      : `mid volatility from ${volatility(range[0])} to ${volatility(range[1])} at ${known.length} of ${quotes.length} strikes`;
  return `Smile: ${span}; ${curve.length === 0 ? "no curve could be fitted" : "with the fitted curve"}`;
}

export const plainStrike = (strike: number): string => strikeWords(fromE4(Math.round(strike * 10_000)));
