import { unreachable, type HaltCause } from "@smart0dte/domain";
import { money } from "./number-words.ts";

/** `trader-1: manual, "news"`, `SPY lost $612.00 of $600.00`. */
export function haltSentence(cause: HaltCause): string {
  switch (cause.kind) {
    case "manual":
      return `${cause.by}: manual${cause.reason === "" ? "" : `, ${JSON.stringify(cause.reason)}`}`;
    case "ticker":
      return `${cause.ticker} lost ${money(Math.abs(cause.pnl))} of ${money(cause.limit)}`;
    case "book":
      return `The book lost ${money(Math.abs(cause.pnl))} of ${money(cause.limit)}`;
    case "emergency":
      return cause.vix === null ? "Emergency, VIX unknown" : `Emergency, VIX ${cause.vix.toFixed(2)}`;
    case "overFilled":
      return `The broker traded more than order ${cause.orderId} asked for`;
    default:
      return unreachable(cause);
  }
}
