/** Beyond so many standard deviations a driftless path leaves with a probability below 1e-11. */
const CERTAIN_DEVIATIONS = 7;
const TERMS = 24;

/**
 * The probability that a driftless path of total variance `variance` stays inside ±`distance` throughout.
 *
 * The reflection series of Brownian motion between two equal barriers; both arguments in the same units
 * (log price and its square). 1 where nothing moves, 0 where there is no room.
 */
export function staysInside(variance: number, distance: number): number {
  if (distance <= 0) return 0;
  if (variance <= 0 || distance > CERTAIN_DEVIATIONS * Math.sqrt(variance)) return 1;
  const rate = (Math.PI ** 2 * variance) / (8 * distance ** 2);
  let sum = 0;
  for (let term = 0; term < TERMS; term += 1) {
    const odd = 2 * term + 1;
    sum += (term % 2 === 0 ? 1 : -1) * (Math.exp(-odd * odd * rate) / odd);
  }
  return Math.min(1, Math.max(0, (4 / Math.PI) * sum));
}
