import type { EventRow, ProposalRow } from "@smart0dte/gateway/contract";
import { strategyWords } from "../../ui/desk-words.ts";

/** What has come since the screen last looked; the first look at a list is no news. */
export class NewsReader {
  #known: Set<string> | null = null;

  /** Rows not seen before, oldest first. */
  fresh<Row extends { readonly id: string }>(rows: readonly Row[] | null): readonly Row[] {
    if (rows === null) return [];
    const known = this.#known;
    this.#known = new Set(rows.map(({ id }) => id));
    return known === null ? [] : rows.filter(({ id }) => !known.has(id)).toReversed();
  }
}

export const fillNews = (events: readonly EventRow[]): readonly string[] =>
  events.filter(({ kind }) => kind === "fill").map(({ sentence }) => sentence);

/** Only what can still be acted on: a refusal is no proposal. */
export const proposalNews = (rows: readonly ProposalRow[]): readonly string[] =>
  rows.flatMap(({ ticker, plan, state }) =>
    plan === null || (state !== "new" && state !== "awaiting")
      ? []
      : [
          `Proposal ${ticker}: ${strategyWords(plan.strategy)}${state === "awaiting" ? ", waits for you" : ""}.`,
        ],
  );
