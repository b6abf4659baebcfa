import {
  epochMicros,
  MICROS_PER_SECOND,
  openMid,
  openNatural,
  usdE4,
  type Order,
  type OrderId,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";
import type { PriceWalk } from "./execution-state.ts";
import { askReplace, isReplaceable } from "./order-replacing.ts";
import { isOver } from "./order-transitions.ts";
import { change, orderOf, type Turn } from "./turn.ts";

/** The packages are quoted in cents, UsdE4. */
const TICK = 100;

/** How an opening walks and the limit that it starts at; null where it is placed at its worst price. */
export function beginWalk(
  { state, at, quoteOf }: Turn,
  orderId: OrderId,
  { legs, entryLimit: worst }: TradePlan,
): { readonly walk: PriceWalk; readonly from: UsdE4 } | null {
  const { walkSteps: left, walkEverySeconds } = state.parameters;
  const middle = left === 0 || quoteOf === null ? null : openMid(legs, quoteOf);
  if (middle === null) return null;
  const from = usdE4(Math.ceil(middle / TICK) * TICK);
  if (from >= worst) return null;
  const every = walkEverySeconds * MICROS_PER_SECOND;
  return { walk: { orderId, worst, left, every, nextAt: epochMicros(at + every) }, from };
}

/** Takes every step that is due. */
export function takeSteps(turn: Turn): Turn {
  const { state, at } = turn;
  if (state.walks.every(({ nextAt }) => at < nextAt)) return turn;
  return state.walks.reduce((next, walk) => (at < walk.nextAt ? next : takeStep(next, walk)), turn);
}

/** Forgets walks that have ended: all steps taken, or their order over. */
export function endWalks(turn: Turn): Turn {
  const { walks } = turn.state;
  const going = walks.filter(({ orderId, left }) => left > 0 && !isOver(orderOf(turn, orderId).state));
  return going.length === walks.length ? turn : change(turn, { walks: going });
}

/** A step that cannot be taken now, or leads nowhere, is not used up: it is due again later. */
function takeStep(turn: Turn, walk: PriceWalk): Turn {
  const order = orderOf(turn, walk.orderId);
  const limit = nextLimit(turn, order, walk);
  const isTaken = isReplaceable(order) && limit > order.limit;
  const later = {
    ...walk,
    left: isTaken ? walk.left - 1 : walk.left,
    nextAt: epochMicros(turn.at + walk.every),
  };
  const walks = turn.state.walks.map((one) => (one.orderId === walk.orderId ? later : one));
  const kept = change(turn, { walks });
  return isTaken ? askReplace(kept, order, limit) : kept;
}

/** An equal part of the way that is left to the executable price as it is now; never better, never beyond the worst. */
function nextLimit({ quoteOf }: Turn, { legs, limit }: Order, { worst, left }: PriceWalk): UsdE4 {
  const natural = quoteOf === null ? null : openNatural(legs, quoteOf);
  if (natural === null) return limit;
  const target = Math.min(worst, natural);
  const step = Math.ceil((target - limit) / left / TICK) * TICK;
  return usdE4(Math.max(limit, Math.min(target, limit + step)));
}
