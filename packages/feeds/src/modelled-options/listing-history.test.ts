import { sessionOf, sessionsBetween, type IsoDate, type Ticker } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { listingFinding, listingOf } from "./listing-history.ts";

function listing(ticker: Ticker, date: string) {
  const session = sessionOf(date as IsoDate);
  if (session === null) throw new Error(`closed on ${date}`);
  return { listing: listingOf(ticker, session), finding: listingFinding(ticker, session) };
}

describe("expiries that were listed", () => {
  it.each([
    ["SPY", "2019-02-11", "listed"],
    ["SPY", "2019-02-12", "not listed"],
    ["SPY", "2019-02-13", "listed"],
    ["SPY", "2017-02-13", "not listed"],
    ["SPY", "2016-08-31", "unknown"],
    ["SPY", "2026-03-12", "listed"],
    ["QQQ", "2019-02-12", "not listed"],
    ["QQQ", "2019-02-13", "unknown"],
    ["QQQ", "2026-03-17", "listed"],
    ["IWM", "2023-02-14", "not listed"],
    ["IWM", "2024-06-11", "unknown"],
    ["IWM", "2026-03-17", "listed"],
    ["IWM", "2005-02-18", "listed"],
    ["SPY", "2005-02-11", "not listed"],
  ] as const)("%s on %s: %s", (ticker, date, expected) => {
    expect(listing(ticker, date).listing).toBe(expected);
  });

  it.each([
    ["the Thursday before Good Friday", "2019-04-18"],
    ["the Tuesday after a Monday's holiday", "2019-02-19"],
    ["a quarter's last session on a Thursday", "2020-12-31"],
  ])("are not denied on %s, where an expiry may have moved to", (_, date) => {
    expect(listing("SPY", date).listing).toBe("unknown");
  });

  it("are all known for the recent past", () => {
    for (const session of sessionsBetween("2025-01-02" as IsoDate, "2026-08-31" as IsoDate)) {
      expect(["SPY", "QQQ", "IWM"].map((ticker) => listingOf(ticker as Ticker, session))).toEqual([
        "listed",
        "listed",
        "listed",
      ]);
    }
  });

  it("need no remark; others say which of the two it is", () => {
    expect(listing("SPY", "2026-03-13").finding).toBeNull();
    expect(listing("SPY", "2019-02-12").finding).toContain("never existed");
    expect(listing("QQQ", "2019-02-13").finding).toContain("is not known");
  });
});
