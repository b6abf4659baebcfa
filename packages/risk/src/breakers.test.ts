import {
  defaultParameters,
  orderId,
  positionId,
  usdE4,
  type Position,
  type RiskEvent,
} from "@smart0dte/domain";
import { aMarket, anOrder, aPlan, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

/** No stop and no target in the way. */
const plan = aPlan({ stop: { loss: usdE4(1), closeAt: usdE4(49_000), persistQuotes: 99 } });
const parameters = defaultParameters({
  automation: "AUTO",
  maxLossPerPositionUsd: 20_000,
  maxDailyLossPerTickerUsd: 200,
  maxDailyLossUsd: 50_000,
});
const types = (out: readonly RiskEvent[]): readonly string[] => out.map(({ type }) => type);
const deskWith = (over: Partial<typeof parameters>, position: Partial<Position> = {}, more = {}): DeskOf =>
  new DeskOf(
    { parameters: { ...parameters, ...over } },
    { positions: [aPosition({ plan, ...position })], ...more },
  );

/** What one look after another says, on the same market. */
const looks = (desk: DeskOf, debit: number, count: number): readonly RiskEvent[] =>
  Array.from({ length: count }, () => desk.market(closingAt(debit))).flat();

describe("breaker 1", () => {
  it("closes a position whose loss passes the limit of a position, three looks in a row", () => {
    const desk = deskWith({ maxLossPerPositionUsd: 100, maxDailyLossPerTickerUsd: 20_000 });

    expect(looks(desk, 1.6, 2)).toEqual([]);
    expect(desk.market(closingAt(1.6))).toMatchObject([
      { type: "breaker", level: 1, scope: aPosition().id, limit: 1_000_000 },
      { type: "exit", reason: "breaker", limit: 50_000, numbers: { level: 1 } },
    ]);
  });

  it("closes a position that has lost its plan's maximum", () => {
    const desk = deskWith({ maxDailyLossPerTickerUsd: 20_000 });

    expect(types(looks(desk, 5.0, 3))).toEqual(["breaker", "exit"]);
  });

  it("ends with its position and leaves the ticker open", () => {
    const desk = deskWith({ maxLossPerPositionUsd: 100, maxDailyLossPerTickerUsd: 20_000 });
    looks(desk, 1.6, 3);

    desk.hold(aPosition({ plan, quantity: 0, cash: usdE4(-1_000_000), openCost: usdE4(0) }));

    expect(desk.book.breakers).toEqual([]);
    expect(desk.book.halts).toEqual([]);
  });
});

describe("breaker 2", () => {
  it("blocks its ticker and cancels its opening orders; other tickers and closing orders stay", () => {
    const orders = [
      anOrder({ id: orderId(5, 0) }),
      anOrder({ id: orderId(6, 0), ticker: "QQQ" }),
      anOrder({ id: orderId(7, 0), purpose: "close", reason: "target" }),
    ];
    const desk = deskWith({}, {}, { orders });

    expect(looks(desk, 2.7, 2)).toEqual([]);
    expect(desk.market(closingAt(2.7))).toMatchObject([
      { type: "breaker", level: 2, scope: "SPY", limit: 2_000_000 },
      { type: "halted", cause: { kind: "ticker", ticker: "SPY" } },
      { type: "cancelOpening", orderId: orderId(5, 0), why: "breaker" },
    ]);
  });

  it("is not tripped by a single bad look", () => {
    const desk = deskWith({});

    for (let round = 0; round < 5; round += 1) {
      expect(looks(desk, 2.7, 2)).toEqual([]);
      expect(looks(desk, 0.7, 1)).toEqual([]);
    }
  });

  it("trips on a loss that stands for five seconds without a new quote", () => {
    const desk = deskWith({});
    const same = closingAt(2.7);
    desk.market(same);

    expect(desk.at(60.05).timer(same)).toEqual([]);
    expect(types(desk.at(60.09).timer(same))).toEqual(["breaker", "halted"]);
  });

  it("trips at the first look of a minute source", () => {
    const desk = new DeskOf({ parameters, minuteSource: true }, { positions: [aPosition({ plan })] });

    expect(types(desk.market(closingAt(2.7)))).toEqual(["breaker", "halted"]);
  });

  it("trips on realised losses alone", () => {
    const desk = deskWith({});
    desk.hold(aPosition({ plan, quantity: 0, cash: usdE4(-2_100_000), openCost: usdE4(0) }));

    expect(types(desk.at(61).timer(aMarket({})))).toEqual(["breaker", "halted"]);
  });

  it("reads the worsened value where the position cannot be marked", () => {
    const desk = deskWith({});
    desk.market(closingAt(0.7), 663);
    const dark = aMarket({});

    desk.market(dark, 661);
    desk.market(dark, 660.9);
    expect(types(desk.market(dark, 660.8))).toEqual(["breaker", "halted"]);
  });

  it("trips at once when a person lowers the limit below what is lost", () => {
    const desk = deskWith({ maxDailyLossPerTickerUsd: 20_000 });
    looks(desk, 2.7, 3);
    desk.book = { ...desk.book, parameters };

    expect(types(looks(desk, 2.7, 3))).toEqual(["breaker", "halted"]);
  });
});

describe("breaker 3", () => {
  const tight = { maxDailyLossUsd: 200, maxDailyLossPerTickerUsd: 20_000 };

  it("halts the book, cancels every opening order and closes everything", () => {
    const iwm = aPosition({ plan, id: positionId(orderId(8, 0)), ticker: "IWM" });
    const orders = [anOrder({ id: orderId(5, 0) }), anOrder({ id: orderId(6, 0), ticker: "QQQ" })];
    const desk = deskWith(tight, {}, { orders });
    desk.hold(iwm);

    expect(looks(desk, 1.7, 2)).toEqual([]);
    expect(types(desk.market(closingAt(1.7)))).toEqual([
      "breaker",
      "halted",
      "cancelOpening",
      "cancelOpening",
      "exit",
      "exit",
    ]);
    expect(desk.book.halts).toMatchObject([{ kind: "book", limit: 2_000_000 }]);
  });

  it("closes what an order fills after it has tripped", () => {
    const desk = deskWith(tight);
    looks(desk, 2.7, 3);

    desk.hold(aPosition({ plan, id: positionId(orderId(8, 0)) }));

    expect(desk.market(closingAt(2.7))).toMatchObject([
      { type: "exit", reason: "breaker", numbers: { level: 3 } },
    ]);
  });

  it("survives a restart and still blocks", () => {
    const cause = { kind: "book" as const, pnl: usdE4(-2_000_000), limit: usdE4(1_000_000), at: minute(5) };

    expect(new DeskOf({ halts: [cause] }).book.breakers).toMatchObject([{ level: 3, scope: "book" }]);
  });
});

describe("a gain", () => {
  it("trips nothing, however large", () => {
    const desk = deskWith(
      { maxLossPerPositionUsd: 50, maxDailyLossPerTickerUsd: 50, maxDailyLossUsd: 50 },
      { plan: { ...plan, target: { ...plan.target, closeAt: usdE4(-90_000) } }, cash: usdE4(90_000_000) },
    );

    expect(looks(desk, 0.1, 9)).toEqual([]);
  });
});

describe("an emergency regime", () => {
  it("halts once, cancels opening orders, leaves positions to their exits", () => {
    const desk = deskWith({}, {}, { orders: [anOrder({ id: orderId(5, 0) })] });

    expect(types(desk.regime("emergency", 55))).toEqual(["halted", "cancelOpening"]);
    expect(desk.regime("emergency", 56)).toEqual([]);
    expect(desk.regime("medium", 25)).toEqual([]);
    expect(desk.book.halts).toMatchObject([{ kind: "emergency", vix: 55 }]);
  });
});
