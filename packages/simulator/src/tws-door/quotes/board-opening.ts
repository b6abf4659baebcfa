import { MICROS_PER_SECOND, epochMicros } from "@smart0dte/domain";
import type { Exchange } from "../../exchange/index.ts";
import { QuoteBoard } from "./quote-board.ts";

/**
 * A board of what the exchange displays now.
 *
 * The newest of each instrument is enough, so only the end of the morning is gone through; where an instrument
 * said nothing in it, a longer end.
 */
export function boardOf(exchange: Exchange): QuoteBoard {
  const { now, session, listings } = exchange;
  const board = new QuoteBoard(listings.length);
  for (let span = SHORTEST_LOOK_BACK; ; span *= 8) {
    const market = exchange.again();
    if (now - span > session.open) market.fastForward(epochMicros(now - span));
    while (market.now < now)
      board.apply(market.advance(epochMicros(Math.min(market.now + MICROS_PER_SECOND, now))));
    const isKnown = listings.every(({ number }) => board.versionOf(number) > 0);
    if (isKnown || now - span <= session.open) return board;
  }
}

const SHORTEST_LOOK_BACK = 60 * MICROS_PER_SECOND;
