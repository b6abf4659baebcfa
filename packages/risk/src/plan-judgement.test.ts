import {
  defaultParameters,
  orderId,
  planId,
  usdE4,
  type HaltCause,
  type RiskEvent,
  type TradePlan,
} from "@smart0dte/domain";
import { aCommand, aLeg, anOrder, aPlan, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { roomForPackage } from "./sizing.ts";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

const parameters = defaultParameters({ automation: "AUTO", expectancyGate: "off" });
const manual: HaltCause = { kind: "manual", by: "trader-1", reason: "lunch", at: minute(10) };
const bookBreaker: HaltCause = {
  kind: "book",
  pnl: usdE4(-11_000_000),
  limit: usdE4(10_000_000),
  at: minute(10),
};
const tickerBreaker: HaltCause = {
  kind: "ticker",
  ticker: "SPY",
  pnl: usdE4(-7_000_000),
  limit: usdE4(6_000_000),
  at: minute(10),
};
const emergency: HaltCause = { kind: "emergency", vix: 52, at: minute(10) };

/** Opening the plan of the builders costs just its limit: short at 0.91, long at 0.31. */
const market = closingAt(0.63, { short: { bid: usdE4(9_100) }, long: { ask: usdE4(3_100) } });
const other = aPlan({ id: planId(2, "SPY"), legs: [aLeg(659, "P", -1), aLeg(654, "P", 1)] });

const take = (desk: DeskOf, plan: TradePlan = aPlan(), quoteOf = market): RiskEvent =>
  only(desk.feed({ kind: "plan", plan, quoteOf }));

function only(out: readonly RiskEvent[]): RiskEvent {
  const [first, ...rest] = out;
  return first === undefined || rest.length > 0 ? expect.unreachable(`one answer, not ${out.length}`) : first;
}

const refusal = (event: RiskEvent): string => (event.type === "refused" ? event.code : event.type);

describe("a plan under AUTO", () => {
  it("is approved at the size of the tightest limit, which is named", () => {
    const event = take(new DeskOf());

    expect(event).toMatchObject({
      type: "approved",
      orderId: orderId(102, 0),
      by: "automation",
      quantity: 1,
      boundedBy: "maxDailyLossPerTickerUsd",
      sizes: {
        tradeSize: 5,
        maxLossPerPositionUsd: 2,
        maxDailyLossPerTickerUsd: 1,
        maxDailyLossUsd: 2,
        maxPortfolioRiskUsd: 6,
      },
    });
  });

  it.each([
    ["HALTED", "a person halted", new DeskOf({ halts: [bookBreaker, manual] })],
    ["HALTED", "an emergency holds", new DeskOf({ halts: [tickerBreaker, emergency] })],
    ["BREAKER_BOOK", "the book's breaker stands", new DeskOf({ halts: [tickerBreaker, bookBreaker] })],
    ["BREAKER_TICKER", "the ticker's breaker stands", new DeskOf({ halts: [tickerBreaker] })],
    ["NOT_OPEN", "the session has not begun", new DeskOf().at(-1)],
    ["NOT_OPEN", "the session has ended", new DeskOf().at(390)],
    ["EXPIRY_CUTOFF", "the close is near", new DeskOf().at(360)],
    ["EXPIRED", "it comes after its time", new DeskOf().at(64)],
  ])("is refused %s when %s", (code, _, desk) => {
    expect(refusal(take(desk))).toBe(code);
  });

  it("is traded on another ticker than the one whose breaker stands", () => {
    const desk = new DeskOf({
      halts: [tickerBreaker],
      parameters: { ...parameters, maxDailyLossPerTickerUsd: 1000 },
    });

    expect(refusal(take(desk, aPlan({ ticker: "QQQ" })))).toBe("approved");
  });

  it.each(["stop", "invalidation", "breaker"] as const)(
    "is refused for a quarter of an hour after a %s has closed its ticker, and no other",
    (reason) => {
      const left = anOrder({
        id: orderId(7, 0),
        purpose: "close",
        reason,
        filled: 1,
        state: "filled",
        history: [{ state: "filled", at: minute(50), note: null }],
      });
      const desk = (): DeskOf =>
        new DeskOf({ parameters: { ...parameters, maxDailyLossPerTickerUsd: 1000 } }, { orders: [left] });
      const later = aPlan({ validUntil: minute(70) });

      expect(take(desk().at(64), later)).toMatchObject({
        code: "AFTER_STOP",
        numbers: { ticker: "SPY", reason, closedAt: minute(50), opensAt: minute(65) },
      });
      expect(refusal(take(desk().at(65), later))).toBe("approved");
      expect(refusal(take(desk().at(64), { ...later, ticker: "QQQ" }))).toBe("approved");
    },
  );

  it("is refused while a stop is still closing its ticker, but not for one that never filled", () => {
    const closing = anOrder({ id: orderId(7, 0), purpose: "close", reason: "stop" });

    expect(take(new DeskOf({}, { orders: [closing] }))).toMatchObject({ code: "AFTER_STOP" });
    expect(refusal(take(new DeskOf({}, { orders: [{ ...closing, state: "expired" }] })))).toBe("approved");
  });

  it.each(["target", "time", "person", "flatten"] as const)("is free at once after a %s", (reason) => {
    const left = anOrder({ id: orderId(7, 0), purpose: "close", reason, filled: 1, state: "filled" });

    expect(refusal(take(new DeskOf({}, { orders: [left] })))).toBe("approved");
  });

  it("is judged once: a second copy is a duplicate", () => {
    const desk = new DeskOf();
    take(desk);

    expect(refusal(take(desk))).toBe("DUPLICATE");
  });

  it("is a duplicate while the same legs are held or working", () => {
    const holding = new DeskOf({}, { positions: [aPosition()] });
    const working = new DeskOf();
    take(working);

    expect(refusal(take(holding, aPlan({ id: planId(9, "SPY") })))).toBe("DUPLICATE");
    expect(refusal(take(working, aPlan({ id: planId(9, "SPY") })))).toBe("DUPLICATE");
  });

  it("finds no new risk on a ticker with a position that cannot be marked", () => {
    const stale = closingAt(0.6, { short: { fault: "stale" } });
    const desk = new DeskOf({}, { positions: [aPosition()] });

    expect(take(desk, other, stale)).toMatchObject({ code: "UNMARKABLE", numbers: { why: "stale" } });
  });

  it("is refused when a leg is no longer admissible, with the leg and the fault", () => {
    const crossed = closingAt(0.6, { long: { fault: "crossed" } });

    expect(take(new DeskOf(), aPlan(), crossed)).toMatchObject({
      code: "QUOTE_STALE",
      numbers: { instrument: 10_655, why: "crossed" },
    });
  });

  it("is refused when the market has moved beyond limit and collar, and only then", () => {
    const at = (short: number) =>
      closingAt(0.6, { short: { bid: usdE4(short) }, long: { ask: usdE4(3_100) } });

    // the collar of a 5 wide structure is a twentieth of it: 0.25
    expect(refusal(take(new DeskOf(), aPlan(), at(6_600)))).toBe("approved");
    expect(take(new DeskOf(), aPlan(), at(6_500))).toMatchObject({
      code: "PRICE_MOVED",
      numbers: { entryLimit: -6_000, natural: -3_400, collar: 2_500 },
    });
  });

  it("finds no place when as many positions are open or working as may be", () => {
    const desk = new DeskOf(
      { parameters: { ...parameters, maxOpenPositions: 2 } },
      {
        positions: [aPosition({ legs: other.legs })],
        orders: [anOrder({ id: orderId(5, 0), ticker: "IWM" })],
      },
    );
    const full = closingAt(0.6);
    const quoteOf = (n: number) => (n === 10_659 ? full(10_660) : n === 10_654 ? full(10_655) : market(n));

    expect(take(desk, aPlan(), quoteOf)).toMatchObject({
      code: "LIMIT_OPEN_POSITIONS",
      numbers: { open: 2, limit: 2 },
    });
  });

  it.each([
    ["LIMIT_POSITION", { maxLossPerPositionUsd: 400 }],
    ["LIMIT_TICKER_DAILY", { maxDailyLossPerTickerUsd: 400 }],
    ["LIMIT_PORTFOLIO", { maxDailyLossUsd: 400 }],
    ["LIMIT_PORTFOLIO", { maxPortfolioRiskUsd: 400 }],
  ] as const)("is refused %s where %j leaves no package", (code, tight) => {
    const desk = new DeskOf({ parameters: { ...parameters, ...tight } });

    expect(refusal(take(desk))).toBe(code);
  });
});

describe("a limit", () => {
  it("tells what it is, what is lost, what is at risk and what is left", () => {
    const desk = new DeskOf({ parameters });
    desk.hold(aPosition({ quantity: 0, cash: usdE4(-2_000_000), openCost: usdE4(0), fees: usdE4(0) }));

    expect(take(desk)).toMatchObject({
      code: "LIMIT_TICKER_DAILY",
      numbers: { ticker: "SPY", limitUsd: 600, lostUsd: 200, atRiskUsd: 0, leftUsd: 400, packageUsd: 442.84 },
    });
  });
});

describe("the room for one package", () => {
  /** A plan that risks just so much money a package, costs included. */
  const risking = (money: number): TradePlan => aPlan({ maxLoss: usdE4(money - aPlan().costs) });

  it.each(["low", "medium", "high", "unknown"] as const)(
    "is, in %s, what the sizing allows and no more",
    (regime) => {
      const deskWithALoss = (): DeskOf => {
        const desk = new DeskOf({ parameters });
        desk.hold(aPosition({ quantity: 0, cash: usdE4(-1_234_567), openCost: usdE4(0), fees: usdE4(0) }));
        desk.regime(regime);
        return desk;
      };
      const room = roomForPackage(deskWithALoss().book, "SPY");

      expect(refusal(take(deskWithALoss(), risking(room)))).toBe("approved");
      expect(refusal(take(deskWithALoss(), risking(room + 1)))).not.toBe("approved");
      expect(roomForPackage(deskWithALoss().book, "QQQ")).toBeGreaterThan(room);
    },
  );

  it("is nothing in an emergency and after the limits are lost", () => {
    const lost = new DeskOf({ parameters });
    lost.hold(aPosition({ quantity: 0, cash: usdE4(-90_000_000), openCost: usdE4(0), fees: usdE4(0) }));
    const wild = new DeskOf({ parameters });
    wild.regime("emergency");

    expect([lost, wild].map(({ book }) => roomForPackage(book, "SPY"))).toEqual([0, 0]);
  });
});

describe("the regime", () => {
  const roomy = {
    ...parameters,
    maxDailyLossPerTickerUsd: 4000,
    maxLossPerPositionUsd: 4000,
    maxDailyLossUsd: 4000,
    maxPortfolioRiskUsd: 4000,
  };

  it.each([
    ["low", 5],
    ["medium", 3],
    ["high", 2],
    ["unknown", 2],
  ] as const)("%s makes five packages %i", (regime, quantity) => {
    const desk = new DeskOf({ parameters: roomy });
    desk.regime(regime);

    expect(take(desk)).toMatchObject({ quantity, boundedBy: "tradeSize" });
  });

  it("does not cut a trade size of one to nothing, but a limit", () => {
    const single = new DeskOf({ parameters: { ...roomy, tradeSize: 1 } });
    const tight = new DeskOf({ parameters: { ...roomy, maxLossPerPositionUsd: 500 } });
    single.regime("high");
    tight.regime("high");

    expect(take(single)).toMatchObject({ quantity: 1 });
    expect(take(tight)).toMatchObject({
      code: "SIZE_ZERO",
      numbers: { boundedBy: "maxLossPerPositionUsd", factor: 0.5 },
    });
  });
});

describe("a plan that waits for a person", () => {
  const ask = { parameters: { ...parameters, automation: "ASK" as const } };
  const accept = (desk: DeskOf, over = {}): readonly RiskEvent[] =>
    desk.feed({
      kind: "command",
      command: aCommand({ kind: "acceptPlan", planId: aPlan().id, quantity: null, ...over }),
      quoteOf: market,
    });

  it.each([
    ["ASK", "AWAITING_ACCEPTANCE"],
    ["OFF", "AUTOMATION_OFF"],
  ] as const)("is, under %s, refused %s and can be accepted", (automation, code) => {
    const desk = new DeskOf({ parameters: { ...parameters, automation } });

    expect(refusal(take(desk))).toBe(code);
    expect(desk.book.pending).toHaveLength(1);
    expect(accept(desk).map(({ type }) => type)).toEqual(["approved", "commandDone"]);
    expect(desk.book.pending).toHaveLength(0);
  });

  it("is taken once", () => {
    const desk = new DeskOf(ask);
    take(desk);
    accept(desk);

    expect(accept(desk)).toMatchObject([{ type: "refused", code: "ALREADY_TAKEN" }]);
  });

  it("is judged like any other when accepted", () => {
    const desk = new DeskOf({ ...ask, halts: [manual] });
    take(desk);

    expect(accept(desk)).toMatchObject([{ type: "refused", code: "HALTED" }]);
    expect(desk.book.pending).toHaveLength(1);
  });

  it("may be accepted soon after a stop: the pause binds automation alone", () => {
    const left = anOrder({ id: orderId(7, 0), purpose: "close", reason: "stop", filled: 1, state: "filled" });
    const desk = new DeskOf(ask, { orders: [left] });
    take(desk);

    expect(accept(desk).map(({ type }) => type)).toEqual(["approved", "commandDone"]);
  });

  it("cannot be accepted after its time", () => {
    const desk = new DeskOf(ask);
    take(desk);

    expect(accept(desk.at(63.1))).toMatchObject([{ code: "EXPIRED" }]);
    desk.timer(market);
    expect(accept(desk)).toMatchObject([{ code: "UNKNOWN_PLAN" }]);
  });

  it("is sized by the person only downwards", () => {
    const wide = {
      ...ask.parameters,
      maxDailyLossPerTickerUsd: 20_000,
      maxLossPerPositionUsd: 20_000,
      maxDailyLossUsd: 20_000,
      maxPortfolioRiskUsd: 20_000,
    };
    const small = new DeskOf({ parameters: wide });
    const large = new DeskOf({ parameters: wide });
    take(small);
    take(large);

    expect(accept(small, { quantity: 1 })).toMatchObject([{ quantity: 1, boundedBy: "requested" }, {}]);
    expect(accept(large, { quantity: 9 })).toMatchObject([{ quantity: 5, boundedBy: "tradeSize" }, {}]);
  });
});
