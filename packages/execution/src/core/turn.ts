import {
  InvariantError,
  type EpochMicros,
  type ExecutionEvent,
  type Order,
  type OrderCommand,
  type OrderId,
  type Position,
  type PositionId,
  type QuoteOf,
  type Step,
} from "@smart0dte/domain";
import type { ExecutionState } from "./execution-state.ts";

/** One input being worked on: the state as it stands by now and what has been said so far. */
export interface Turn {
  readonly at: EpochMicros;
  readonly state: ExecutionState;
  readonly out: readonly (ExecutionEvent | OrderCommand)[];
  /** The market at this input; null where it was not told. */
  readonly quoteOf: QuoteOf | null;
}

export const beginTurn = (state: ExecutionState, at: EpochMicros, quoteOf: QuoteOf | null): Turn => ({
  at,
  state,
  out: [],
  quoteOf,
});

export const endTurn = ({ state, out }: Turn): Step<ExecutionState, ExecutionEvent | OrderCommand> => ({
  state,
  out,
});

export const say = (turn: Turn, ...events: readonly (ExecutionEvent | OrderCommand)[]): Turn => ({
  ...turn,
  out: [...turn.out, ...events],
});

export const change = (turn: Turn, part: Partial<ExecutionState>): Turn => ({
  ...turn,
  state: { ...turn.state, ...part },
});

/** Puts an order in the place of its former self and says so. */
export function keepOrder(turn: Turn, order: Order): Turn {
  const orders = replaced(turn.state.orders, order);
  return say(change(turn, { orders }), { type: "orderChanged", at: turn.at, order });
}

/** Puts a position in the place of its former self and says so. */
export function keepPosition(turn: Turn, position: Position): Turn {
  const positions = replaced(turn.state.positions, position);
  return say(change(turn, { positions }), { type: "positionChanged", at: turn.at, position });
}

/** A message about an order that this desk never made is not to be swallowed. */
export function orderOf({ state }: Turn, id: OrderId): Order {
  const order = state.orders.find((one) => one.id === id);
  if (order === undefined) throw new InvariantError("An order that nobody made", { order: id });
  return order;
}

export function positionOf({ state }: Turn, id: PositionId): Position {
  const position = state.positions.find((one) => one.id === id);
  if (position === undefined) throw new InvariantError("A position that nobody opened", { position: id });
  return position;
}

function replaced<Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] {
  const isKnown = items.some(({ id }) => id === item.id);
  return isKnown ? items.map((other) => (other.id === item.id ? item : other)) : [...items, item];
}
