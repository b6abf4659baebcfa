import {
  USD_E4,
  midOf,
  type ChainAnalysis,
  type CurvePoint,
  type DensityView,
  type ExposureFigures,
  type ExposureView,
  type MoveView,
  type NoReading,
  type Result,
  type SmileQuoteView,
  type SmileView,
  type Src,
} from "@smart0dte/domain";
import type {
  AnalysisFrame,
  DensityReading,
  Exposure,
  ExposureReading,
  FittedSmile,
  MoveReading,
  Num,
  SmileQuote,
} from "../contract/index.ts";
import { noReadingSentence } from "../sentences/no-reading-sentence.ts";
import { decimals, decimalsOrNull, digits } from "./rounding.ts";

/** Strikes on each side of the forward that a frame carries. */
const STRIKES_EACH_SIDE = 20;
const IV_PLACES = 5;
const PRICE_PLACES = 3;

/** A ticker's analysis in the words of the contract, rounded to what is worth showing. */
export function analysisFrame(view: ChainAnalysis, src: Src): AnalysisFrame {
  const { ticker, expiry, at, secondsToClose, how, forward, forwardFrom } = view;
  const stamp = { at, how, src };
  const read = <From, To>(
    reading: Result<From, NoReading>,
    to: (value: From) => To,
  ): { v: To | null; at: number; how: typeof how; src: Src; why?: string } =>
    reading.ok
      ? { v: to(reading.value), ...stamp }
      : { v: null, ...stamp, why: noReadingSentence(reading.error) };
  const middle = forward ?? spotOf(view);
  return {
    ticker,
    expiry,
    at,
    secondsToClose: decimals(secondsToClose, 3),
    how,
    src,
    spot: spotNum(view, src),
    forward:
      forward === null
        ? { v: null, ...stamp, why: noReadingSentence("noForward") }
        : { v: decimals(forward, PRICE_PLACES), ...stamp },
    forwardFrom,
    atmIv: read(view.smile, ({ atmIv }) => decimals(atmIv, IV_PLACES)),
    quotes: around(view.quotes, middle, ({ strike }) => strike / USD_E4).map(smileQuote),
    smile: read(view.smile, fittedSmile),
    density: read(view.density, densityReading),
    moves: read(view.moves, (moves) => moves.map((move) => moveReading(move, forward ?? Number.NaN))),
    openInterest: read(view.openInterest, (exposure) => exposureReading(exposure, middle)),
    signedFlow: read(view.signedFlow, (exposure) => exposureReading(exposure, middle)),
    flow: read(view.flow, (flow) => flow),
  };
}

const spotOf = ({ spot }: ChainAnalysis): number | null => {
  const mid = midOf(spot);
  return mid === null ? null : mid / USD_E4;
};

function spotNum(view: ChainAnalysis, src: Src): Num {
  const { at, how, fault } = view.spot;
  const spot = spotOf(view);
  return spot === null
    ? { v: null, at, how, src, why: fault ?? "no ask" }
    : { v: decimals(spot, PRICE_PLACES), at, how, src };
}

/** The rows nearest to a price; the middle ones where no price is known. */
function around<Row>(
  rows: readonly Row[],
  price: number | null,
  strikeOf: (row: Row) => number,
): readonly Row[] {
  const above = price === null ? -1 : rows.findIndex((row) => strikeOf(row) >= price);
  const middle = price === null ? rows.length >> 1 : above === -1 ? rows.length : above;
  const from = Math.max(0, middle - STRIKES_EACH_SIDE);
  return rows.slice(from, middle + STRIKES_EACH_SIDE + 1);
}

const smileQuote = ({ strike, right, bidIv, midIv, askIv, why }: SmileQuoteView): SmileQuote => ({
  strike: strike / USD_E4,
  right,
  bidIv: decimalsOrNull(bidIv, IV_PLACES),
  midIv: decimalsOrNull(midIv, IV_PLACES),
  askIv: decimalsOrNull(askIv, IV_PLACES),
  why: why === null ? null : (QUOTE_WORDS[why] ?? why),
});

const QUOTE_WORDS: Readonly<Partial<Record<NonNullable<SmileQuoteView["why"]>, string>>> = {
  noBid: "no bid",
  noAsk: "no ask",
  noVolatility: "no volatility gives this price",
};

const fittedSmile = ({ form, points, low, high, residual, inside, curve }: SmileView): FittedSmile => ({
  form,
  points,
  low,
  high,
  residual: decimals(residual, 3),
  inside: decimals(inside, 3),
  curve: curve.map(([strike, iv]): [number, number] => [
    decimals(strike, PRICE_PLACES),
    decimals(iv, IV_PLACES),
  ]),
});

const densityReading = ({ curve, quantiles, ...measures }: DensityView): DensityReading => ({
  curve: curve.map(([price, density]: CurvePoint): [number, number] => [
    decimals(price, PRICE_PLACES),
    digits(density, 4),
  ]),
  quantiles: quantiles.map(({ share, price }) => ({ share, price: decimals(price, PRICE_PLACES) })),
  skewness: decimals(measures.skewness, 3),
  kurtosis: decimals(measures.kurtosis, 3),
  unquotedBelow: decimals(measures.unquotedBelow, 5),
  unquotedAbove: decimals(measures.unquotedAbove, 5),
});

const moveReading = ({ name, width, coverage, lognormal }: MoveView, forward: number): MoveReading => ({
  name,
  width: decimals(width, PRICE_PLACES),
  low: decimals(forward - width, PRICE_PLACES),
  high: decimals(forward + width, PRICE_PLACES),
  coverage: decimals(coverage, 4),
  lognormal: decimals(lognormal, 4),
});

function exposureReading(view: ExposureView, middle: number | null): ExposureReading {
  const { total, strikes, left, flips, searched, callWall, putWall } = view;
  return {
    total: figures(total),
    strikes: around(strikes, middle, ({ strike }) => strike).map(({ strike, calls, puts }) => ({
      strike,
      calls: figures(calls),
      puts: figures(puts),
    })),
    counted: strikes.length,
    left,
    flips: flips.map((flip) => decimals(flip, PRICE_PLACES)),
    searched: [decimals(searched[0], PRICE_PLACES), decimals(searched[1], PRICE_PLACES)],
    callWall,
    putWall,
  };
}

/** Whole dollars. */
const figures = ({ gamma, vanna, charm }: ExposureFigures): Exposure => ({
  gamma: decimals(gamma, 0),
  vanna: decimals(vanna, 0),
  charm: decimals(charm, 0),
});
