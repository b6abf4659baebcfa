import type { EventRow, ProposalRow } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { fillNews, NewsReader, proposalNews } from "./polite-news.ts";

const row = (id: string) => ({ id });
const event = (kind: EventRow["kind"], sentence: string): EventRow => ({
  id: sentence,
  at: 0,
  severity: "info",
  kind,
  sentence,
});

describe("news of a list", () => {
  it("is nothing at the first look, then what was not there, oldest first", () => {
    const reader = new NewsReader();

    expect(reader.fresh(null)).toEqual([]);
    expect(reader.fresh([row("b"), row("a")])).toEqual([]);
    expect(reader.fresh([row("d"), row("c"), row("b"), row("a")])).toEqual([row("c"), row("d")]);
    expect(reader.fresh([row("d"), row("c"), row("b")])).toEqual([]);
  });

  it("of events is the fills", () => {
    expect(fillNews([event("fill", "SPY: opened 1x."), event("feed", "Feed SPY: STALE.")])).toEqual([
      "SPY: opened 1x.",
    ]);
  });

  it("of proposals is what can be acted on, never a refusal", () => {
    const plan = { strategy: "ironCondor" } as ProposalRow["plan"];
    const proposal = (state: ProposalRow["state"], of = plan) =>
      ({ ticker: "QQQ", state, plan: of }) as ProposalRow;

    expect(
      proposalNews([proposal("awaiting"), proposal("new"), proposal("refused"), proposal("noTrade", null)]),
    ).toEqual(["Proposal QQQ: iron condor, waits for you.", "Proposal QQQ: iron condor."]);
  });
});
