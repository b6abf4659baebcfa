import { isCrossed, stripVariance, volatilityIndex, type StripVariance } from "@smart0dte/pricing";
import { LineRefusal, numberOf, objectOf, rowsOf, type Line } from "./line-fields.ts";

const WHY = {
  badTerm: "its minutes, rate or quotes are unusable (strikes must rise, prices must not be negative)",
  crossedQuote: "a bid lies above its ask, or has none: leave that contract out, or state its bid as 0",
  noForward: "no strike has both sides quoted",
  noCentre: "no strike lies at or below the forward",
  tooFewStrikes: "fewer than three options have a bid",
} as const;

/** Cboe's strip for each term, and the index between them; a missing `next` leaves the index null. */
export function vixLine(line: Line): object {
  const near = termOf(line, "near");
  const next = line["next"] === undefined || line["next"] === null ? null : termOf(line, "next");
  if (next === null) return { near: { ...objectOf(line, "near"), ...near.printed }, index: null };
  const index = volatilityIndex(near, next, numberOf(line, "targetMinutes", { above: 0 }));
  return {
    near: { ...objectOf(line, "near"), ...near.printed },
    next: { ...objectOf(line, "next"), ...next.printed },
    index,
  };
}

function termOf(line: Line, name: "near" | "next") {
  const term = objectOf(line, name);
  const minutes = numberOf(term, "minutes", { above: 0 });
  const quotes = rowsOf(term, "quotes").map(
    ([strike = 0, callBid = -1, callAsk = -1, putBid = -1, putAsk = -1]) => ({
      strike,
      callBid,
      callAsk,
      putBid,
      putAsk,
    }),
  );
  const strip = stripVariance({ minutes, rate: numberOf(term, "r"), quotes });
  if (typeof strip === "string") {
    const crossed = strip === "crossedQuote" ? (quotes.find(isCrossed)?.strike ?? null) : null;
    const where = crossed === null ? "" : ` at strike ${crossed}`;
    throw new LineRefusal(strip, `${name}${where}: ${WHY[strip]}.`);
  }
  return { minutes, variance: strip.variance, printed: printedOf(strip) };
}

/** Field names of the vectors; side A is the mean of both. */
export interface PrintedStrip {
  readonly F: number;
  readonly K0: number;
  readonly variance: number;
  readonly varianceSpacingCorrected: number;
  readonly vol: number | null;
  readonly selected: readonly (readonly [number, "P" | "C" | "A", number])[];
}

/** A strip under the field names of the vectors. */
export function printedOf({
  forward,
  centre,
  variance,
  varianceSpacingCorrected,
  selected,
}: StripVariance): PrintedStrip {
  const side = { P: "P", C: "C", both: "A" } as const;
  return {
    F: forward,
    K0: centre,
    variance,
    varianceSpacingCorrected,
    vol: variance >= 0 ? Math.sqrt(variance) : null,
    selected: selected.map((each) => [each.strike, side[each.side], each.value]),
  };
}
