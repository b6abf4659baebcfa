import { orderId, type EpochMicros, type OrderId, type RiskEvent, type Step } from "@smart0dte/domain";
import type { RiskBook } from "./risk-book.ts";

/** One input being worked on: the book as it stands by now and what has been said so far. */
export interface Turn {
  readonly seq: number;
  readonly at: EpochMicros;
  readonly book: RiskBook;
  readonly out: readonly RiskEvent[];
}

export const beginTurn = (book: RiskBook, { seq, at }: { seq: number; at: EpochMicros }): Turn => ({
  seq,
  at,
  book,
  out: [],
});

export const endTurn = ({ book, out }: Turn): Step<RiskBook, RiskEvent> => ({ state: book, out });

export const say = (turn: Turn, ...events: readonly RiskEvent[]): Turn => ({
  ...turn,
  out: [...turn.out, ...events],
});

export const change = (turn: Turn, part: Partial<RiskBook>): Turn => ({
  ...turn,
  book: { ...turn.book, ...part },
});

/** A new order's identity and the turn that has given it away: unique among all that one sequenced input leads to. */
export function nextOrder(turn: Turn): { readonly id: OrderId; readonly turn: Turn } {
  const { seq, n } = turn.book.lastOrder;
  const next = { seq: turn.seq, n: seq === turn.seq ? n + 1 : 0 };
  return { id: orderId(next.seq, next.n), turn: change(turn, { lastOrder: next }) };
}
