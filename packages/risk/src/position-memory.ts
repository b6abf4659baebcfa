import { MULTIPLIER, usdE4, ZERO_USD, type Position, type PositionId } from "@smart0dte/domain";
import type { PositionMemory, RiskBook } from "./risk-book.ts";
import { change, type Turn } from "./turn.ts";

/** What is remembered of a position; a new one starts from what its fills cost. */
export function memoryOf(book: RiskBook, position: Position): PositionMemory {
  return book.memories.find(({ positionId }) => positionId === position.id) ?? freshMemory(position);
}

export function freshMemory({ id, openCost, quantity }: Position): PositionMemory {
  // what was paid is what closing would have fetched at best; rounded towards the worse side
  const price = quantity === 0 ? 0 : Math.ceil(-openCost / (MULTIPLIER * quantity));
  return {
    positionId: id,
    evidence: [],
    isChanged: true,
    lastExecutable: { price: usdE4(price), spot: null, moved: ZERO_USD },
    stopHits: 0,
    exit: null,
    owed: null,
    retryAt: null,
  };
}

/** The turn with one position's memory replaced. */
export function remember(turn: Turn, positionId: PositionId, part: Partial<PositionMemory>): Turn {
  const memories = turn.book.memories.map((memory) =>
    memory.positionId === positionId ? { ...memory, ...part } : memory,
  );
  return change(turn, { memories });
}
