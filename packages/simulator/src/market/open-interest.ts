import type { TickerListing } from "./market-listings.ts";
import type { RandomStream } from "./random-stream.ts";
import type { RecordQueue } from "./record-queue.ts";

const MEDIAN_AT_THE_MONEY = 4_000;
/** Strikes over which open interest falls by a factor e. */
const REACH = 8;
const FIVE_DOLLAR_FACTOR = 3;

/** Open interest of each option, as the exchange publishes it before the open: more near the money and at round strikes. */
export function publishOpenInterest(listing: TickerListing, chance: RandomStream, queue: RecordQueue): void {
  const middle = (listing.strikes.length - 1) / 2;
  for (const [i, strike] of listing.strikes.entries()) {
    const round = strike % 5 === 0 ? FIVE_DOLLAR_FACTOR : 1;
    const typical = MEDIAN_AT_THE_MONEY * Math.exp(-Math.abs(i - middle) / REACH) * round;
    for (const right of [0, 1]) {
      const count = Math.round(typical * Math.exp(0.6 * chance.normal()));
      queue.add("openInterest", listing.firstOption + 2 * i + right, [count]);
    }
  }
}
