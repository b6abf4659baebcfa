import { demandExposure, signOf, type ExposedContract, type ExposureTerms } from "./exposure-terms.ts";

/**
 * Spots at which the total gamma changes its sign, ascending; there may be none or several. Each strike keeps its
 * volatility (sticky strike).
 *
 * Two that lie between the same neighbours of the grid cancel and are not seen: choose a finer grid for those.
 *
 * Dollars, each found by bracketing to the last digits; terms that `exposureRefusal` names are an `InvariantError`.
 *
 * @param grid - Dollars, ascending; {@link spotGrid}.
 */
export function flipLevels(
  contracts: readonly ExposedContract[],
  terms: ExposureTerms,
  grid: ArrayLike<number>,
): readonly number[] {
  demandExposure(contracts, terms);
  const net = new NetGamma(contracts, terms);
  const flips: number[] = [];
  let from = Number.NaN;
  let before = 0;
  for (let i = 0; i < grid.length; i += 1) {
    const spot = grid[i] ?? Number.NaN;
    const here = net.at(spot);
    // where nothing is left of any gamma the sign stays what it was
    if (here === 0) continue;
    if (before !== 0 && before > 0 !== here > 0) {
      flips.push(
        rootBetween((middle) => net.at(middle), { low: from, high: spot, below: before, above: here }),
      );
    }
    from = spot;
    before = here;
  }
  return flips;
}

/** So many spots from `width` below to `width` above, both ends included: 0.015 is 1.5 %. */
export const spotGrid = (spot: number, width = 0.015, points = 120): Float64Array =>
  Float64Array.from({ length: points }, (_, i) => spot * (1 - width + (2 * width * i) / (points - 1)));

/** The sign and, up to a factor, the size of the total gamma over spots: contracts of one strike and volatility as one. */
class NetGamma {
  readonly #count: number;
  /** Contracts, dealers' side, over the deviation. */
  readonly #weight: Float64Array;
  readonly #logStrike: Float64Array;
  readonly #perDeviation: Float64Array;
  readonly #half: Float64Array;

  constructor(contracts: readonly ExposedContract[], { years, sign }: ExposureTerms) {
    const root = Math.sqrt(years);
    const placeOf = new Map<number, number>();
    const size = contracts.length;
    this.#weight = new Float64Array(size);
    this.#logStrike = new Float64Array(size);
    this.#perDeviation = new Float64Array(size);
    this.#half = new Float64Array(size);
    let count = 0;
    for (const contract of contracts) {
      const { strike } = contract;
      const deviation = contract.volatility * root;
      const weight = (signOf(contract, sign) * contract.contracts) / deviation;
      const known = placeOf.get(strike);
      if (known !== undefined && this.#half[known] === deviation / 2) {
        this.#weight[known] = (this.#weight[known] ?? 0) + weight;
        continue;
      }
      placeOf.set(strike, count);
      this.#weight[count] = weight;
      this.#logStrike[count] = Math.log(strike);
      this.#perDeviation[count] = 1 / deviation;
      this.#half[count] = deviation / 2;
      count += 1;
    }
    this.#count = count;
  }

  at(spot: number): number {
    const logSpot = Math.log(spot);
    let sum = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const d1 =
        (logSpot - (this.#logStrike[i] ?? 0)) * (this.#perDeviation[i] ?? 0) + (this.#half[i] ?? Number.NaN);
      const density = Math.exp(-0.5 * d1 * d1);
      sum += (this.#weight[i] ?? 0) * density;
    }
    return sum;
  }
}

const ROUNDS = 100;

/** Two spots with the values there, of opposite signs. */
interface Bracket {
  readonly low: number;
  readonly high: number;
  readonly below: number;
  readonly above: number;
}

/** False position; a side that stays twice counts half (Illinois), so that neither can stay for ever. */
function rootBetween(of: (x: number) => number, bracket: Bracket): number {
  let { low, high, below, above } = bracket;
  let stayed: "low" | "high" | null = null;
  for (let round = 0; round < ROUNDS && high - low > 1e-13 * high; round += 1) {
    const middle = low - (below * (high - low)) / (above - below);
    const value = of(middle);
    if (value === 0 || middle <= low || middle >= high) return middle;
    if (value > 0 === above > 0) {
      [high, above] = [middle, value];
      if (stayed === "low") below /= 2;
      stayed = "low";
    } else {
      [low, below] = [middle, value];
      if (stayed === "high") above /= 2;
      stayed = "high";
    }
  }
  return low - (below * (high - low)) / (above - below);
}
