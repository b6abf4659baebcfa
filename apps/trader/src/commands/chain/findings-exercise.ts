import type { Finding, Findable } from "./chain-finding.ts";
import { decimals } from "./text-table.ts";

const SAMPLE = 4;

/** What early exercise does to these quotes, and the dividend that they tell of. */
export const exerciseFindings = (about: Findable): readonly Finding[] => [
  ...inferredDividend(about),
  ...earlyExercise(about),
];

const SPOT_ORIGINS = { table: "the table's spot", sameDayParity: "the same day's parity forward" } as const;

function inferredDividend({ dividend, forward, contracts }: Findable): readonly Finding[] {
  if (dividend === null || forward.from !== "parity") return [];
  const {
    amount,
    low,
    high,
    exAfter,
    exBy,
    spot,
    spotFrom,
    strikes,
    leftOut,
    exercisedTo,
    amountFrom,
    steps,
  } = dividend;
  const before = steps.filter(({ expiry }) => expiry <= exAfter).at(-1);
  const after = steps.find(({ expiry }) => expiry >= exBy);
  const step =
    after === undefined
      ? ""
      : `: discounted, the forward of ${after.expiry} lies ${after.apart.toFixed(2)} below ${SPOT_ORIGINS[spotFrom]} ${spot.toFixed(2)}${before === undefined ? "" : `, that of ${before.expiry} ${before.apart.toFixed(2)}`}`;
  const sure = `${amount.toFixed(2)} $ a share (${low.toFixed(2)} to ${high.toFixed(2)} by the quotes' sides and the rate, of ${amountFrom})`;
  const pairs = `forward ${forward.forward.toFixed(3)} from the strikes ${strikes.join(", ")}, less early exercise`;
  const out =
    leftOut.length === 0 ? "" : `; ${sampled(leftOut)} left out, where exercise is too much of a price`;
  const called =
    exercisedTo === null || !contracts.some(({ strike }) => strike === exercisedTo)
      ? ""
      : `; calls up to ${exercisedTo} are worth no more than exercise before the share goes ex`;
  const when = `a dividend no file states is paid after ${exAfter}, by ${exBy}`;
  return [{ code: "impliedDividend", detail: `${when}, of ${sure}${step}; ${pairs}${out}${called}` }];
}

function earlyExercise({ exercise, dividend, arbitrages, beyondHolding }: Findable): readonly Finding[] {
  if (exercise.europeanSuffices) return [];
  const { why, putPremium, impliedDividend } = exercise;
  const put =
    putPremium === null
      ? ""
      : `; exercise is worth ${decimals(putPremium.atMoney, 3)} to a put at the money and ${decimals(putPremium.oneMoveIn, 3)} one expected move in`;
  const paid =
    impliedDividend === null || dividend !== null
      ? ""
      : `; spot less the forward's present value is ${impliedDividend.toFixed(3)}: dividends until expiry, or a spot of another moment`;
  const { explained } = arbitrages;
  const trades =
    explained.length === 0
      ? ""
      : `; ${explained.length} ${explained.length === 1 ? "trade" : "trades"} at the quoted sides (best: ${explained[0]?.kind ?? ""} ${explained[0]?.strikes.join("/") ?? ""} ${explained[0]?.edge.toFixed(2) ?? ""}) ${explained.length === 1 ? "is" : "are"} no arbitrage: early exercise of what is sold can take that back`;
  const held =
    beyondHolding === 0
      ? ""
      : `; no plan is made of ${beyondHolding} contracts whose price holds more than a cent of exercise`;
  return [{ code: "earlyExercise", detail: `${why}${put}${paid}${trades}${held}` }];
}

const sampled = (strikes: readonly number[]): string =>
  strikes.slice(0, SAMPLE).join(", ") + (strikes.length > SAMPLE ? ", ..." : "");
