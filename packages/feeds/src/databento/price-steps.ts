/** Billionths of a dollar, DBN's price unit, in one UsdE4. */
const E9_PER_E4 = 100_000;
/** Market records hold prices and sizes as i32. */
const LARGEST = 2_147_483_647;
/** DBN's size that says nothing. */
const UNDEFINED_SIZE = 4_294_967_295;

/** What a price outside the record's range becomes: no price of this desk's instruments is there. */
export const BEYOND = -1;

/**
 * A bid in UsdE4, rounded down: never better than told. 0 where nobody bids (undefined, not above 0, or for no size).
 */
export function bidE4(priceE9: number, size: number): number {
  if (!(priceE9 > 0) || size === 0 || size === UNDEFINED_SIZE) return 0;
  const price = Math.floor(priceE9 / E9_PER_E4);
  return price > LARGEST ? BEYOND : price;
}

/** An offer in UsdE4, rounded up: never better than told. 0 where nobody offers. */
export function askE4(priceE9: number, size: number): number {
  if (!(priceE9 > 0) || size === 0 || size === UNDEFINED_SIZE) return 0;
  const price = Math.ceil(priceE9 / E9_PER_E4);
  return price > LARGEST ? BEYOND : price;
}

/** A print or level in UsdE4, to the nearest; 0 where it is undefined or not above 0. */
export function printE4(priceE9: number): number {
  if (!(priceE9 > 0)) return 0;
  const price = Math.round(priceE9 / E9_PER_E4);
  return price > LARGEST ? BEYOND : price;
}

/** A size as a market record holds it: an undefined one is 0, one beyond i32 the largest. */
export const sizeOf = (size: number): number =>
  size === UNDEFINED_SIZE ? 0 : size > LARGEST ? LARGEST : size;
