import {
  MULTIPLIER,
  plus,
  times,
  usdE4,
  ZERO_USD,
  type EpochMicros,
  type Exercised,
  type Leg,
  type Position,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { heldOf } from "./fill-booking.ts";
import { moveOrder } from "./order-progress.ts";
import { endOrphans } from "./orphan-life.ts";
import { change, keepPosition, say, type Turn } from "./turn.ts";

/** From here a holder's option is exercised without being asked, UsdE4 a share. */
const EXERCISED_FROM = 100;

/** Ends the day: working orders expire, and what is held is exercised, assigned or worthless by the closing price. */
export function settle(turn: Turn, settlingPriceOf: (ticker: Ticker) => UsdE4 | null): Turn {
  const before = turn.state.settling;
  const priceOf = (ticker: Ticker): UsdE4 | null => before?.[ticker] ?? settlingPriceOf(ticker);
  const settling = { SPY: priceOf("SPY"), QQQ: priceOf("QQQ"), IWM: priceOf("IWM") };
  const expired = expireOrders(change(turn, { settling }));
  const settled = expired.state.positions.reduce(
    (next, position) => settlePosition(next, position, settling[position.ticker]),
    expired,
  );
  return endOrphans(settled, (ticker) => settling[ticker] !== null);
}

/**
 * Turns whatever a position still holds into money; without a price it stays and a person must act.
 *
 * One whose orphans offset each other holds nothing and is still open: it ends at the same moment as they.
 */
export function settlePosition(turn: Turn, position: Position, price: UsdE4 | null): Turn {
  const { id: positionId, ticker, legs, closedAt } = position;
  const held = legs.filter((leg) => heldOf(position, leg) !== 0);
  if (held.length === 0 && (closedAt !== null || price === null)) return turn;
  if (price === null) {
    const why = `No price of ${ticker} at the close is known`;
    return say(turn, { type: "unsettled", at: turn.at, positionId, why });
  }
  const exercised = held.map((leg) => exercise(position, leg, { price, at: turn.at }));
  return keepPosition(say(turn, ...exercised), {
    ...position,
    quantity: 0,
    cash: plus(position.cash, ...exercised.map(({ value }) => value)),
    openCost: ZERO_USD,
    closedAt: closedAt ?? turn.at,
    residual: [],
  });
}

function expireOrders(turn: Turn): Turn {
  return turn.state.orders.reduce(
    (next, order) => moveOrder(next, order, { cause: "expired", note: "the session has closed" }),
    turn,
  );
}

/** Shares change hands at the strike and are worth the closing price: together the intrinsic value. */
function exercise(position: Position, leg: Leg, { price, at }: { price: UsdE4; at: EpochMicros }): Exercised {
  const { strike, right } = leg.contract;
  const contracts = heldOf(position, leg);
  const inside = right === "C" ? price - strike : strike - price;
  const isExercised = inside >= EXERCISED_FROM;
  const delivered = contracts * MULTIPLIER * (right === "C" ? 1 : -1);
  return {
    type: "exercised",
    at,
    positionId: position.id,
    instrument: leg.instrument,
    quantity: contracts,
    outcome: !isExercised ? "expired" : contracts > 0 ? "exercised" : "assigned",
    shares: isExercised ? delivered : 0,
    strike,
    settledAt: price,
    value: isExercised ? times(usdE4(price - strike), delivered) : ZERO_USD,
  };
}
