import { unreachable, USD_E4, type Command, type HaltCause, type RefusalCode } from "@smart0dte/domain";
import { breakerPnl } from "./day-pnl.ts";
import type { Denial } from "./denial.ts";
import type { RiskBook } from "./risk-book.ts";
import { change, say, type Turn } from "./turn.ts";

/**
 * Clears every cause that no longer holds and that the person may clear; refused when that is none of them.
 *
 * The book's breaker takes an admin. Resuming a desk that is not halted changes nothing.
 */
export function resume(turn: Turn, by: Command["by"], reason: string): Turn | Denial {
  if (reason.trim() === "") {
    return {
      code: "BAD_PARAMETER",
      numbers: { name: "reason", sentence: "A resume needs its reason in words." },
    };
  }
  const { book, at } = turn;
  if (book.halts.length === 0) return change(turn, { flattening: false });

  const judged = book.halts.map((cause) => ({ cause, denial: against(book, cause, by) }));
  const cleared = judged.filter(({ denial }) => denial === null).map(({ cause }) => cause);
  const first = judged.find(({ denial }) => denial !== null)?.denial ?? null;
  if (cleared.length === 0 && first !== null) return first;

  const halts = book.halts.filter((cause) => !cleared.includes(cause));
  const next = change(turn, {
    halts,
    flattening: book.flattening && halts.some(({ kind }) => kind === "manual"),
    breakers: book.breakers.filter(({ scope }) => !cleared.some((cause) => scope === scopeOf(cause))),
  });
  return say(next, { type: "resumed", at, by: by.user, reason, cleared: cleared.map(({ kind }) => kind) });
}

function scopeOf(cause: HaltCause): string | null {
  if (cause.kind === "ticker") return cause.ticker;
  return cause.kind === "book" ? "book" : null;
}

function against(book: RiskBook, cause: HaltCause, by: Command["by"]): Denial | null {
  if (cause.kind === "book" && by.role !== "admin") {
    return { code: "ROLE", numbers: { role: by.role, needs: "admin", cause: "book" } };
  }
  return stillHolds(book, cause);
}

function stillHolds(book: RiskBook, cause: HaltCause): Denial | null {
  const code: RefusalCode = "CAUSE_HOLDS";
  switch (cause.kind) {
    case "manual":
    // a person has looked at it; what is held of it is watched like all else
    case "overFilled":
      return null;
    case "emergency":
      if (book.regime !== "emergency") return null;
      return { code, numbers: { cause: "emergency", vix: book.vix ?? "unknown" } };
    case "ticker": {
      const pnl = breakerPnl(book, cause.ticker);
      const limit = book.parameters.maxDailyLossPerTickerUsd * USD_E4;
      return pnl <= -limit ? { code, numbers: { cause: "ticker", ticker: cause.ticker, pnl, limit } } : null;
    }
    case "book": {
      const pnl = breakerPnl(book, null);
      const limit = book.parameters.maxDailyLossUsd * USD_E4;
      return pnl <= -limit ? { code, numbers: { cause: "book", pnl, limit } } : null;
    }
    default:
      return unreachable(cause);
  }
}
