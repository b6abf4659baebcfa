import type { RiskFrame } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { anOrderRow, aPositionRow } from "../../testing/contract-bodies.ts";
import { standingAlarms, type AlarmSources } from "./standing-alarms.ts";

const AT = 3_600_000_000;

const well: AlarmSources = {
  line: "LIVE",
  beatAt: null,
  inSession: true,
  risk: { halts: [], breakers: [] },
  orders: [anOrderRow()],
  positions: [aPositionRow()],
  broker: { line: null },
  feed: {
    line: null,
    health: [{ scope: "SPY options", state: "well", worstAge: 100_000, lastRecordAt: AT }],
  },
};
const wordsOf = (over: Partial<AlarmSources>) =>
  standingAlarms({ ...well, ...over }).map(({ severity, words }) => `${severity}: ${words}`);
const health = (state: "stale" | "gap" | "halted" | "absent", scope = "SPY options") => ({
  line: null,
  health: [{ scope, state, worstAge: 14_000_000, lastRecordAt: AT }],
});
const manual: RiskFrame["halts"][number] = { kind: "manual", at: AT, sentence: 'admin: manual, "news"' };

describe("standing alarms", () => {
  it("are none while all is well", () => {
    expect(standingAlarms(well)).toEqual([]);
  });

  it("count a halt once, also where a breaker caused it", () => {
    const risk: RiskFrame = {
      halts: [{ kind: "ticker", at: AT, sentence: "SPY lost $612.00 of $600.00" }],
      breakers: [{ level: 2, scope: "SPY", pnl: "-612.0000", limit: "600.0000", at: AT }],
    };

    expect(wordsOf({ risk })).toHaveLength(1);
    expect(standingAlarms({ ...well, risk })[0]).toMatchObject({ severity: "danger", at: AT, atIs: "since" });
  });

  it("name the position whose own breaker tripped", () => {
    const breakers = [{ level: 1, scope: "x-1", pnl: "-80.0000", limit: "75.0000", at: AT }];

    expect(wordsOf({ risk: { halts: [], breakers } })).toEqual([
      "danger: BREAKER 1 SPY 510/505 P: −$80.00 against a limit of $75.00",
    ]);
  });

  it("tell a late line from a lost one, by the last beat", () => {
    expect(wordsOf({ line: "DELAYED", beatAt: AT })[0]).toMatch(/^caution: DELAYED/);
    expect(standingAlarms({ ...well, line: "DISCONNECTED", beatAt: AT })[0]).toMatchObject({
      severity: "danger",
      at: AT,
      atIs: "last beat",
    });
  });

  it("hold an order whose fate is not known", () => {
    const order = anOrderRow({ state: "unknown", history: [{ state: "unknown", at: AT, note: null }] });

    expect(standingAlarms({ ...well, orders: [order] })[0]).toMatchObject({
      severity: "danger",
      at: AT,
      toDo: "Do not resend. The desk is asking the broker.",
    });
  });

  it("hold a position without a value and one without protection, while they are held", () => {
    const blind = aPositionRow({ unmarkable: "510 P: no ask", quoteAt: AT });
    const bare = aPositionRow({ protection: "NONE" });
    const flat = aPositionRow({ quantity: 0, unmarkable: "510 P: no ask", protection: "NONE" });

    expect(wordsOf({ positions: [blind] })).toEqual(["caution: NO VALUE SPY 510/505 P: 510 P: no ask"]);
    expect(wordsOf({ positions: [bare] })).toEqual([
      "danger: UNPROTECTED SPY 510/505 P: nothing closes it by itself",
    ]);
    expect(wordsOf({ positions: [flat] })).toEqual([]);
  });

  it("hold legs that traded without their package, also where no whole package is held", () => {
    const orphan = aPositionRow({ quantity: 0, orphan: "ORPHAN LEGS of o-1: +1 SPY260313P00505000." });

    expect(wordsOf({ positions: [orphan] })).toEqual(["danger: ORPHAN LEGS of o-1: +1 SPY260313P00505000"]);
  });

  it.each(["stale", "gap", "halted"] as const)("hold a feed that is %s, in session only", (state) => {
    expect(wordsOf({ feed: health(state) })).toHaveLength(1);
    expect(wordsOf({ feed: health(state), inSession: false })).toEqual([]);
  });

  it("leave out a class of which nothing has come: there is nothing to lose yet", () => {
    expect(wordsOf({ feed: health("absent", "VIX") })).toEqual([]);
  });

  it("put danger first, then the newest", () => {
    const later = { ...manual, at: AT + 1, sentence: "The book lost $1.00 of $1.00", kind: "book" as const };

    const alarms = standingAlarms({
      ...well,
      feed: health("stale"),
      risk: { halts: [manual, later], breakers: [] },
    });

    expect(alarms.map(({ key }) => key.split(":", 2).join(":"))).toEqual([
      "halt:book",
      "halt:manual",
      "feed:SPY options",
    ]);
  });
});
