import { usdE4, type PositionMark } from "@smart0dte/domain";
import { aLeg, aPlan, aPosition, aQuote, aMarket } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

const markOf = (desk: DeskOf): PositionMark => desk.book.marks[0] ?? expect.unreachable("no mark");
const held = (): DeskOf => new DeskOf({}, { positions: [aPosition()] });

describe("the mark of a position", () => {
  it("is what closing costs at executable sides and at mid, after fees paid and the fee of closing", () => {
    const desk = held();

    desk.market(closingAt(0.4));

    // 60.00 received, 40.00 to pay back, 1.42 paid in fees and 1.4121 to come; at mid two cents less
    expect(markOf(desk)).toMatchObject({
      closeExecutable: 4_000,
      closeMid: 3_800,
      pnlExecutable: 171_679,
      pnlMid: 191_679,
    });
    expect(markOf(desk).pnlForBreakers).toBe(171_679);
    expect(desk.book.day).toMatchObject({
      executable: 171_679,
      mid: 191_679,
      realised: -14_200,
      fees: 14_200,
      unmarkable: [],
    });
  });

  it("counts a long leg that nobody bids for as nothing and saves its fee", () => {
    const desk = held();

    desk.market(aMarket({ 10_660: aQuote(0.18, 0.2), 10_655: aQuote(null, 0.01) }));

    expect(markOf(desk)).toMatchObject({ closeExecutable: 2_000, closeMid: 1_850, unmarkable: null });
    expect(markOf(desk).pnlExecutable).toBe(600_000 - 14_200 - 200_000 - 7_041);
  });

  it("is unmarkable, not zero and not the last good value, without an ask for the short leg", () => {
    const desk = held();
    desk.market(closingAt(0.4));

    desk.market(aMarket({ 10_660: aQuote(0.18, null), 10_655: aQuote(0.1, 0.12) }));

    expect(markOf(desk)).toMatchObject({
      closeExecutable: null,
      closeMid: null,
      pnlExecutable: null,
      pnlMid: null,
    });
    expect(markOf(desk).unmarkable).toBe("SPY 660 P: no ask");
    expect(desk.book.day).toMatchObject({ executable: null, mid: null, unmarkable: [aPosition().id] });
  });

  it("gives breakers the last executable value made worse by the underlying's move, either way", () => {
    const stale = { short: { fault: "stale" as const } };
    const down = held();
    down.market(closingAt(0.4), 663);
    const up = held();
    up.market(closingAt(0.4), 663);

    down.market(closingAt(0.4, stale), 661.5);
    up.market(closingAt(0.4, stale), 664.5);

    // one and a half dollars on a hundred shares
    expect(markOf(down).pnlForBreakers).toBeCloseTo(171_679 - 1_500_000, -2);
    expect(markOf(up).pnlForBreakers).toBe(markOf(down).pnlForBreakers);
  });

  it("is never worse for breakers than the maximum loss and its fees", () => {
    const desk = held();
    desk.market(closingAt(0.4), 663);

    desk.market(closingAt(0.4, { long: { fault: "gap" } }), 600);

    expect(markOf(desk).pnlForBreakers).toBeGreaterThanOrEqual(-4_400_000 - 28_600);
    expect(markOf(desk).pnlForBreakers).toBeLessThanOrEqual(-4_400_000);
  });

  it("of a debit structure is never worse than what was paid", () => {
    const legs = [aLeg(660, "C", 1), aLeg(665, "C", -1)];
    const plan = aPlan({
      strategy: "callDebitVertical",
      legs,
      entryLimit: usdE4(20_000),
      maxLoss: usdE4(2_000_000),
    });
    const desk = new DeskOf({}, { positions: [aPosition({ plan })] });

    desk.market(aMarket({}), 663);
    desk.market(aMarket({}), 600);

    expect(markOf(desk).pnlForBreakers).toBeLessThanOrEqual(-2_000_000);
    expect(markOf(desk).pnlForBreakers).toBeGreaterThanOrEqual(-2_000_000 - 28_600);
  });

  it("keeps the last known move while the underlying is missing too: silence is no move", () => {
    const desk = held();
    desk.market(closingAt(0.4), 663);
    desk.market(aMarket({}), 661.5);
    const known = markOf(desk).pnlForBreakers;

    desk.market(aMarket({}), null);

    expect(markOf(desk).pnlForBreakers).toBe(known);
  });

  it("starts from the fill where a position could never be marked", () => {
    const desk = held();
    const dark = closingAt(0.4, { short: { fault: "stale" } });

    desk.market(dark, 663);
    desk.market(dark, 662);

    expect(markOf(desk).pnlForBreakers).toBeCloseTo(-14_200 - 14_100 - 1_000_000, -2);
  });

  it("is the weakest of the origins it is made of", () => {
    const desk = held();

    desk.market(closingAt(0.4, { long: { how: "modelled" } }));

    expect(markOf(desk).how).toBe("modelled");
    expect(desk.book.day.how).toBe("modelled");
  });

  it("never swallows a NaN", () => {
    const broken = closingAt(0.4, { short: { ask: Number.NaN as never } });

    expect(() => held().market(broken)).toThrow("Not a whole UsdE4");
    expect(() => held().market(closingAt(0.4), Number.NaN)).toThrow();
  });
});

describe("the day", () => {
  it("keeps the result of closed positions and judges it by the ticker", () => {
    const desk = held();
    desk.market(closingAt(0.4));

    desk.hold(aPosition({ quantity: 0, cash: usdE4(200_000), openCost: usdE4(0), fees: usdE4(28_400) }));

    expect(desk.book.positions).toEqual([]);
    expect(desk.book.marks).toEqual([]);
    expect(desk.book.day).toMatchObject({
      realised: 171_600,
      executable: 171_600,
      mid: 171_600,
      fees: 28_400,
    });
  });

  it("counts a position once that a late fill opens again", () => {
    const desk = held();
    desk.hold(aPosition({ quantity: 0, cash: usdE4(200_000), openCost: usdE4(0) }));

    desk.hold(aPosition({ cash: usdE4(800_000), openCost: usdE4(-600_000) }));
    desk.market(closingAt(0.4));

    expect(desk.book.closed).toEqual([]);
    expect(desk.book.day.executable).toBe(371_679);
  });

  it("takes a settlement that comes later instead of the first result, not on top", () => {
    const desk = held();
    const flat = aPosition({ quantity: 0, cash: usdE4(200_000), openCost: usdE4(0), fees: usdE4(28_400) });

    desk.hold(flat);
    desk.hold({ ...flat, cash: usdE4(260_000) });

    expect(desk.book.day.realised).toBe(231_600);
  });
});
