import type { EpochMicros, Position, PositionId, PositionMark } from "@smart0dte/domain";
import { judgeBreakers } from "./breakers.ts";
import { dayPnl } from "./day-pnl.ts";
import { isSameEvidence } from "./evidence.ts";
import { judgeExits } from "./exits.ts";
import { markPosition } from "./marking.ts";
import { memoryOf } from "./position-memory.ts";
import type { PositionMemory } from "./risk-book.ts";
import type { RiskInput } from "./risk-input.ts";
import { change, type Turn } from "./turn.ts";

type MarketInput = Extract<RiskInput, { kind: "market" | "timer" }>;

/** How long the day's figure may stand while no quote moves it, microseconds. */
const DAY_REFRESH = 1_000_000;
const NONE: ReadonlySet<PositionId> = new Set();

/** Marks what is held, trips breakers, closes what must go: after each batch and whenever time has passed. */
export function assessMarket(turn: Turn, input: MarketInput): Turn {
  // the hot path: nothing held and the day's figure still young
  if (turn.book.positions.length === 0 && turn.at - turn.book.day.at < DAY_REFRESH) return turn;

  const { turn: marked, fresh, isTouched } = markAll(turn, input);
  const isOld = turn.at - turn.book.day.at >= DAY_REFRESH;
  const needsBreakers = isOld || isTouched || marked.book.watches.length > 0;
  const judged = judgeExits(needsBreakers ? judgeBreakers(marked, fresh) : marked, input);
  if (!isTouched && !isOld) return judged;
  const standing = isOld ? forgetExpired(judged) : judged;
  return change(standing, { day: dayPnl(standing.book, turn.at) });
}

interface Looked {
  readonly turn: Turn;
  /** Positions whose quotes have changed or been repeated. */
  readonly fresh: ReadonlySet<PositionId>;
  /** Any mark is another one than before. */
  readonly isTouched: boolean;
}

/** Marks of all open positions. */
function markAll(turn: Turn, input: MarketInput): Looked {
  if (turn.book.positions.length === 0) return { turn, fresh: NONE, isTouched: false };
  const fresh = new Set<PositionId>();
  const memories: PositionMemory[] = [];
  const marks: PositionMark[] = [];
  let isTouched = false;
  for (const position of turn.book.positions) {
    const memory = memoryOf(turn.book, position);
    const known = turn.book.marks.find(({ positionId }) => positionId === position.id);
    const isNew = !isSameEvidence(memory.evidence, position.legs, input.quoteOf);
    if (known?.unmarkable === null && !isNew && !memory.isChanged) {
      memories.push(memory);
      marks.push(known);
      continue;
    }
    const counted = remark(turn, input, { position, memory, isNew });
    if (isNew) fresh.add(position.id);
    // without a market the underlying alone moves the figure that breakers read
    isTouched ||= isNew || memory.isChanged || counted.mark.pnlForBreakers !== known?.pnlForBreakers;
    memories.push(counted.memory);
    marks.push(counted.mark);
  }
  return { turn: isTouched ? change(turn, { marks, memories }) : turn, fresh, isTouched };
}

interface Seen {
  readonly position: Position;
  readonly memory: PositionMemory;
  readonly isNew: boolean;
}

function remark(
  turn: Turn,
  input: MarketInput,
  { position, memory, isNew }: Seen,
): {
  readonly mark: PositionMark;
  readonly memory: PositionMemory;
} {
  const moment = {
    at: turn.at,
    quoteOf: input.quoteOf,
    spot: input.spotOf(position.ticker),
    feeTable: turn.book.feeTable,
  };
  const marked = markPosition(position, memory, moment);
  const stopHits = hitsOf(position, marked.mark, { before: memory.stopHits, isNew });
  return { mark: { ...marked.mark, stopHits }, memory: { ...marked.memory, stopHits } };
}

/** Stop hits in a row on admissible quotes. An inadmissible quote neither counts nor clears. */
function hitsOf(position: Position, mark: PositionMark, count: { before: number; isNew: boolean }): number {
  if (mark.closeExecutable === null || !count.isNew) return count.before;
  return mark.closeExecutable >= position.plan.stop.closeAt ? count.before + 1 : 0;
}

const hasExpired = (at: EpochMicros, { validUntil }: { readonly validUntil: EpochMicros }): boolean =>
  at > validUntil;

/** Plans past their time are gone; a late copy is refused by its own `validUntil`. */
function forgetExpired(turn: Turn): Turn {
  const { pending, seenPlans } = turn.book;
  if (pending.length === 0 && seenPlans.length === 0) return turn;
  return change(turn, {
    pending: pending.filter((plan) => !hasExpired(turn.at, plan)),
    seenPlans: seenPlans.filter((seen) => seen.taken || !hasExpired(turn.at, seen)),
  });
}
