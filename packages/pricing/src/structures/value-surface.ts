import { err, ok, type Result } from "@smart0dte/domain";
import type { Smile } from "../smile/smile.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";
import { SECONDS_PER_YEAR } from "../clock/years.ts";
import { payoffAt, type PayoffLeg } from "./payoff.ts";
import { structureFault, type StructureFault } from "./structure-fault.ts";

/**
 * What becomes of the smile when the underlying moves: each strike keeps its volatility, or each distance from the money
 * does. The truth lies between; neither forecasts.
 */
export type SmileMove = "stickyStrike" | "stickyMoneyness";

export interface SurfaceAxes {
  /** Dollars, forward to expiry, more than zero. */
  readonly spots: ArrayLike<number>;
  /** Seconds left to expiry, zero or more and no more than the smile has; 0 is the payoff. */
  readonly times: ArrayLike<number>;
  readonly move: SmileMove;
}

/** Value of a package over spots and times, dollars of expiry day a share, before what was paid for it. */
export interface ValueSurface {
  readonly spots: Float64Array;
  /** Seconds left. */
  readonly times: Float64Array;
  /** A row of spots for each time. */
  readonly values: Float64Array;
}

export type SurfaceFault = StructureFault | { readonly code: "badSpot" | "badTime" | "badSmile" };

/**
 * What the package is worth before expiry if the underlying then stands there: Black's value of each leg with the
 * smile's total deviation shrunk by the root of the time left. Exact for the smile today at its forward; no rate.
 *
 * Dollars a share over spots in dollars and seconds left. For positive spots and times of zero or more, else refused by
 * {@link SurfaceFault}. Away from today's forward it is the model's: how the smile moves with the spot is assumed.
 *
 * @see Daglish, Hull and Suo, Volatility surfaces: theory, rules of thumb, and empirical evidence (2007).
 */
export function valueSurface(
  legs: readonly PayoffLeg[],
  smile: Smile,
  axes: SurfaceAxes,
): Result<ValueSurface, SurfaceFault> {
  const fault = structureFault(legs, 0);
  if (fault !== null) return err(fault);
  const [spots, times] = [Float64Array.from(axes.spots), Float64Array.from(axes.times)];
  const seconds = smile.years * SECONDS_PER_YEAR;
  if (!spots.every((spot) => spot > 0 && Number.isFinite(spot))) return err({ code: "badSpot" });
  // the smile's own seconds went through years and back
  if (!times.every((time) => time >= 0 && time <= seconds * (1 + 1e-12))) return err({ code: "badTime" });
  const values = new Float64Array(spots.length * times.length);
  for (const [column, spot] of spots.entries()) {
    const shift = axes.move === "stickyStrike" ? 1 : smile.forward / spot;
    const intrinsic = payoffAt(legs, spot);
    const deviations = legs.map(({ strike }) => smile.deviationAt(strike * shift));
    for (const [row, time] of times.entries()) {
      const root = Math.sqrt(time / seconds);
      let value = intrinsic;
      for (const [i, { strike, quantity }] of legs.entries())
        value += quantity * outOfTheMoneyValue(spot, strike, root * (deviations[i] ?? Number.NaN));
      values[row * spots.length + column] = value;
    }
  }
  return values.every(Number.isFinite) ? ok({ spots, times, values }) : err({ code: "badSmile" });
}
