import {
  epochMicros,
  MICROS_PER_SECOND,
  packageWidth,
  restingStopId,
  usdE4,
  type EpochMicros,
  type Leg,
  type Order,
  type Position,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";
import type { ExecutionState } from "./execution-state.ts";
import { mayClose } from "./held-orders.ts";
import { askCancel, placeStop } from "./order-placing.ts";
import { isOver } from "./order-transitions.ts";
import { isRestingStop, livingStops } from "./stop-reading.ts";
import type { Turn } from "./turn.ts";

/** How long a stop that the broker ended by itself is missed at first; twice as long each time. */
const RETRY_AFTER = 5 * MICROS_PER_SECOND;
const RETRY_AT_MOST = 300 * MICROS_PER_SECOND;
/** The contracts are quoted in cents, UsdE4. */
const TICK = 100;

/**
 * Keeps what rests at the broker as it should be: a stop for each short leg of every credit package that stands
 * undisturbed, and none for any other. Takes back before it places: never two for one leg.
 */
export function tendStops(turn: Turn): Turn {
  const { state, at } = turn;
  if (!isWork(state) || state.settling !== null || at >= state.close) return turn;
  return state.positions.reduce((next, position) => tend(next, position), turn);
}

/** When a stop that is missing is due; null where none is, or it waits for the broker. */
export function stopLookAt(state: ExecutionState, at: EpochMicros): EpochMicros | null {
  if (!isWork(state) || at >= state.close) return null;
  const times = state.positions
    .filter((position) => isWanted(state, position))
    .flatMap((position) => shortLegs(position).flatMap((leg) => missingAt(state, position, leg) ?? []));
  return times.length === 0 ? null : epochMicros(Math.min(...times));
}

/**
 * Where a stop on a short leg is triggered and the most that it pays, UsdE4 a share.
 *
 * The leg's ask when the plan was made, and from there so many times the way that the package goes from its entry to
 * its stop. The long leg gains while the short one runs, so at one such way the desk's own stop is still ahead. Its
 * limit is a package's width beyond: only a leap over all of that leaves it unfilled.
 */
export function stopPrices(
  plan: TradePlan,
  leg: Leg,
  reach: number,
): { readonly trigger: UsdE4; readonly limit: UsdE4 } | null {
  const quote = plan.quotes[plan.legs.findIndex(({ instrument }) => instrument === leg.instrument)];
  const way = plan.stop.closeAt + plan.entryLimit;
  if (quote === undefined || way <= 0) return null;
  const trigger = Math.ceil((quote.ask + reach * way) / TICK) * TICK;
  return { trigger: usdE4(trigger), limit: usdE4(trigger + packageWidth(plan.legs)) };
}

const isWork = ({ parameters, orders }: ExecutionState): boolean =>
  parameters.restingStopReach > 0 || orders.some(isRestingStop);

function tend(turn: Turn, position: Position): Turn {
  if (isWanted(turn.state, position))
    return shortLegs(position).reduce((next, leg) => tendLeg(next, position, leg), turn);
  return livingStops(turn.state, position.id).reduce(
    (next, order) => askCancel(next, order, "no stop is to rest"),
    turn,
  );
}

function tendLeg(turn: Turn, position: Position, leg: Leg): Turn {
  const living = livingOf(turn.state, position, leg);
  const wanted = -leg.ratio * position.quantity;
  if (living !== undefined) {
    return living.quantity - living.filled === wanted
      ? turn
      : askCancel(turn, living, "another number of contracts is held");
  }
  const due = missingAt(turn.state, position, leg);
  const opening = openingOf(turn.state, position);
  const prices = stopPrices(position.plan, leg, turn.state.parameters.restingStopReach);
  if (due === null || turn.at < due || opening === undefined || prices === null) return turn;
  const ever = turn.state.orders.filter((order) => order.positionId === position.id && isRestingStop(order));
  const id = restingStopId(opening.id, ever.length + 1);
  return placeStop(turn, opening, { id, legs: [{ ...leg, ratio: 1 }], quantity: wanted, ...prices });
}

/** A credit package that is all there, with nothing of it under way. */
function isWanted(state: ExecutionState, position: Position): boolean {
  const { quantity, plan } = position;
  const opening = openingOf(state, position);
  return (
    state.parameters.restingStopReach > 0 &&
    quantity > 0 &&
    plan.entryLimit < 0 &&
    opening !== undefined &&
    isOver(opening.state) &&
    !state.orders.some((order) => order.positionId === position.id && isInTheWay(order)) &&
    state.strandings.every(({ orphan }) => orphan.positionId !== position.id || orphan.state === "resolved")
  );
}

/** A close or a repair that may still trade. */
const isInTheWay = (order: Order): boolean =>
  order.purpose === "close" && !isRestingStop(order) && !isOver(order.state);

/** When a leg without a stop is due for one: once it can be sent, and later each time that the broker ended one by itself. */
function missingAt(state: ExecutionState, position: Position, leg: Leg): EpochMicros | null {
  if (livingOf(state, position, leg) !== undefined || !mayClose(state.link, "restingStop")) return null;
  if (stopPrices(position.plan, leg, state.parameters.restingStopReach) === null) return null;
  const failed = state.orders.filter((order) => isStopOn(order, position, leg) && isUnasked(order));
  const last = failed.at(-1)?.history.at(-1)?.at;
  if (last === undefined) return position.openedAt;
  return epochMicros(last + Math.min(RETRY_AT_MOST, RETRY_AFTER * 2 ** (failed.length - 1)));
}

/** Over without a fill and without having been asked to go. */
const isUnasked = ({ state, filled, history }: Order): boolean =>
  isOver(state) && filled === 0 && history.every((entry) => entry.state !== "cancelRequested");

const livingOf = (state: ExecutionState, position: Position, leg: Leg): Order | undefined =>
  livingStops(state, position.id).find((order) => isStopOn(order, position, leg));

const isStopOn = (order: Order, { id }: Position, { instrument }: Leg): boolean =>
  order.positionId === id && isRestingStop(order) && order.legs.some((own) => own.instrument === instrument);

const shortLegs = ({ legs }: Position): readonly Leg[] => legs.filter(({ ratio }) => ratio < 0);

const openingOf = ({ orders }: ExecutionState, { id }: Position): Order | undefined =>
  orders.find((order) => order.positionId === id && order.purpose === "open");
