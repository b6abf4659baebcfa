import type { ChainAnalysis } from "./chain-analysis.ts";
import { decimals, left, percent, right, sentence, textTable } from "./text-table.ts";

/** Expected moves and their coverage, the density in figures, strip volatility and the 30-day index. */
export function marketLines(analysis: ChainAnalysis): readonly string[] {
  return [
    ...moveLines(analysis),
    ...densityLines(analysis),
    ...stripLines(analysis),
    ...clockLines(analysis),
    ...vixLines(analysis),
  ];
}

const MOVE_COLUMNS = [left("expected move"), ...["±$", "lognormal ends within", "this smile"].map(right)];

function moveLines({ moves }: ChainAnalysis): readonly string[] {
  if (moves.length === 0) return ["no smile lies in these quotes: neither moves nor density"];
  return textTable(
    MOVE_COLUMNS,
    moves.map(({ name, width, lognormal, density }) => [
      name,
      decimals(width, 2),
      percent(lognormal, 1),
      percent(density, 1),
    ]),
  );
}

function densityLines({ density, smile }: ChainAnalysis): readonly string[] {
  if (density === null || smile === null) return [];
  const { quantiles, skewness, kurtosis, unquotedBelow, unquotedAbove } = density;
  const { fit } = smile;
  const shares = quantiles.map(({ share }) => right(percent(share, 0)));
  const prices = quantiles.map(({ price }) => decimals(price, 2));
  const outside = `${percent(unquotedBelow, 2)} below ${fit.low} and ${percent(unquotedAbove, 2)} above ${fit.high}`;
  return [
    ...textTable([left("ends below"), ...shares], [["$", ...prices]]),
    ...sentence(
      `skewness ${decimals(skewness, 2)}, kurtosis ${decimals(kurtosis, 2)} (normal 3); ${outside} lies in tails no quote supports`,
    ),
    `smile: ${fit.form} of ${fit.points} quotes, ${percent(fit.inside, 0)} of them inside bid and ask, misses ${decimals(fit.residual, 2)} half-spreads`,
  ];
}

function stripLines({ strip }: ChainAnalysis): readonly string[] {
  if (strip === null) return [];
  const { volatility, from, because, published, options, oneDay } = strip;
  const how = {
    strip: `${options} options, less what coarse strikes overstate; the published formula gives ${percent(published, 2)}`,
    smile: `the smile's at the money stands in: ${because === null ? "" : STAND_INS[because]}`,
  }[from];
  const day =
    oneDay === null
      ? ""
      : `; of the day ahead, with ${oneDay.next}, ${oneDay.index.toFixed(2)} (the desk's own, not VIX1D)`;
  return sentence(`strip volatility to this expiry ${percent(volatility, 2)} (${how})${day}`);
}

const STAND_INS = {
  lastHalfHour: "in the last half hour strikes are too coarse for a strip",
  fewStrikes: "fewer than six options have a bid",
  negativeVariance: "the strip's variance is negative",
  badTerm: "the quotes are unusable",
  crossedQuote: "a quote is crossed",
  noForward: "no strike has both sides quoted",
  noCentre: "no strike lies at or below the forward",
  tooFewStrikes: "fewer than three options have a bid",
} as const;

function clockLines({ varianceTimeIv, smile }: ChainAnalysis): readonly string[] {
  if (varianceTimeIv === null || smile === null) return [];
  const clock = "a clock that counts by usual variance (busy open and close, short nights)";
  return [`ATM IV ${percent(smile.atmIv, 2)} is ${percent(varianceTimeIv, 2)} on ${clock}`];
}

function vixLines({ vix, snapshot }: ChainAnalysis): readonly string[] {
  if (vix.vix === null) return [`30-day index by the VIX method: none, ${vix.why}`];
  const { index, near, next } = vix.vix;
  const terms = [near, next].map(
    ({ root, expiry, minutes, vol, selected, r }) =>
      `${root} ${expiry} ${percent(vol, 2)} of ${selected.length} options, ${minutes.toFixed(0)} min, rate ${percent(r, 2)}`,
  );
  return sentence(
    `30-day index of ${snapshot.ticker} options by the VIX method ${index.toFixed(2)}: ${terms.join("; ")}`,
  );
}
