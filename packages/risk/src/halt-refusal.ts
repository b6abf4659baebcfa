import type { Ticker } from "@smart0dte/domain";
import type { Denial } from "./denial.ts";
import type { RiskBook } from "./risk-book.ts";

/** What forbids opening on a ticker: a person's halt first, then the book's breaker, then the ticker's. */
export function haltRefusal({ halts }: RiskBook, ticker: Ticker): Denial | null {
  for (const cause of halts) {
    if (cause.kind === "manual") {
      return {
        code: "HALTED",
        numbers: { cause: "manual", by: cause.by, reason: cause.reason, since: cause.at },
      };
    }
    if (cause.kind === "overFilled") {
      return { code: "HALTED", numbers: { cause: "overFilled", order: cause.orderId, since: cause.at } };
    }
    if (cause.kind === "emergency") {
      return {
        code: "HALTED",
        numbers: { cause: "emergency", vix: cause.vix ?? "unknown", since: cause.at },
      };
    }
  }
  for (const cause of halts) {
    if (cause.kind !== "book") continue;
    return { code: "BREAKER_BOOK", numbers: { pnl: cause.pnl, limit: cause.limit, since: cause.at } };
  }
  for (const cause of halts) {
    if (cause.kind !== "ticker" || cause.ticker !== ticker) continue;
    return {
      code: "BREAKER_TICKER",
      numbers: { ticker, pnl: cause.pnl, limit: cause.limit, since: cause.at },
    };
  }
  return null;
}
