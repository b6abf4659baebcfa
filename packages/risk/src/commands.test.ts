import {
  contracts,
  orderId,
  positionId,
  usdE4,
  type CommandAct,
  type Contracts,
  type HaltCause,
  type RiskEvent,
  type Role,
} from "@smart0dte/domain";
import { aCommand, aMarket, anOrder, aPlan, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

const market = closingAt(0.7);
const dark = aMarket({});
const types = (out: readonly RiskEvent[]): readonly string[] => out.map(({ type }) => type);

const act = (
  desk: DeskOf,
  what: CommandAct,
  over: { role?: Role; id?: string; quoteOf?: typeof market } = {},
): readonly RiskEvent[] =>
  desk.feed({ kind: "command", command: aCommand(what, over), quoteOf: over.quoteOf ?? market });

const halt = { kind: "halt", flatten: false, reason: "news" } as const;
const flatten = { kind: "halt", flatten: true, reason: "news" } as const;
const resume = { kind: "resume", reason: "news are read" } as const;
const closing = { kind: "closePosition", positionId: aPosition().id, limit: null } as const;

const book: HaltCause = { kind: "book", pnl: usdE4(-11_000_000), limit: usdE4(10_000_000), at: minute(10) };
const ticker: HaltCause = {
  kind: "ticker",
  ticker: "SPY",
  pnl: usdE4(-7_000_000),
  limit: usdE4(6_000_000),
  at: minute(10),
};
const manual: HaltCause = { kind: "manual", by: "trader-1", reason: "lunch", at: minute(10) };
const emergency: HaltCause = { kind: "emergency", vix: 52, at: minute(10) };
/** A closed position of SPY that lost this many dollars. */
const lost = (usd: number) =>
  aPosition({ quantity: 0, cash: usdE4(-usd * 10_000), openCost: usdE4(0), fees: usdE4(0) });

describe("any command", () => {
  it.each<CommandAct>([
    halt,
    resume,
    closing,
    { kind: "acceptPlan", planId: aPlan().id, quantity: null },
    { kind: "cancelOrder", orderId: orderId(1, 0) },
    { kind: "replaceOrder", orderId: orderId(1, 0), limit: usdE4(-6_500) },
    { kind: "setParameters", changes: [], reason: "" },
  ])("is not a viewer's: $kind", (what) => {
    const desk = new DeskOf({}, { positions: [aPosition()] });

    expect(act(desk, what, { role: "viewer" })).toMatchObject([{ type: "refused", code: "ROLE" }]);
  });

  it("is carried out once, however often it is sent", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });

    expect(types(act(desk, closing, { id: "c-same" }))).toEqual(["exit", "commandDone"]);
    expect(act(desk, closing, { id: "c-same" })).toMatchObject([{ type: "refused", code: "DUPLICATE" }]);
  });
});

describe("halt", () => {
  it("stops new risk, cancels opening orders and leaves exits and positions alone", () => {
    const orders = [
      anOrder({ id: orderId(5, 0) }),
      anOrder({ id: orderId(6, 0), purpose: "close", reason: "target" }),
      anOrder({ id: orderId(7, 0), state: "filled" }),
      anOrder({ id: orderId(8, 0), state: "cancelRequested" }),
      anOrder({ id: orderId(9, 0), state: "unknown" }),
    ];
    const desk = new DeskOf({}, { orders, positions: [aPosition()] });

    expect(act(desk, halt)).toMatchObject([
      { type: "halted", cause: { kind: "manual", by: "trader-1", reason: "news" } },
      { type: "cancelOpening", orderId: orderId(5, 0), why: "halt" },
      { type: "cancelOpening", orderId: orderId(9, 0), why: "halt" },
      { type: "commandDone" },
    ]);
  });

  it("is one halt when asked for twice, and can flatten the second time", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });
    act(desk, halt);

    expect(types(act(desk, halt))).toEqual(["commandDone"]);
    expect(act(desk, flatten)).toMatchObject([
      { type: "exit", reason: "flatten", limit: 50_000 },
      { type: "commandDone" },
    ]);
    expect(desk.book.halts).toHaveLength(1);
  });

  it("flattens even what cannot be marked, and what fills later", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });

    expect(types(act(desk, flatten, { quoteOf: dark }))).toEqual(["halted", "exit", "commandDone"]);
    desk.hold(aPosition({ id: positionId(orderId(8, 0)) }));
    expect(desk.market(market)).toMatchObject([
      { type: "exit", reason: "flatten", positionId: positionId(orderId(8, 0)) },
    ]);
  });

  it("takes a partly filled opening order back once, although two reasons speak for it", () => {
    const rest = anOrder({ id: orderId(1, 0), quantity: 3, filled: 1, state: "partlyFilled" });
    const desk = new DeskOf({}, { orders: [rest], positions: [aPosition()] });

    expect(types(act(desk, flatten))).toEqual(["halted", "cancelOpening", "exit", "commandDone"]);
  });

  it("does not close twice what is already going out", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });
    act(desk, flatten);

    expect(desk.market(market)).toEqual([]);
    expect(types(act(desk, flatten))).toEqual(["commandDone"]);
  });
});

describe("resume", () => {
  it.each([
    ["trader", manual],
    ["admin", manual],
    ["trader", ticker],
    ["admin", book],
  ] as const)("by a %s clears %j when it no longer holds", (role, cause) => {
    const desk = new DeskOf({ halts: [cause] });

    expect(act(desk, resume, { role })).toMatchObject([
      { type: "resumed", by: "trader-1", reason: "news are read", cleared: [cause.kind] },
      { type: "commandDone" },
    ]);
    expect(desk.book.halts).toEqual([]);
    expect(desk.book.breakers).toEqual([]);
  });

  it("of the book's breaker takes an admin", () => {
    const desk = new DeskOf({ halts: [book] });

    expect(act(desk, resume)).toMatchObject([{ code: "ROLE", numbers: { needs: "admin", role: "trader" } }]);
  });

  it.each([
    ["ticker", ticker, 700],
    ["book", book, 1100],
  ] as const)("is refused with the numbers while the loss of the %s stands", (kind, cause, usd) => {
    const desk = new DeskOf({ halts: [cause] });
    desk.hold(lost(usd));

    expect(act(desk, resume, { role: "admin" })).toMatchObject([
      { code: "CAUSE_HOLDS", numbers: { cause: kind, pnl: -usd * 10_000 } },
    ]);
    expect(desk.book.halts).toEqual([cause]);
  });

  it("is refused while the emergency lasts, with the VIX", () => {
    const desk = new DeskOf({ halts: [emergency] });
    desk.regime("emergency", 55);

    expect(act(desk, resume)).toMatchObject([
      { code: "CAUSE_HOLDS", numbers: { cause: "emergency", vix: 55 } },
    ]);
    desk.regime("high", 30);
    expect(types(act(desk, resume))).toEqual(["resumed", "commandDone"]);
  });

  it("clears what may be cleared and leaves what holds", () => {
    const desk = new DeskOf({ halts: [manual, ticker] });
    desk.hold(lost(700));

    expect(act(desk, resume)).toMatchObject([{ type: "resumed", cleared: ["manual"] }, {}]);
    expect(desk.book.halts).toEqual([ticker]);
  });

  it("needs its reason", () => {
    expect(act(new DeskOf({ halts: [manual] }), { ...resume, reason: "  " })).toMatchObject([
      { code: "BAD_PARAMETER" },
    ]);
  });

  it("ends flattening for what opens afterwards", () => {
    const desk = new DeskOf();
    act(desk, flatten);
    act(desk, resume);
    desk.hold(aPosition());

    expect(desk.market(market)).toEqual([]);
  });
});

describe("closing a position", () => {
  it("goes out at the executable price, halted or not", () => {
    const desk = new DeskOf({ halts: [manual, book] }, { positions: [aPosition()] });

    expect(act(desk, closing)).toMatchObject([
      { type: "exit", reason: "person", limit: 7_000 },
      { type: "commandDone" },
    ]);
  });

  it("can be of some of its packages: the others stay held and can be closed after it", () => {
    const desk = new DeskOf({ halts: [manual, book] }, { positions: [aPosition({ quantity: 3 })] });
    const some = { ...closing, quantity: contracts(2) };
    const [exit] = act(desk, some);

    expect(exit).toMatchObject({ type: "exit", reason: "person", quantity: 2 });
    expect(act(desk, some)).toMatchObject([{ code: "ALREADY_CLOSING" }]);
    if (exit?.type !== "exit") return expect.unreachable("nothing was closed");
    const { orderId: id } = exit;
    desk.tell(anOrder({ id, purpose: "close", reason: "person", quantity: 2, filled: 2, state: "filled" }));
    desk.hold(aPosition({ quantity: 1 }));
    expect(act(desk, closing)).toMatchObject([{ type: "exit", quantity: 1 }, {}]);
  });

  it.each([0, -1, 1.5, 4])("of %d of three packages is refused with what can be closed", (quantity) => {
    const desk = new DeskOf({}, { positions: [aPosition({ quantity: 3 })] });

    expect(act(desk, { ...closing, quantity: quantity as Contracts })).toMatchObject([
      {
        code: "BAD_PARAMETER",
        numbers: { sentence: `Of this position 1 to 3 can be closed; you entered ${quantity}.` },
      },
    ]);
  });

  it("of some packages gives way to a close of all that must happen", () => {
    const desk = new DeskOf({}, { positions: [aPosition({ quantity: 3 })] });
    const [exit] = act(desk, { ...closing, quantity: contracts(1) });
    if (exit?.type !== "exit") return expect.unreachable("nothing was closed");

    expect(act(desk, flatten)).toMatchObject([
      { type: "halted" },
      { type: "cancelOpening", orderId: exit.orderId, why: "replaced" },
      { type: "commandDone" },
    ]);
  });

  it("needs a price where the market gives none", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });

    expect(act(desk, closing, { quoteOf: dark })).toMatchObject([
      { code: "QUOTE_STALE", numbers: { why: "absent" } },
    ]);
    expect(act(desk, { ...closing, limit: usdE4(9_000) }, { quoteOf: dark })).toMatchObject([
      { limit: 9_000 },
      {},
    ]);
  });

  it("never pays more than the structure is wide", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });

    expect(act(desk, { ...closing, limit: usdE4(50_001) })).toMatchObject([{ code: "BAD_PARAMETER" }]);
  });

  it("is refused for what is unknown, already closing, or after the close", () => {
    const desk = new DeskOf({}, { positions: [aPosition()] });
    const other = { ...closing, positionId: positionId(orderId(9, 9)) };

    expect(act(desk, other)).toMatchObject([{ code: "UNKNOWN_POSITION" }]);
    expect(act(desk.at(390), closing)).toMatchObject([{ code: "NOT_OPEN" }]);
    act(desk.at(60), closing);
    expect(act(desk, closing)).toMatchObject([{ code: "ALREADY_CLOSING", numbers: { reason: "person" } }]);
  });
});

describe("cancelling an order", () => {
  it.each([
    ["open", "working", "cancelOpening"],
    ["close", "working", "cancelOpening"],
    ["open", "filled", "NOT_CANCELLABLE"],
    ["open", "cancelRequested", "NOT_CANCELLABLE"],
  ] as const)("of purpose %s in state %s gives %s", (purpose, state, expected) => {
    const desk = new DeskOf({}, { orders: [anOrder({ purpose, state })] });

    const [first] = act(desk, { kind: "cancelOrder", orderId: orderId(1, 0) });
    expect(first?.type === "refused" ? first.code : first?.type).toBe(expected);
  });

  it("is refused for an order nobody knows", () => {
    expect(act(new DeskOf(), { kind: "cancelOrder", orderId: orderId(9, 9) })).toMatchObject([
      { code: "UNKNOWN_ORDER" },
    ]);
  });
});

describe("setting parameters", () => {
  it("changes them at once and says from what to what", () => {
    const desk = new DeskOf();
    const changes = [
      { name: "automation", value: "OFF" },
      { name: "tradeSize", value: 5 },
    ] as const;

    expect(act(desk, { kind: "setParameters", changes, reason: "quiet day" })).toMatchObject([
      {
        type: "parametersChanged",
        by: "trader-1",
        reason: "quiet day",
        changes: [{ name: "automation", from: "AUTO", to: "OFF" }],
      },
      { type: "commandDone" },
    ]);
    expect(desk.book.parameters.automation).toBe("OFF");
  });

  it("refuses all of them with a sentence when one is out of range", () => {
    const desk = new DeskOf();
    const changes = [
      { name: "automation", value: "OFF" },
      { name: "stopLoss", value: 5 },
    ] as const;

    expect(act(desk, { kind: "setParameters", changes, reason: "" })).toMatchObject([
      {
        code: "BAD_PARAMETER",
        numbers: { sentence: "Stop must be 0.05 to 1 of maximum loss; you entered 5." },
      },
    ]);
    expect(desk.book.parameters.automation).toBe("AUTO");
  });
});
