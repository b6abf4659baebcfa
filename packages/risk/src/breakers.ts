import {
  USD_E4,
  usdE4,
  ZERO_USD,
  type BreakerTripped,
  type PositionId,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { breakerPnl } from "./day-pnl.ts";
import { addHalt, cancelOpenings } from "./halting.ts";
import type { BreakerWatch } from "./risk-book.ts";
import { change, say, type Turn } from "./turn.ts";

/** A loss that stands this long trips although no new quote confirms it, microseconds. */
const STANDS_FOR = 5_000_000;

interface Scope {
  readonly scope: BreakerTripped["scope"];
  readonly level: BreakerTripped["level"];
  readonly pnl: UsdE4;
  /** Positive. */
  readonly limit: UsdE4;
  /** Rests on a quote not seen before. */
  readonly isFresh: boolean;
  /** Nothing of it is open any more: the loss cannot be a bad quote. */
  readonly isCertain: boolean;
  /** What it blocks once it trips; level 1 closes its position instead. */
  readonly blocks: { readonly kind: "ticker"; readonly ticker: Ticker } | { readonly kind: "book" } | null;
}

/** Trips level 1, then 2, then 3, on signed losses that persist. A gain never trips; nothing here un-trips. */
export function judgeBreakers(turn: Turn, fresh: ReadonlySet<PositionId>): Turn {
  let next = turn;
  for (const scope of positionScopes(turn, fresh)) next = judge(next, scope);
  for (const scope of tickerScopes(turn, fresh)) next = judge(next, scope);
  return judge(next, bookScope(turn, fresh));
}

function positionScopes({ book }: Turn, fresh: ReadonlySet<PositionId>): readonly Scope[] {
  return book.positions.flatMap(({ id, plan, opened }) => {
    const mark = book.marks.find(({ positionId }) => positionId === id);
    if (mark === undefined) return [];
    const limit = usdE4(Math.min(book.parameters.maxLossPerPositionUsd * USD_E4, plan.maxLoss * opened));
    const pnl = mark.pnlForBreakers;
    return [{ scope: id, level: 1, pnl, limit, isFresh: fresh.has(id), isCertain: false, blocks: null }];
  });
}

function tickerScopes({ book }: Turn, fresh: ReadonlySet<PositionId>): readonly Scope[] {
  const tickers = new Set<Ticker>([...book.positions, ...book.closed].map(({ ticker }) => ticker));
  return [...tickers].map((ticker) => {
    const open = book.positions.filter((position) => position.ticker === ticker);
    return {
      scope: ticker,
      level: 2,
      pnl: breakerPnl(book, ticker),
      limit: usdE4(book.parameters.maxDailyLossPerTickerUsd * USD_E4),
      isFresh: open.some(({ id }) => fresh.has(id)),
      isCertain: open.length === 0,
      blocks: { kind: "ticker", ticker },
    };
  });
}

const bookScope = ({ book }: Turn, fresh: ReadonlySet<PositionId>): Scope => ({
  scope: "book",
  level: 3,
  pnl: breakerPnl(book, null),
  limit: usdE4(book.parameters.maxDailyLossUsd * USD_E4),
  isFresh: fresh.size > 0,
  isCertain: book.positions.length === 0,
  blocks: { kind: "book" },
});

function judge(turn: Turn, scope: Scope): Turn {
  const { book } = turn;
  if (book.breakers.some((tripped) => tripped.scope === scope.scope)) return turn;

  const others = book.watches.filter((watch) => watch.scope !== scope.scope);
  if (scope.pnl > -scope.limit || scope.limit <= ZERO_USD) {
    return others.length === book.watches.length ? turn : change(turn, { watches: others });
  }
  const watch = watched(turn, scope);
  const trips =
    scope.isCertain || watch.hits >= book.breakerPersistence || turn.at - watch.since >= STANDS_FOR;
  return trips
    ? trip(change(turn, { watches: others }), scope)
    : change(turn, { watches: [...others, watch] });
}

function watched({ book, at }: Turn, { scope, pnl, isFresh }: Scope): BreakerWatch {
  const before = book.watches.find((watch) => watch.scope === scope);
  if (before === undefined) return { scope, since: at, hits: 1, pnl };
  return { ...before, pnl, hits: before.hits + (isFresh || pnl !== before.pnl ? 1 : 0) };
}

function trip(turn: Turn, { scope, level, pnl, limit, blocks }: Scope): Turn {
  const { at } = turn;
  const event: BreakerTripped = { type: "breaker", at, level, scope, pnl, limit };
  const tripped = say(change(turn, { breakers: [...turn.book.breakers, event] }), event);
  if (blocks === null) return tripped;
  const ticker = blocks.kind === "ticker" ? blocks.ticker : null;
  return cancelOpenings(addHalt(tripped, { ...blocks, pnl, limit, at }), "breaker", ticker);
}
